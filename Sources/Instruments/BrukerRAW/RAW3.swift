import Quantity
import Readings
import Text

/// Version 3: a head of 712 bytes, then for each range a head of its own and its counts.
struct RAW3 {
  private let bytes: Bytes
  private static let headLength = 712

  init(_ bytes: Bytes) { self.bytes = bytes }

  func blocks() throws(Diagnostic) -> [Block] {
    let common = [
      Statement("date", try bytes.reading(.text(10), at: 16, "date")),
      Statement("time", try bytes.reading(.text(10), at: 26, "time")),
      Statement("sample", try bytes.reading(.text(60), at: 326, "sample")),
      Statement("anode", try bytes.reading(.text(4), at: 608, "anode")),
      Statement("wavelength mean", try bytes.reading(.float64, at: 616, "mean wavelength")),
      Statement("wavelength 1", try bytes.reading(.float64, at: 624, "first wavelength")),
      Statement("wavelength 2", try bytes.reading(.float64, at: 632, "second wavelength")),
      Statement("wavelength beta", try bytes.reading(.float64, at: 640, "wavelength of Kβ")),
      Statement("wavelength ratio", try bytes.reading(.float64, at: 648, "ratio of the lines")),
    ]
    let stated = try bytes.reading(.uint32, at: 12, "number of ranges")
    let count = try stated.count()
    guard count > 0, count <= bytes.count / 304 else {
      throw stated.diagnostic("there cannot be \(stated.text) ranges in \(bytes.count) bytes")
    }
    var blocks: [Block] = []
    var position = Self.headLength
    for number in 1...count {
      let (range, statements) = try range(at: position, number)
      let name = count == 1 ? common[2].reading.text : "\(common[2].reading.text) \(number)"
      blocks.append(Block(name, common + statements, try range.columns(bytes)))
      position = try range.end()
    }
    guard position == bytes.count else {
      throw bytes.diagnostic(
        "\(bytes.count - position) bytes follow the last range", at: position,
        hint: "their meaning is not known")
    }
    return blocks
  }

  private func range(
    at start: Int, _ number: Int
  ) throws(Diagnostic) -> (RAWRange, [Statement]) {
    func value(_ kind: Bytes.Kind, _ offset: Int, _ name: String) throws(Diagnostic) -> Reading {
      try bytes.reading(kind, at: start + offset, "\(name) of range \(number)")
    }
    let length = try value(.uint32, 0, "length of the head")
    guard try (304...65_536).contains(length.count()) else {
      throw length.diagnostic("the head of range \(number) cannot be \(length.text) bytes long")
    }
    let drive = try value(.uint32, 196, "kind of scan")
    guard try drive.count() == 0 else {
      throw drive.diagnostic(
        "range \(number) is no coupled scan: its kind is \(drive.text)",
        hint: "only kind 0, a coupled scan along 2theta, is read")
    }
    let varying = try value(.uint32, 248, "list of what varies")
    guard try varying.count() == 0 else {
      throw varying.diagnostic("range \(number) has more than one value at each point")
    }
    let size = try value(.uint32, 252, "size of a point")
    guard try size.count() == 4 else {
      throw size.diagnostic("a point of range \(number) has \(size.text) bytes, not 4")
    }
    let extra = try value(.uint32, 256, "size of what follows the head")
    let range = RAWRange(
      start: try value(.float64, 16, "first angle"), step: try value(.float64, 176, "step"),
      count: try value(.uint32, 4, "number of points"),
      offset: start + (try length.count()) + (try extra.count()), stride: 4)
    let time = try value(.float32, 192, "time of a step")
    return (range, [Statement("time per step", time)])
  }
}
