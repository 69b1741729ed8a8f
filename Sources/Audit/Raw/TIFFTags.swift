/// What the first page of a TIFF file states of itself (TIFF 6.0): who, with what, when, how large.
///
/// Nothing is decoded, and nothing beyond the file is looked at: what points outside is left out.
struct TIFFTags {
  /// The texts by the names of their tags.
  private(set) var texts: [(name: String, text: String)] = []

  /// How many pixels there are in a row, and how many rows.
  private(set) var width = 0
  private(set) var height = 0

  private static let names = [271: "make", 272: "model", 306: "datetime", 315: "artist"]
  private static let ascii = 2

  private let bytes: [UInt8]
  private let isLittle: Bool

  /// `nil` for anything but a TIFF file.
  init?(_ bytes: [UInt8]) {
    switch bytes.prefix(4) {
    case [0x49, 0x49, 42, 0]: isLittle = true
    case [0x4D, 0x4D, 0, 42]: isLittle = false
    default: return nil
    }
    self.bytes = bytes
    guard let directory = number(at: 4, 4), let count = number(at: directory, 2) else { return }
    for index in 0..<count {
      let entry = directory + 2 + 12 * index
      if number(at: entry, 2) == 256 { width = size(at: entry) }
      if number(at: entry, 2) == 257 { height = size(at: entry) }
      guard let tag = number(at: entry, 2), let name = Self.names[tag],
        number(at: entry + 2, 2) == Self.ascii, let length = number(at: entry + 4, 4),
        let start = length <= 4 ? entry + 8 : number(at: entry + 8, 4),
        length <= bytes.count, start <= bytes.count - length
      else { continue }
      let text = bytes[start..<start + length].prefix { $0 != 0 }
      texts.append((name, String(decoding: text, as: UTF8.self)))
    }
  }

  /// A number of the entry itself, of two bytes (type 3) or four.
  private func size(at entry: Int) -> Int {
    number(at: entry + 8, number(at: entry + 2, 2) == 3 ? 2 : 4) ?? 0
  }

  private func number(at offset: Int, _ width: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - width else { return nil }
    let digits = bytes[offset..<offset + width]
    return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
  }
}
