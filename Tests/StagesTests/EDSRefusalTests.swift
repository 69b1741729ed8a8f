// Maps and parameters from which no number is made.
import Images
import Testing

@testable import eds_map
@testable import synthesize

private let parameters = [
  "eds.ni_line": "Ni K", "eds.w_line": "W M", "eds.mask_threshold": "30 %", "eds.margin": "4",
  "eds.block": "8", "eds.block_repeats": "4 16", "eds.scale_bar": "2 µm",
]
private let size = PixelSize(width: 100, height: 100, place: "tag 270", statement: "")
private let nickel = EDSModel.committed.nickelCounts.map(Double.init)
private let tungsten = EDSModel.committed.tungstenCounts.map(Double.init)

private func image(
  _ values: [Double], _ name: String, _ size: PixelSize? = size
) -> Image {
  Image(width: 128, values: values, pixelSize: size, file: name)
}

/// What a person is told about two maps.
private func message(
  _ ni: Image = image(nickel, "Ni.tif"), _ w: Image = image(tungsten, "W.tif"),
  _ more: [String: String] = [:]
) throws -> String {
  let error = #expect(throws: (any Error).self) {
    try EDSMap(
      matrix: ni, trace: w, with: eds_map.Settings(parameters.merging(more) { $1 }))
  }
  return "\(try #require(error))"
}

private func replaced(_ values: [Double], with value: Double) -> [Double] {
  var values = values
  values[130] = value
  return values
}

@Test func `maps that do not belong together are refused`() throws {
  #expect(
    try message(image(nickel, "Ni.tif"), image(Array(tungsten.dropLast(128)), "W.tif"))
      == "the maps Ni.tif and W.tif have different sizes")
  let other = PixelSize(width: 50, height: 50, place: "", statement: "")
  #expect(
    try message(image(nickel, "Ni.tif"), image(tungsten, "W.tif", other))
      == "the maps Ni.tif and W.tif have pixels of different sizes")
  #expect(
    try message(image(nickel, "Ni.tif", nil)).hasPrefix(
      "Ni.tif: the image does not state the size of its pixels"))
}

@Test func `pixels that are no counts are refused where they stand`() throws {
  #expect(
    try message(image(replaced(nickel, with: 2.5), "Ni.tif")) == """
      Ni.tif: the pixel R2C3 is 2.5, which is no number of counts
        hint: export the counts themselves, neither scaled nor averaged
      """)
  #expect(
    try message(image(nickel, "Ni.tif"), image(replaced(tungsten, with: -1), "W.tif")).hasPrefix(
      "W.tif: the pixel R2C3 is -1.0, which is no number of counts"))
  #expect(
    try message(image(replaced(nickel, with: 65_535), "Ni.tif"))
      == "Ni.tif: the pixel R2C3 is saturated")
}

@Test func `no particle, nothing beside it, and blocks too large for it are refused`() throws {
  #expect(
    try message(image([Double](repeating: 7, count: nickel.count), "Ni.tif"))
      == "Ni.tif: only 0 connected pixels exceed the threshold, at least 100 make a particle")
  #expect(
    try message(image(nickel, "Ni.tif"), image(tungsten, "W.tif"), ["eds.margin": "70"])
      == "Ni.tif: only 0 pixels lie beside the particle, too few for a background")
  #expect(
    try message(image(nickel, "Ni.tif"), image(tungsten, "W.tif"), ["eds.block": "32"]) == """
      only 4 blocks of 32 × 32 pixels lie wholly on the particle, at least 10 say how they scatter
        hint: make the blocks smaller
      """)
}

@Test func `tungsten that is not there is not detected`() throws {
  let background = [Double](repeating: 1, count: tungsten.count)
  #expect(
    try message(image(nickel, "Ni.tif"), image(background, "W.tif"))
      == "W is not detected: its counts on the particle do not stand out of the background")
}

@Test(arguments: [
  (
    "eds.w_line", "W K",
    "eds.w_line is \"W K\", which is no line that is known\n  hint: known are W L, W M"
  ),
  (
    "eds.ni_line", "W M",
    "eds.ni_line is \"W M\", which is no line that is known\n  hint: known are Ni K, Ni L"
  ),
  ("eds.mask_threshold", "130 %", "eds.mask_threshold is \"130 %\", not between 0 and 100 %"),
  ("eds.mask_threshold", "0.3", "eds.mask_threshold is \"0.3\", not between 0 and 100 %"),
  ("eds.block", "0", "eds.block is \"0\", not a number of pixels from 1 on"),
  ("eds.block_repeats", "4 x", "eds.block_repeats is \"x\", not a number of pixels from 1 on"),
  ("eds.scale_bar", "2 nm", "eds.scale_bar is \"2 nm\", not a length above 0 in µm"),
])
func `a parameter that means nothing is refused`(name: String, text: String, told: String) throws {
  #expect(try message(image(nickel, "Ni.tif"), image(tungsten, "W.tif"), [name: text]) == told)
}

@Test func `parameters that are missing or not known are named`() throws {
  #expect(
    try message(image(nickel, "Ni.tif"), image(tungsten, "W.tif"), ["eds.blocks": "8"]).hasPrefix(
      "there is no parameter eds.blocks\n  hint: the parameters are eds.block, eds.block_repeats,"))
  let error = #expect(throws: (any Error).self) { try eds_map.Settings([:]) }
  #expect(
    "\(try #require(error))"
      == "the parameter eds.ni_line is missing\n  hint: --parameter \"eds.ni_line=Ni K\"")
}
