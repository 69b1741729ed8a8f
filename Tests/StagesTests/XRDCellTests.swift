// The lattice of the layered oxide: what was put in is found, and a cell that ignores the displacement
// of the specimen is not.
import Analysis
import Diffraction
import Numerics
import Quantity
import Testing
import Text
import XRDML

@testable import synthesize
@testable import xrd_cell

private let parameters = [
  "xrd.cell_a": "2.875 Å", "xrd.cell_c": "14.2 Å", "xrd.half_window": "1.1 °",
]

private func lattice(
  of bytes: [UInt8], _ standard: NumbersFile, _ changes: [String: String] = [:]
) throws -> OxideCell {
  let derivation = Derivation()
  let settings = try Settings(parameters.merging(changes) { $1 }, in: derivation)
  let scan = try PowderScan(bytes, file: "raw/a.xrdml")
  return try OxideCell(of: scan, with: settings, standard: standard, in: derivation)
}

private func pattern(_ sample: String) throws -> [UInt8] {
  try StageProgram.content(
    of: "\(Truth.root)/stages/xrd-ratio/raw/synthetic_FigS1d_\(sample)-NCM90.xrdml")
}

private func told(_ changes: [String: String]) throws -> String {
  do {
    return
      "no fault: \(try lattice(of: pattern("10W"), StandardNumbers.asPutIn(), changes).a.value)"
  } catch {
    return "\(error)"
  }
}

/// Four numbers of four samples: all of 16 within intervals of 1 - 0.05/16 in 95 % of all cases.
@Test(arguments: ["10W", "25W", "50W", "100W"])
func `the lattice put into a pattern is found`(sample: String) throws {
  let file = try lattice(of: pattern(sample), StandardNumbers.asPutIn()).publication().file
  for (name, key) in [
    ("a", "a"), ("c", "c"), ("displacement", "disp"), ("r_factor", "r_factor"),
  ] {
    let number = try #require(file[name])
    let truth = try #require(try Truth.value("FigS1d", sample, key).double)
    let u = try #require(number.uncertainty?.standard)
    #expect(abs(number.value - truth) < 2.96 * u, "\(name): \(number.printed), \(truth)")
    #expect(number.budget == .complete)
  }
  #expect(file["a"]?.unit.symbol == "Å")
  #expect(file["fwhm_003"] != nil && file["fwhm_113"] != nil)
}

@Test func `a lattice says what it rests on`() throws {
  let file = try lattice(of: pattern("10W"), StandardNumbers.asPutIn()).publication().file
  #expect(file["a"]?.printed == "2.874465(15) Å")
  let variables = try #require(file["c"]).contributions.map(\.variable)
  #expect(variables.contains("number:xrd-instrument.zero"))
  #expect(variables.contains("number:xrd-instrument.axial_divergence"))
  #expect(variables.contains { $0.hasPrefix("procedure:cell of the layered oxide") })
}

@Test func `the tables hold every reflection that counts and every fitted point`() throws {
  let tables = try lattice(of: pattern("10W"), StandardNumbers.asPutIn()).tables
  #expect(tables.map(\.name) == ["pattern.csv", "reflections.csv", "fits.csv"])
  let lines = String(decoding: tables[1].bytes, as: UTF8.self).split(separator: "\n")
  #expect(
    lines.dropFirst().map { String($0.prefix { $0 != "," }) } == [
      "003", "101", "006", "012", "104", "015", "107", "018", "110", "113", "021", "116",
    ])
}

@Test func `what is no cell is told at its place`() throws {
  #expect(try told(["xrd.cell_a": "2.875"]).hasPrefix("the parameter xrd.cell_a is \"2.875\""))
  #expect(try told(["xrd.cell_b": "1 Å"]).hasPrefix("there is no parameter xrd.cell_b"))
  let far = try told(["xrd.cell_c": "13.2 Å", "xrd.cell_a": "2.7 Å"])
  #expect(far.hasPrefix("raw/a.xrdml:13:"), "\(far)")
  #expect(far.contains("they are looked for with the parameters xrd.cell_a and xrd.cell_c"))
}

@Test func `cells without enough reflections are refused`() {
  #expect(throws: LatticeFault.self) {
    try LatticeFit(
      from: .hexagonal(a: 2.8, c: 14), [Miller(0, 0, 3), Miller(1, 0, 4)], observed: [18.9, 45.3],
      covariance: [[1, 0], [0, 1]], wavelength: 1.54)
  }
  let basal = [Miller(0, 0, 3), Miller(0, 0, 6), Miller(0, 0, 9), Miller(0, 0, 12)]
  #expect(throws: LatticeFault.self) {
    try LatticeFit(
      from: .hexagonal(a: 2.8, c: 14), basal, observed: [19, 38.5, 59.3, 82.5],
      covariance: (0..<4).map { row in (0..<4).map { row == $0 ? 1 : 0 } }, wavelength: 1.54)
  }
}

/// The places of the reflections of one simulated pattern, and the truth.
private struct Trial {
  let file: NumbersFile
  let cell: OxideCell
  let oxide: LayeredOxide

  /// Patterns of every fourth point: the width of a line is three steps.
  init(_ trial: Int) throws {
    let seed = Coverage.seed(trial)
    let model = LayeredModel(seed: seed, coarse: 4, names: ["50W"])
    let random = RandomNumbers(seed: seed &+ 7)
    let standard = try StandardNumbers.found(for: model.diffractometer.instrument, random)
    cell = try lattice(of: model.set.files[0].bytes, standard)
    file = try cell.publication().file
    oxide = model.samples[0].oxide
  }

  /// The variances of the places, as a matrix.
  var variances: [[Double]] {
    let values = cell.groups.flatMap { group in
      group.used.map { group.covariance($0, $0) }
    }
    return values.indices.map { row in values.indices.map { $0 == row ? values[row] : 0 } }
  }
}

@Test func `intervals of the lattice are honest, those that ignore the displacement are not`()
  throws
{
  var honest = ["a", "c", "r_factor"].map { Coverage("xrd-cell.\($0)") }
  var (wrongA, wrongC) = (Coverage("a without displacement"), Coverage("c without displacement"))
  for trial in 0..<Coverage.trials(oneIn: 8) {
    let trial = try Trial(trial)
    let oxide = trial.oxide
    try honest[0].add(#require(trial.file["a"]), truth: oxide.a)
    try honest[1].add(#require(trial.file["c"]), truth: oxide.c)
    try honest[2].add(
      #require(trial.file["r_factor"]), truth: oxide.rFactor(wavelength: 1.540598))
    let groups = trial.cell.groups
    let wrong = try LatticeFit(
      from: trial.cell.lattice.cell,
      groups.flatMap { group in group.used.map { group.indices[$0] } },
      observed: groups.flatMap { group in
        group.used.map { group.place($0) - trial.cell.zero }
      },
      covariance: trial.variances, wavelength: 1.540598, hasDisplacement: false)
    wrongA.add(wrong.cell.edges[0], u: wrong.covariance[0][0].squareRoot(), truth: oxide.a)
    wrongC.add(wrong.cell.edges[1], u: wrong.covariance[1][1].squareRoot(), truth: oxide.c)
  }
  Coverage.tell(honest + [wrongA, wrongC])
  for coverage in honest {
    #expect(coverage.isHonest, "\(coverage)")
  }
  #expect(!wrongA.isHonest, "\(wrongA)")
  #expect(!wrongC.isHonest, "\(wrongC)")
}
