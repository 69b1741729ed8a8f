// What is read of TIFF files, and what is refused.
import Images
import Quantity
import Testing

private func read(_ file: TIFFBytes) throws -> Image { try Image(file.bytes, file: "m.tif") }

/// What a person is told about bytes.
private func message(of bytes: [UInt8]) throws -> String {
  let error = #expect(throws: (any Error).self) { try Image(bytes, file: "m.tif") }
  return "\(try #require(error))"
}

struct TIFFTests {
  @Test(arguments: [false, true])
  func `integers and floating-point numbers of every size are read`(isBigEndian: Bool) throws {
    func values(_ bits: UInt16, _ format: UInt16, _ raw: [UInt64]) throws -> [Double] {
      var file = TIFFBytes([], bits: bits, format: format)
      file.isBigEndian = isBigEndian
      file.pixels = raw.flatMap { raw in
        switch bits {
        case 8: [UInt8(raw)]
        case 16: file.ordered(UInt16(raw))
        default: file.ordered(UInt32(raw))
        }
      }
      file.tags[279] = .long([UInt32(file.pixels.count)])
      return try read(file).values
    }
    #expect(try values(8, 1, [0, 1, 2, 3, 128, 255]) == [0, 1, 2, 3, 128, 255])
    #expect(try values(8, 2, [0, 1, 2, 3, 128, 255]) == [0, 1, 2, 3, -128, -1])
    #expect(try values(16, 1, [0, 1, 2, 3, 0x8000, 0xFFFF]) == [0, 1, 2, 3, 32768, 65535])
    #expect(try values(16, 2, [0, 1, 2, 3, 0x8000, 0xFFFF]) == [0, 1, 2, 3, -32768, -1])
    let wide: [UInt64] = [0, 1, 2, 3, 0x8000_0000, 0xFFFF_FFFF]
    #expect(try values(32, 1, wide) == [0, 1, 2, 3, 2_147_483_648, 4_294_967_295])
    #expect(try values(32, 2, wide) == [0, 1, 2, 3, -2_147_483_648, -1])
    let floats: [Float] = [0, -1.5, 2.25, 1e-20, 3e20, 7]
    #expect(
      try values(32, 3, floats.map { UInt64($0.bitPattern) }) == floats.map { Double($0) })
  }

  @Test func `a pixel is addressed by row and column`() throws {
    let image = try read(TIFFBytes([1, 2, 3, 4, 5, 6]))
    #expect((image.width, image.height) == (3, 2))
    #expect(image[row: 1, column: 3] == 3)
    #expect(image[row: 2, column: 1] == 4)
    #expect(image.range == .range(path: "m.tif", cells: "R1C1:R2C3"))
    #expect(
      image.range(rows: 2...2, columns: 1...2) == .range(path: "m.tif", cells: "R2C1:R2C2"))
  }

  /// Written by PackBits (TIFF 6.0, section 9): 1, and five times 7.
  @Test func `compressed strips are unfolded`() throws {
    let file = TIFFBytes([0, 1, 0xFF, 7, 0xFE, 7], more: [259: .short([32773])])
    #expect(try read(file).values == [1, 7, 7, 7, 7, 7])
  }

  @Test func `the size of a pixel is what the file says`() throws {
    func size(_ more: [UInt16: TIFFBytes.Value]) throws -> PixelSize? {
      try read(TIFFBytes([1, 2, 3, 4, 5, 6], more: more)).pixelSize
    }
    let perCentimetre = TIFFBytes.Value.rational(500_000_000, 1)
    let tagged = try size([282: perCentimetre, 283: perCentimetre, 296: .short([3])])
    #expect(tagged?.width == 0.02)
    #expect(tagged?.place == "tags 282, 283, 296")
    let inches = TIFFBytes.Value.rational(254_000, 1)
    #expect(try size([282: inches, 283: inches, 296: .short([2])])?.height == 100)
    #expect(try size([282: inches, 283: inches])?.height == 100)
    let described = try size([270: .text("A map. pixel_nm=0.5 of tungsten")])
    #expect(described?.width == 0.5)
    #expect(described?.statement == "pixel_nm=0.5")
    let imageJ = TIFFBytes.Value.text("ImageJ=1.53t\nunit=\\u00B5m\nspacing=3\nmin=0.0\n")
    let perMicrometre = TIFFBytes.Value.rational(20, 1)
    #expect(
      try size([270: imageJ, 282: perMicrometre, 283: .rational(10, 1), 296: .short([1])])
        == PixelSize(
          width: 50, height: 100, place: "tags 270 (unit), 282, 283",
          statement: "20.0 × 10.0 pixels/\\u00B5m"))
  }

  @Test func `a resolution for printers, without unit or of one axis is no size`() throws {
    let dots = TIFFBytes.Value.rational(300, 1)
    let printer = TIFFBytes(
      [1, 2, 3, 4, 5, 6], more: [282: dots, 283: dots, 296: .short([2])])
    #expect(try read(printer).pixelSize == nil)
    let bare = TIFFBytes.Value.rational(500_000_000, 1)
    let none = TIFFBytes([1, 2, 3, 4, 5, 6], more: [282: bare, 283: bare, 296: .short([1])])
    #expect(try read(none).pixelSize == nil)
    let one = TIFFBytes([1, 2, 3, 4, 5, 6], more: [282: bare, 296: .short([3])])
    #expect(try read(one).pixelSize == nil)
    let error = #expect(throws: (any Error).self) { try read(none).requiredPixelSize() }
    #expect("\(try #require(error))".hasPrefix("m.tif: the image does not state the size of its"))
  }

  @Test func `sizes that disagree and units that are not known are refused`() throws {
    let tag = TIFFBytes.Value.rational(500_000_000, 1)
    let two = TIFFBytes(
      [1, 2, 3, 4, 5, 6],
      more: [270: .text("pixel_nm=0.03"), 282: tag, 283: tag, 296: .short([3])])
    #expect(
      try message(of: two.bytes) == """
        m.tif: the file states two sizes of a pixel: pixel_nm=0.03, and 500000000.0 × 500000000.0 \
        pixels/cm
        """)
    let unit = TIFFBytes(
      [1, 2, 3, 4, 5, 6], more: [270: .text("ImageJ=1.53t\nunit=parsec\n"), 282: tag, 283: tag])
    #expect(
      try message(of: unit.bytes) == "m.tif: the unit \"parsec\" of the pixel size is not known")
    let negative = TIFFBytes([1, 2, 3, 4, 5, 6], more: [270: .text("pixel_nm=-1")])
    #expect(try message(of: negative.bytes) == "m.tif: \"pixel_nm=-1\" is no size of a pixel")
  }
}

struct TIFFRefusalTests {
  private static let pixels: [UInt8] = [1, 2, 3, 4, 5, 6]

  @Test(arguments: [
    (
      TIFFBytes(pixels, more: [262: .short([0])]),
      "m.tif: in this TIFF image 0 is white, so that its values are no intensities"
    ),
    (
      TIFFBytes(pixels, more: [259: .short([60000])]),
      "m.tif: the TIFF image is compressed by method 60000 of tag 259, which is not known here"
    ),
    (
      TIFFBytes(pixels, bits: 4),
      """
      m.tif: the TIFF image has unsigned integer samples of 4 bits; integers of 8, 16 and 32 bits \
      and floating-point numbers of 32 bits are read
      """
    ),
    (
      TIFFBytes([UInt8](repeating: 0, count: 48), bits: 64, format: 3),
      """
      m.tif: the TIFF image has floating-point samples of 64 bits; integers of 8, 16 and 32 bits \
      and floating-point numbers of 32 bits are read
      """
    ),
    (
      TIFFBytes([UInt8](repeating: 0xFF, count: 24), bits: 32, format: 3),
      "m.tif: the pixel R1C1 is no finite number"
    ),
    (
      TIFFBytes(pixels, more: [256: .long([100_000]), 257: .long([100_000])]),
      "m.tif: the TIFF image has 100000 × 100000 pixels, more than are read"
    ),
    (
      TIFFBytes(pixels, more: [256: .long([3000])]),
      "m.tif: the TIFF file is broken or cut off: 140 bytes cannot hold an image of 6000 bytes"
    ),
  ])
  func `what is no greyscale image of counts is refused`(file: TIFFBytes, told: String) throws {
    #expect(try message(of: file.bytes) == told)
  }

  @Test func `colours and several pages are refused, with what to do`() throws {
    let colours = TIFFBytes(
      Self.pixels + Self.pixels + Self.pixels,
      more: [258: .short([8, 8, 8]), 262: .short([2]), 277: .short([3]), 339: .short([1, 1, 1])])
    #expect(
      try message(of: colours.bytes) == """
        m.tif: the TIFF image is in colour (3 samples a pixel), greyscale is wanted
          hint: export the values, not a picture of them
        """)
    var pages = TIFFBytes(Self.pixels)
    pages.pages = 3
    #expect(
      try message(of: pages.bytes) == """
        m.tif: the TIFF file has 3 pages, and one image is wanted
          hint: save the page that is meant as a file of its own
        """)
  }

  @Test func `a file cut off anywhere is refused and never read short`() throws {
    let whole = TIFFBytes(
      Array(0..<6).flatMap { [UInt8($0), 1] }, bits: 16, more: [270: .text("a description")])
    let image = try read(whole)
    for count in 0..<whole.bytes.count {
      // What is lost last is the text, without which the image is still whole.
      guard let cut = try? Image(Array(whole.bytes[..<count]), file: "m.tif") else { continue }
      #expect(cut.values == image.values)
    }
    #expect(try message(of: []).hasPrefix("m.tif: the file is empty"))
    #expect(try message(of: Array(whole.bytes[..<60])).hasPrefix("m.tif: the TIFF file is broken"))
  }

  @Test func `no byte that is changed stops the reader`() {
    let whole = TIFFBytes(
      Array(0..<6).flatMap { [UInt8($0), 1] }, bits: 16,
      more: [270: .text("pixel_nm=0.1"), 282: .rational(1, 1), 283: .rational(0, 0)]
    ).bytes
    for index in whole.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] = value
        let image = try? Image(bytes, file: "m.tif")
        #expect(image.map { $0.values.count == $0.width * $0.height } ?? true)
      }
    }
  }

  @Test func `other formats are refused by name`() throws {
    let zeros = [UInt8](repeating: 0, count: 208)
    let formats: [(bytes: [UInt8], name: String)] = [
      ([0x89] + Array("HDF\r\n".utf8), "HDF5 (EMD, Nion, hspy and others)"),
      (zeros + Array("MAP ".utf8), "MRC"),
      (Array("AAMVHFSS".utf8), "BCF (Bruker)"),
      ([0x49, 0x49, 0x97, 0x01, 0x20, 0x02], "SER (TIA)"),
      ([0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], "DM4 (DigitalMicrograph 4)"),
      ([0x89] + Array("PNG".utf8), "PNG"),
    ]
    for (bytes, name) in formats {
      #expect(
        try message(of: bytes) == """
          m.tif: this is a file of the format \(name), which is not read
            hint: greyscale TIFF and DM3 are read; export it as TIFF
          """)
    }
  }

  @Test func `what is no image is said to be none`() throws {
    #expect(
      try message(of: Array("x,y\n1,2\n".utf8)).hasPrefix(
        "m.tif: this is no image file that is known here"))
  }
}
