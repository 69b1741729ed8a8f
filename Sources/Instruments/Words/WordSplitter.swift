/// Finds the words and lines of bytes; `\n`, `\r\n` and a lone `\r` end a line.
struct WordSplitter {
  /// Where each line begins.
  private(set) var lines: [Int]
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes
    lines = [bytes.starts(with: mark) ? mark.count : 0]
  }

  /// All words in their order; the lines are known afterwards.
  mutating func words() -> [Words.Word] {
    var words: [Words.Word] = []
    var number = 0
    var position = lines[0]
    while position < bytes.count {
      let start = position
      while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
      if position > start {
        number += 1
        words.append(Words.Word(line: lines.count, number: number, bytes: start..<position))
        continue
      }
      position += 1
      if Self.endsLine(bytes[start]), !bytes[start...].starts(with: [0x0D, 0x0A]) {
        lines.append(position)
        number = 0
      }
    }
    return words
  }

  static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x09...0x0D ~= byte || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }
}
