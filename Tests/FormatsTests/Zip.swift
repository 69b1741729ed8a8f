/// A zip archive of members that are not packed (PKWARE APPNOTE 6.3.10), for tests.
func zip(_ members: [(String, String)]) -> [UInt8] {
  var (content, directory) = ([UInt8](), [UInt8]())
  func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  for (name, text) in members {
    let (name, bytes) = (Array(name.utf8), Array(text.utf8))
    let common =
      number(20, 2) + number(0, 8) + number(Int(checksum(bytes)), 4) + number(bytes.count, 4)
      + number(bytes.count, 4) + number(name.count, 2) + number(0, 2)
    directory +=
      [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 10) + number(content.count, 4) + name
    content += [0x50, 0x4B, 3, 4] + common + name + bytes
  }
  return content + directory + [0x50, 0x4B, 5, 6] + number(0, 4) + number(members.count, 2)
    + number(members.count, 2) + number(directory.count, 4) + number(content.count, 4)
    + number(0, 2)
}

/// The CRC-32 of bytes (ISO 3309).
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(UInt32.max) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in
      rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
    }
  }
}
