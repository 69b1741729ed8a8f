// What is read of DM3 files, and what is refused.
import Images
import Testing

/// A small DM3 file put together tag by tag.
private enum Tag {
  case group(String, [Tag])
  /// Layout words and the bytes they describe.
  case data(String, [UInt32], [UInt8])

  var bytes: [UInt8] {
    switch self {
    case .group(let name, let tags): [20] + Self.name(name) + Self.content(tags)
    case .data(let name, let layout, let bytes):
      [21] + Self.name(name) + Array("%%%%".utf8) + Self.big(UInt32(layout.count))
        + layout.flatMap { Self.big($0) } + bytes
    }
  }

  static func content(_ tags: [Tag]) -> [UInt8] {
    [0, 0] + big(UInt32(tags.count)) + tags.flatMap(\.bytes)
  }

  static func big(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  static func number(_ name: String, _ value: UInt32) -> Tag {
    .data(name, [5], big(value).reversed())
  }

  static func text(_ name: String, _ value: String) -> Tag {
    let units = Array(value.utf16)
    return .data(
      name, [20, 4, UInt32(units.count)], units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
  }

  private static func name(_ name: String) -> [UInt8] { [0, UInt8(name.utf8.count)] + name.utf8 }
}

/// A file of 2 × 3 pixels of the type uint16, with a preview in colours before it.
private struct DM3Bytes {
  var type: UInt32 = 10
  var dimensions: [UInt32] = [2, 3]
  var unit = "nm"
  var pixels: [UInt8] = [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 0, 1]
  var images = 1

  var bytes: [UInt8] {
    let axis = Tag.group(
      "", [.data("Scale", [6], [0, 0, 0, 0x3F]), .text("Units", unit)])
    let image = Tag.group(
      "",
      [
        .group(
          "ImageData",
          [
            .group("Calibrations", [.group("Dimension", [axis, axis])]),
            .data("Data", [20, 4, UInt32(pixels.count / 2)], pixels),
            .number("DataType", type),
            .group("Dimensions", dimensions.map { .number("", $0) }),
          ])
      ])
    let preview = Tag.group("", [.group("ImageData", [.number("DataType", 23)])])
    let content = Tag.content([
      .data("Bounds", [15, 0, 2, 0, 2, 0, 3], [1, 0, 2, 0, 0, 0]),
      .data("Points", [20, 15, 0, 2, 0, 2, 0, 2, 2], [1, 0, 2, 0, 3, 0, 4, 0]),
      .group("ImageList", [preview] + [Tag](repeating: image, count: images)),
    ])
    return [0, 0, 0, 3] + Tag.big(UInt32(content.count)) + [0, 0, 0, 1] + content
  }
}

private func message(of file: DM3Bytes) throws -> String {
  let error = #expect(throws: (any Error).self) { try Image(file.bytes, file: "m.dm3") }
  return "\(try #require(error))"
}

struct DM3Tests {
  @Test func `the image beside the preview is read, with its scale`() throws {
    let image = try Image(DM3Bytes().bytes, file: "m.dm3")
    #expect((image.width, image.height) == (2, 3))
    #expect(image.values == [1, 2, 3, 4, 5, 256])
    #expect(image.pixelSize?.width == 0.5)
    #expect(image.pixelSize?.statement == "0.5 nm × 0.5 nm")
    #expect(try Image(DM3Bytes(unit: "µm").bytes, file: "m.dm3").pixelSize?.height == 500)
    #expect(try Image(DM3Bytes(unit: "").bytes, file: "m.dm3").pixelSize == nil)
  }

  @Test func `what is no image of real numbers is refused`() throws {
    #expect(
      try message(of: DM3Bytes(unit: "1/nm"))
        == "m.dm3: the unit \"1/nm\" of the pixel size is not known")
    #expect(
      try message(of: DM3Bytes(type: 3))
        == "m.dm3: the image in the DM3 file has the data type 3, which is not real numbers")
    #expect(
      try message(of: DM3Bytes(type: 23)) == "m.dm3: the DM3 file holds no image of real numbers")
    #expect(
      try message(of: DM3Bytes(images: 2))
        == "m.dm3: the DM3 file holds 2 images, and one is wanted")
    #expect(
      try message(of: DM3Bytes(dimensions: [2, 3, 4]))
        == "m.dm3: the image in the DM3 file has 3 dimensions, not two")
    #expect(
      try message(of: DM3Bytes(dimensions: [3, 3]))
        == "m.dm3: the DM3 file has 6 values for 3 × 3 pixels")
  }

  @Test func `a file cut off anywhere is refused`() {
    let whole = DM3Bytes().bytes
    for count in 0..<whole.count {
      #expect(throws: (any Error).self) { try Image(Array(whole[..<count]), file: "m.dm3") }
    }
  }

  @Test func `no byte that is changed stops the reader`() {
    let whole = DM3Bytes().bytes
    for index in whole.indices {
      for value in [0, 1, 20, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] = value
        let image = try? Image(bytes, file: "m.dm3")
        #expect(image.map { $0.values.count == $0.width * $0.height } ?? true)
      }
    }
  }
}
