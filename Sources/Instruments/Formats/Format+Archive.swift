// What a zip archive is, by the names of its members.

extension Format {
  static func archive(_ bytes: [UInt8]) -> Format? {
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
    let names = memberNames(of: bytes)
    let has: (String) -> Bool = { part in names.contains { $0.contains(part) } }
    if names.contains("xl/workbook.xml") { return xlsx }
    if has("Data0/Profile") && has("root.xml") { return rasx }
    if has("RawData0.xml") || has("experimentCollection.xml") { return brml }
    if has("data.ndc") || has("data_runInfo.ndc") { return Format("neware-ndax", "Neware ndax") }
    if has("Streams/stream_") { return Format("netzsch-ngb", "NETZSCH ngb") }
    if has("content.xml") && has("mimetype") { return Format("ods", "OpenDocument") }
    return Format("zip", "zip")
  }

  /// The names in the central directory of an archive; none where that is broken.
  private static func memberNames(of bytes: [UInt8]) -> [String] {
    func number(_ offset: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let last = bytes.count - 22
    let end = stride(from: last, through: max(0, last - 0xFFFF), by: -1).first {
      bytes[$0...].starts(with: [0x50, 0x4B, 0x05, 0x06])
    }
    guard let end else { return [] }
    var position = number(end + 16, 4)
    var names: [String] = []
    while position + 46 <= end, bytes[position...].starts(with: [0x50, 0x4B, 0x01, 0x02]) {
      let length = number(position + 28, 2)
      guard position + 46 + length <= end else { break }
      names.append(
        String(decoding: bytes[position + 46..<position + 46 + length], as: UTF8.self))
      position += 46 + length + number(position + 30, 2) + number(position + 32, 2)
    }
    return names
  }
}
