import Diffraction
import Numerics
import Quantity
import Text
import Words
import XRDML

/// The lattice of a layered oxide from the places of all its reflections, with the displacement of
/// the specimen, and the R-factor.
struct OxideCell {
  let groups: [Group]
  let lattice: LatticeFit
  let a: Quantity
  let c: Quantity
  let displacement: Quantity
  let rFactor: Quantity
  let zero: Double
  let pattern: MeasuredPattern

  /// The indices of the values of the instrument that matter here.
  static let zeroIndex = 0
  static let axial = 1
  /// A reflection is used whose intensity is this share of the strongest, by the structure.
  private static let weakest = 0.01
  /// Weak reflections stand where the cell has them: the second round knows it.
  private static let rounds = 2

  /// Fits a pattern.
  ///
  /// - Throws: A diagnostic or fault that says why there is no cell.
  init(
    of scan: PowderScan, with settings: Settings, standard: NumbersFile,
    in derivation: Derivation
  ) throws {
    let wavelength = try scan.radiation.kAlpha1.quantity(scan.radiation.unit, in: derivation)
      .named("λ(Kα1)")
    let lines = PowderOptics(
      wavelengthRatio: try scan.radiation.kAlpha2.number() / wavelength.value,
      ratio: try scan.radiation.ratio.number())
    let instrument: KnownInstrument
    do {
      instrument = try KnownInstrument(
        standard, of: "xrd-instrument", wavelength: wavelength.value, lines: lines, in: derivation)
    } catch let fault as OtherRadiation {
      throw scan.radiation.kAlpha1.diagnostic(fault.description, hint: OtherRadiation.hint)
    }
    let pattern = MeasuredPattern(scan)
    self.pattern = pattern
    let zero = instrument.instrument.zero
    var oxide = try Self.located(scan) { try Self.start(pattern, settings, wavelength.value) }
    var result: (groups: [Group], lattice: LatticeFit)
    var round = 1
    repeat {
      let expected = try Self.located(scan) {
        try Self.groups(oxide, pattern, settings, wavelength.value)
      }
      let groups = try expected.map {
        try Group(
          $0, halfWindow: settings.halfWindow.value, in: pattern, of: scan, instrument,
          in: derivation)
      }
      result = (groups, try Self.lattice(groups, from: oxide.cell, zero: zero, wavelength.value))
      (oxide.a, oxide.c) = (result.lattice.cell.edges[0], result.lattice.cell.edges[1])
      round += 1
    } while round <= Self.rounds
    let groups = result.groups
    lattice = result.lattice
    let found = try Self.quantities(
      lattice, groups, wavelength, instrument.quantities[Self.zeroIndex], in: derivation)
    let changes = Self.changes(lattice, groups, instrument)
    let carried = try found.indices.map { index in
      try instrument.carried(found[index], changes: changes.map { $0[index] })
    }
    a = carried[0].named("a")
    c = carried[1].named("c")
    displacement = carried[2].named("s")
    rFactor = try Self.rFactor(groups)
    self.groups = groups
    self.zero = zero
  }

  /// Does something with the pattern; a reflection that is not in it is told with the file.
  private static func located<Result>(
    _ scan: PowderScan, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let fault as CellFault {
      throw scan.intensities.cells[0].diagnostic(
        fault.description,
        hint: "they are looked for with the parameters xrd.cell_a and xrd.cell_c")
    }
  }

  /// The cell of the parameters, moved so that 003 and 104 stand at the highest points near them.
  private static func start(
    _ pattern: MeasuredPattern, _ settings: Settings, _ wavelength: Double
  ) throws -> LayeredOxide {
    var oxide = LayeredOxide(a: settings.a.value, c: settings.c.value, exchange: 0.03)
    for (index, isAxis) in [(Miller(0, 0, 3), true), (Miller(1, 0, 4), false)] {
      guard let place = oxide.cell.position(index, wavelength: wavelength) else {
        throw LatticeFault.notDiffracted(index)
      }
      let range = pattern.range((place.value - 0.5)...(place.value + 0.5))
      guard let highest = range.max(by: { pattern.values[$0] < pattern.values[$1] }) else {
        throw CellFault.outside(index)
      }
      let distance = pattern.places[highest] - place.value
      if isAxis {
        oxide.c += distance / place.byEdge[1]
      } else {
        oxide.a += distance / place.byEdge[0]
      }
    }
    return oxide
  }

  /// The reflections within the scan that are strong enough, in groups of overlapping windows.
  private static func groups(
    _ oxide: LayeredOxide, _ pattern: MeasuredPattern, _ settings: Settings, _ wavelength: Double
  ) throws -> [[Group.Expected]] {
    let half = settings.halfWindow.value
    let (first, last) = (pattern.places[0] + half, pattern.places[pattern.places.count - 1] - half)
    let reflections = oxide.reflections(below: last, wavelength: wavelength).map { index in
      (index, oxide.intensity(index, wavelength: wavelength))
    }
    let strongest = reflections.map(\.1).max() ?? 0
    let unit = Miller(1, 0, 4)
    guard let place = oxide.cell.position(unit, wavelength: wavelength)?.value else {
      throw LatticeFault.notDiffracted(unit)
    }
    let scale =
      pattern.excess((place - half)...(place + half))
      / oxide.intensity(unit, wavelength: wavelength)
    guard scale > 0 else { throw CellFault.outside(unit) }
    var groups: [[Group.Expected]] = []
    for (index, intensity) in reflections where intensity > weakest * strongest {
      guard let position = oxide.cell.position(index, wavelength: wavelength)?.value,
        position >= first
      else { continue }
      let expected = Group.Expected(
        index: index, position: position, area: scale * intensity,
        share: intensity / strongest)
      if let before = groups.last?.last, position - before.position < 2 * half {
        groups[groups.count - 1].append(expected)
      } else {
        groups.append([expected])
      }
    }
    return groups
  }

  private static func lattice(
    _ groups: [Group], from cell: UnitCell, zero: Double, _ wavelength: Double
  ) throws -> LatticeFit {
    let count = groups.reduce(0) { $0 + $1.used.count }
    var covariance = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    var start = 0
    for group in groups {
      for (row, one) in group.used.enumerated() {
        for (column, other) in group.used.enumerated() {
          covariance[start + row][start + column] = group.covariance(one, other)
        }
      }
      start += group.used.count
    }
    return try LatticeFit(
      from: cell, groups.flatMap { group in group.used.map { group.indices[$0] } },
      observed: groups.flatMap { group in group.used.map { group.place($0) - zero } },
      covariance: covariance, wavelength: wavelength)
  }

  /// What each value of the instrument changes in a, c and s.
  private static func changes(
    _ lattice: LatticeFit, _ groups: [Group], _ instrument: KnownInstrument
  ) -> [[Double]] {
    let count = groups.reduce(0) { $0 + $1.used.count }
    let zero = lattice.change(
      of: [Double](repeating: -instrument.step(zeroIndex), count: count))
    let axial = lattice.change(
      of: groups.flatMap { group in
        group.used.map { group.axialChange[group.model.place(of: $0) ?? 0] }
      })
    return [zero, axial]
  }

  private static func quantities(
    _ lattice: LatticeFit, _ groups: [Group], _ wavelength: Quantity, _ zero: Quantity,
    in derivation: Derivation
  ) throws -> [Quantity] {
    let places = groups.flatMap { group in
      group.used.compactMap { number in
        group.places[number].map {
          Named("2θ_\(group.indices[number])", Procedure.Input.step($0.step))
        }
      }
    }
    let procedure = Procedure(
      "cell of the layered oxide", output: "",
      method: "2θ − zero = 2θ(a, c) + s·cos θ, hexagonal, weighted by the covariance of the places",
      inputs: [Named("λ(Kα1)", .step(wavelength.step)), Named("zero", .step(zero.step))] + places,
      parameters: [
        Named("degrees of freedom", JSON(lattice.degreesOfFreedom)),
        Named("reduced chi-squared", JSON(lattice.reducedChiSquared)),
      ])
    let values = lattice.cell.edges + [lattice.displacement]
    let units = [wavelength.unit, wavelength.unit, zero.unit]
    return try derivation.procedure(
      procedure,
      outputs: zip(zip(["a", "c", "s"], values), units).map {
        Named($0.0, Operation.Operand($0.1, $1))
      }, covariance: lattice.covariance,
      dof: lattice.isScaled ? Double(lattice.degreesOfFreedom) : nil)
  }

  private static func rFactor(_ groups: [Group]) throws -> Quantity {
    func area(_ index: Miller) throws -> Quantity {
      for group in groups {
        if let number = group.indices.firstIndex(of: index) { return group.areas[number] }
      }
      throw CellFault.outside(index)
    }
    let pair = try area(Miller(0, 0, 6)) + area(Miller(0, 1, 2))
    return try (pair / area(Miller(1, 0, 1))).named("R-factor")
  }
}

/// Why there is no cell, as facts; their words stand here.
enum CellFault: Error, CustomStringConvertible {
  case outside(Miller)

  var description: String {
    switch self {
    case .outside(let index): "the reflection \(index) is not in the pattern"
    }
  }
}

extension MeasuredPattern {
  init(_ scan: PowderScan) {
    var columns = [("intensities", scan.intensities.cells.map(\.cell))]
    if !scan.intensities.attenuation.isEmpty {
      columns.append(("attenuation", scan.intensities.attenuation.map(\.cell)))
    }
    if case .list(let cells) = scan.angles.source { columns.append(("angles", cells.map(\.cell))) }
    self.init(
      file: scan.file, places: scan.angles.values, values: scan.intensities.values,
      variances: scan.intensities.variances, columns: columns)
  }
}
