import Quantity
import Readings
import Text

/// Version 4: a chain of segments of a kind and a length; kinds 0 and 160 are ranges, whose counts
/// follow a head of 160 bytes and the segments that belong to it.
struct RAW4 {
  private let bytes: Bytes

  init(_ bytes: Bytes) { self.bytes = bytes }

  func blocks() throws(Diagnostic) -> [Block] {
    var statements = [
      Statement("date", try bytes.reading(.text(12), at: 12, "date")),
      Statement("time", try bytes.reading(.text(10), at: 24, "time")),
    ]
    var blocks: [Block] = []
    var position = 61
    while position < bytes.count {
      let kind = try bytes.reading(.uint32, at: position, "kind of a segment")
      if kind.text == "0" || kind.text == "160" {
        let range = try range(at: position)
        let sample = statements.first { $0.name == "SAMPLEID" }?.reading.text ?? ""
        let number = blocks.count + 1
        blocks.append(
          Block(
            number == 1 ? sample : "\(sample) \(number)", statements + range.statements,
            try range.range.columns(bytes)))
        position = try range.range.end()
        continue
      }
      let length = try length(at: position)
      if kind.text == "10" { statements.append(contentsOf: try word(at: position, length)) }
      if kind.text == "30" { statements += try source(at: position) }
      position += length
    }
    guard !blocks.isEmpty else {
      throw bytes.diagnostic("the file ends here, before any range", at: bytes.count)
    }
    return blocks
  }

  /// The length of a segment, its head of 8 bytes included.
  private func length(at position: Int) throws(Diagnostic) -> Int {
    let stated = try bytes.reading(.uint32, at: position + 4, "length of a segment")
    let length = try stated.count()
    guard length >= 8 else { throw stated.diagnostic("a segment cannot be \(length) bytes long") }
    guard length <= bytes.count - position else {
      throw bytes.diagnostic(
        "the file ends within the segment that begins at byte \(position)", at: bytes.count,
        hint: "was it cut off when it was copied?")
    }
    return length
  }

  /// A name of 24 bytes and the text that follows it.
  private func word(at position: Int, _ length: Int) throws(Diagnostic) -> [Statement] {
    guard length > 36 else { return [] }
    let name = try bytes.reading(.text(24), at: position + 12, "name of a statement")
    // The state of the optics is packed: nothing for eyes.
    guard !name.text.hasPrefix("OPTICS") else { return [] }
    let text = try bytes.reading(.text(length - 36), at: position + 36, "text of a statement")
    return [Statement(name.text, text)]
  }

  private func source(at position: Int) throws(Diagnostic) -> [Statement] {
    let places = [
      ("wavelength mean", 72), ("wavelength 1", 80), ("wavelength 2", 88), ("wavelength beta", 96),
      ("wavelength ratio", 104),
    ]
    var statements: [Statement] = []
    for (name, offset) in places {
      statements.append(
        Statement(name, try bytes.reading(.float64, at: position + offset, name)))
    }
    return statements
  }

  private func range(
    at start: Int
  ) throws(Diagnostic) -> (range: RAWRange, statements: [Statement]) {
    func value(_ kind: Bytes.Kind, _ offset: Int, _ name: String) throws(Diagnostic) -> Reading {
      try bytes.reading(kind, at: start + offset, "\(name) of a range")
    }
    let scan = try value(.text(24), 32, "kind of scan")
    guard scan.text == "Locked Coupled" else {
      throw scan.diagnostic(
        "the scan is \"\(Escaped(scan.text))\"",
        hint: "only \"Locked Coupled\" is read, whose axis is 2theta")
    }
    let size = try value(.uint32, 136, "size of a point")
    guard try size.count() == 4 else {
      throw size.diagnostic("a point has \(size.text) bytes, of which only 4 are known")
    }
    let within = try value(.uint32, 140, "size of its segments")
    let range = RAWRange(
      start: try value(.float64, 72, "first angle"), step: try value(.float64, 80, "step"),
      count: try value(.uint32, 88, "number of points"),
      offset: start + 160 + (try within.count()), stride: 4)
    return (
      range,
      [
        Statement("scan", scan),
        Statement("time per step", try value(.float32, 92, "time of a step")),
      ]
    )
  }
}
