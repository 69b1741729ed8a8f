// Zone axes: what was put into the images of Figure S5 is found, and what is no zone is refused.
import Analysis
import Images
import Micrographs
import Numerics
import Quantity
import Testing
import Text

@testable import synthesize
@testable import zone_axis

/// The parameters of pipeline.yaml.
private let parameters = [
  "haadf.pixel_uncertainty": "0.8 %", "haadf.scan_uncertainty": "0.3 %",
  "zone.layered_a": "2.876 Å", "zone.layered_c": "14.195 Å", "zone.rock_salt_a": "4.18 Å",
  "zone.tolerance": "5 %",
]

private func zone(
  _ bytes: [UInt8], _ changes: [String: String] = [:]
) throws -> (ZoneAxis, NumbersFile) {
  let derivation = Derivation()
  let settings = try Settings(parameters.merging(changes) { $1 }, in: derivation)
  let found = try ZoneAxis(
    of: Micrograph(Image(bytes, file: "raw/a.tif")), with: settings, in: derivation)
  return (found, try found.publication().file)
}

private func committed(_ name: String) throws -> [UInt8] {
  try StageProgram.content(of: "\(Truth.root)/stages/zone-axis/raw/synthetic_\(name).tif")
}

/// The distance of planes and their angle to 003 or 1-11 that were put in, by the name of a number.
private let layered = [
  "d_003": 0.47317, "d_012": 0.23498, "d_01m1": 0.24531, "d_01m4": 0.20387, "angle_012": 70.66,
  "angle_01m1": 99.95, "angle_01m4": 125.06,
]
private let rockSalt = [
  "d_1m11": 0.24133, "d_m111": 0.24133, "d_002": 0.209, "angle_m111": 109.47, "angle_002": 54.74,
]

@Test(arguments: [
  ("FigS5b_inner_rocksalt", rockSalt, "rock salt: no 003"),
  ("FigS5c_Bare_surface", layered, "layered: 003 is there"),
  ("FigS5d_25W_surface", layered, "layered: 003 is there"),
])
func `the lattice put into an image is found`(
  name: String, truth: [String: Double], verdict: String
) throws {
  let (found, file) = try zone(committed(name))
  for (number, value) in truth {
    #expect(try Truth.holds(value, of: #require(file[number])), "\(number)")
    #expect(file[number]?.budget == .complete)
  }
  #expect(file.numbers.count == truth.count + 1)
  #expect(found.verdict.hasPrefix(verdict), "\(found.verdict)")
}

@Test func `the numbers of a zone say what they are`() throws {
  let (_, file) = try zone(committed("FigS5b_inner_rocksalt"))
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "d_1m11 = 0.2420(20) nm", "d_002 = 0.2093(17) nm", "angle_002 = 54.85(14) °",
      "d_m111 = 0.2413(20) nm", "angle_m111 = 109.47(16) °", "power_003 = 2.5",
    ])
  #expect(
    file["d_002"]?.definition == """
      distance of the planes 002 of rock salt, zone axis [110], rock salt: no 003 (power over \
      noise 2.5, spots begin at 18.7): from the spot of the Fourier transform behind a Hann \
      window, maximum of the continuous transform; the pixel size of the file, its calibration and the scan \
      are in the uncertainty
      """)
  let variables = try Set(#require(file["d_002"]).contributions.map(\.variable))
  #expect(variables.contains("procedure:calibration of the pixel size()#1"))
  #expect(variables.contains("procedure:drift of the scan(raw/a.tif#R1C1:R512C512)#1"))
}

@Test func `the tables of a zone hold what a figure plots`() throws {
  let tables = try zone(committed("FigS5d_25W_surface")).0.tables
  let lines = tables.map { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n") }
  #expect(tables.map(\.name) == ["image.csv", "power.csv", "spots.csv", "verdict.csv"])
  #expect(lines[0].count == 1 + 256 * 256 && lines[1].count == 1 + 129 * 129)
  #expect(lines[2][1].hasPrefix("003,"))
  #expect(lines[3][1].hasPrefix("layered oxide R-3m,[100],"))
}

/// The image of a model of 128 points each way with twice the size of a pixel.
private func trial(
  _ specimen: Specimen, scan: LatticeImageModel.Scan = .init(), seed: UInt32 = 1
) -> [UInt8] {
  let model = LatticeImageModel(side: 128, pixel: 0.04, dose: 1600)
  return model.tiff(model.greys(of: specimen, scan, RandomNumbers(seed: seed)))
}

@Test(arguments: [-170.0, -91, -35, 20, 62, 118])
func `a crystal is found however it is turned`(rotation: Double) throws {
  let (_, file) = try zone(
    trial(Specimen.zones[2], scan: .init(rotation: rotation)))
  for (number, value) in layered {
    #expect(try Truth.holds(value, of: #require(file[number])), "\(number)")
  }
}

private func fault(_ bytes: [UInt8], _ changes: [String: String] = [:]) -> String {
  do {
    return "no fault: \(try zone(bytes, changes).0.verdict)"
  } catch {
    return "\(error)"
  }
}

/// An image of counts by column and row.
private func image(pixelSize: Double? = 0.02, _ counts: (Int, Int) -> Int) -> [UInt8] {
  let values = (0..<96 * 96).map { counts($0 % 96, $0 / 96) }
  return TIFFFile(width: 96, counts: values, description: "a test", pixelSize: pixelSize).bytes
}

@Test func `what is no zone gives no number`() throws {
  let numbers = RandomNumbers(seed: 7)
  #expect(
    fault(image { _, _ in numbers.poisson(400) })
      == "raw/a.tif: no spot of the Fourier transform stands out of the noise")
  #expect(fault(image { _, _ in 7 }) == "raw/a.tif: all values of the image are equal")
  // A square lattice of 0.24 nm is neither.
  let square = image { x, y in
    numbers.poisson(x % 12 < 4 && y % 12 < 4 ? 900 : 200)
  }
  #expect(fault(square).hasPrefix("raw/a.tif: no zone axis found: the "), "\(fault(square))")
  #expect(
    fault(trial(Specimen.zones[2]), ["zone.layered_c": "13 Å", "zone.rock_salt_a": "3.5 Å"])
      .hasPrefix("raw/a.tif: no zone axis found"))
  #expect(
    fault(image(pixelSize: nil) { x, _ in x % 12 }).hasPrefix(
      "raw/a.tif: the image does not state the size of its pixels"))
}

@Test func `pixels that are not square are refused`() {
  let size = PixelSize(width: 0.02, height: 0.03, place: "here", statement: "0.02 × 0.03")
  let values = (0..<1024).map { Double($0 % 7) }
  #expect {
    try Micrograph(Image(width: 32, values: values, pixelSize: size, file: "a.tif"))
  } throws: {
    "\($0)" == "a.tif: pixels of 0.02 nm × 0.03 nm are not square"
  }
}

@Test(arguments: [
  (["zone.tolerance": "5 nm"], "the parameter zone.tolerance is \"5 nm\""),
  (["zone.layered_a": "-2.876 Å"], "the parameter zone.layered_a is \"-2.876 Å\""),
  (["zone.layered_b": "2.876 Å"], "there is no parameter zone.layered_b"),
])
func `a wrong parameter of a zone is told`(changes: [String: String], told: String) throws {
  #expect(fault(trial(Specimen.zones[0]), changes).split(separator: "\n")[0] == told)
}

@Test(.enabled(if: Reference.has("image/strainpp_PZT_ADF_gray8.tif"), Reference.absent))
func `the spots of a real image are those of an independent program`() throws {
  let path = "\(Reference.folder)/image/strainpp_PZT_ADF_gray8.tif"
  let image = try Image(StageProgram.content(of: path), file: path)
  let raster = try Raster(width: image.width, height: image.height, values: image.values)
  let spots = try PowerSpectrum(raster).spots().map(\.frequency)
  // The two shortest of the strong spots span the lattice.
  let near = spots.prefix(8).filter { 1 / $0.length > 9 }
  let (one, other) = (try #require(near.first), try #require(near.dropFirst().first))
  let periods = [1 / one.length, 1 / other.length].sorted()
  #expect(abs(periods[0] - 9.8582) < 0.02, "\(periods)")
  #expect(abs(periods[1] - 10.3554) < 0.02, "\(periods)")
  let angle = one.angle(to: other)
  #expect(abs(max(angle, 180 - angle) - 90.338) < 0.02, "\(angle)")
  // It states no scale: no distance is told.
  #expect(fault(try StageProgram.content(of: path)).contains("does not state the size"))
}

/// The pixel size and the scan are drawn anew for each image.
@Test func `the interval of d(003) is honest, and is not without the pixel size`() throws {
  var honest = [Coverage("d(003)"), Coverage("angle of 012")]
  var wrong = Coverage("d(003) with a pixel size taken to be exact")
  for trial in 0..<Coverage.trialCount {
    let numbers = RandomNumbers(seed: Coverage.seed(trial))
    let scan = LatticeImageModel.Scan.drawn(
      scale: 1 + numbers.normal(0, LatticeImageModel.pixelUncertainty), turned: 4, numbers)
    let model = LatticeImageModel(side: 96, pixel: 0.05, dose: 2500)
    let bytes = model.tiff(model.greys(of: Specimen.zones[2], scan, numbers))
    let (_, file) = try zone(bytes)
    try honest[0].add(#require(file["d_003"]), truth: 1.4195 / 3)
    try honest[1].add(#require(file["angle_012"]), truth: 70.66)
    let number = try #require(file["d_003"])
    let other = number.contributions.filter { !$0.variable.hasPrefix("procedure:calibration") }
    #expect(other.count == number.contributions.count - 1)
    let u = other.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
    wrong.add(number.value, u: u, truth: 1.4195 / 3)
  }
  Coverage.tell(honest + [wrong])
  #expect(honest[0].isHonest, "\(honest[0])")
  #expect(honest[1].isHonest, "\(honest[1])")
  #expect(!wrong.isHonest, "\(wrong)")
}

@Test func `the images that are committed are those of the model`() throws {
  let sets = LatticeImageModel().sets(seed: LatticeImageModel.seed)
  for set in sets {
    for file in set.files {
      let held = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
      #expect(held == file.bytes, "\(file.path)")
    }
    #expect(try Truth.value(set.name) == set.truth)
  }
}
