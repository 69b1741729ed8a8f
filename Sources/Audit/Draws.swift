#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

import Quantity

/// Draws of all independent variables of a model, each around 0 in standard uncertainties
/// (JCGM 101:2008, 6.4).
///
/// A t variable is a normal one over the root of χ²/ν, so that one standard uncertainty is the
/// scale of JCGM 101, 6.4.9. The variables behind the outputs of one procedure share that root, for
/// they rest on one estimate of the scatter: their distribution is the multivariate t
/// (JCGM 102:2011, 5.3.2), or the multivariate normal without degrees of freedom.
struct Draws {
  private var random: Xoshiro256
  private let variables: [BudgetModel.Variable]
  /// The estimate of scatter of each t variable, by its place among them.
  private let estimates: [Int?]
  private let dofs: [Double]
  /// The last block: all draws of one variable after all of the one before.
  private(set) var values: [Double]
  /// How many draws of each variable a block has.
  let count: Int

  init(_ variables: [BudgetModel.Variable], seed: UInt64, count: Int) {
    random = Xoshiro256(seed: seed)
    self.variables = variables
    self.count = count
    values = Array(repeating: 0, count: count * variables.count)
    var dofs: [Double] = []
    var places: [Substring: Int] = [:]
    var estimates: [Int?] = []
    for variable in variables {
      guard variable.distribution == .t, let dof = variable.dof else {
        estimates.append(nil)
        continue
      }
      let name = Procedure.estimate(behind: variable.name)
      let place = places[name] ?? dofs.count
      if place == dofs.count {
        places[name] = place
        dofs.append(dof)
      } else {
        dofs[place] = min(dofs[place], dof)
      }
      estimates.append(place)
    }
    self.dofs = dofs
    self.estimates = estimates
  }

  /// Draws the next block.
  mutating func advance() {
    var scales = [Double](repeating: 1, count: dofs.count * count)
    for (place, dof) in dofs.enumerated() {
      for index in place * count..<(place + 1) * count {
        scales[index] = 1 / (2 * gamma(dof / 2) / dof).squareRoot()
      }
    }
    for (place, variable) in variables.enumerated() {
      let start = place * count
      for index in 0..<count {
        let drawn =
          switch variable.distribution {
          case .normal, .t: normal()
          case .rectangular: 3.0.squareRoot() * (2 * random.uniform() - 1)
          case .triangular: 6.0.squareRoot() * (random.uniform() + random.uniform() - 1)
          }
        values[start + index] = estimates[place].map { drawn * scales[$0 * count + index] } ?? drawn
      }
    }
  }

  private mutating func normal() -> Double { NormalQuantile.value(at: random.uniform()) }

  /// A gamma variable of unit scale.
  ///
  /// The method is that of Marsaglia and Tsang, "A simple method for generating gamma variables", ACM
  /// Trans. Math. Softw. 26 (2000) 363; section 6 for shapes below 1.
  private mutating func gamma(_ shape: Double) -> Double {
    guard shape >= 1 else { return gamma(shape + 1) * pow(random.uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(random.uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }
}
