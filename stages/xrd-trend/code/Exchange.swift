import Analysis
import Diffraction
import Quantity

/// The exchange of Li and Ni that a ratio would mean if nothing else changed it.
///
/// A specimen whose crystallites prefer a direction has another ratio at the same exchange, so this
/// is no measurement of the exchange: it states the condition.
enum Exchange {
  /// The exchange up to which the theory is tabulated and a ratio is read.
  static let range = 0.0...0.15
  private static let wavelength = 1.5405929
  private static let rounds = 60
  private static let step = 1e-4

  /// I(003)/I(104) at an exchange, a = 2.875 Å and c = 14.20 Å; the lattice hardly matters.
  static func ratio(at exchange: Double) -> Double {
    LayeredOxide(a: 2.875, c: 14.20, exchange: exchange).ratio(wavelength: wavelength)
  }

  /// The exchange of a ratio, by bisection: the ratio falls all along the range.
  ///
  /// - Returns: `nil` for a ratio that no exchange of the range gives.
  static func value(of ratio: Double) -> Double? {
    var (low, high) = (range.lowerBound, range.upperBound)
    guard ratio <= Self.ratio(at: low), ratio >= Self.ratio(at: high) else { return nil }
    for _ in 0..<rounds {
      let middle = (low + high) / 2
      if Self.ratio(at: middle) > ratio { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The exchange of a ratio with the uncertainty of the ratio, in %.
  static func quantity(of ratio: Quantity) throws -> Quantity? {
    guard let exchange = value(of: ratio.value) else { return nil }
    let slope =
      (self.ratio(at: exchange + step) - self.ratio(at: exchange - step)) / (2 * step)
    let derivation = ratio.derivation
    let distance = try (ratio - derivation.exact(ratio.value)) / slope
    return try (distance + derivation.exact(exchange)).converted(to: Unit("%"))
  }

  /// The theory as a line to draw.
  static var table: ResultFile {
    .table(
      "theory.csv", headings: ["exchange (%)", "I(003)/I(104)"],
      rows: (0...40).map { number in
        let exchange = Double(number) / 400
        return ["\(exchange * 100)", "\(ratio(at: exchange))"]
      })
  }
}
