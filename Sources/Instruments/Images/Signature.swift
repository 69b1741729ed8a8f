/// What a file is by its first bytes.
enum Signature: Hashable {
  case tiff
  case dm3
  /// A format that is known by name and not read.
  case other(String)
  case unknown

  init(of bytes: [UInt8]) {
    func has(_ mark: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + mark.count
        && bytes[offset..<(offset + mark.count)].elementsEqual(mark)
    }
    let tiff: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
    if tiff.contains(where: { has($0) }) {
      self = .tiff
    } else if has([0, 0, 0, 3]), has([0, 0, 0], at: 8), bytes.count > 11, bytes[11] <= 1 {
      self = .dm3
    } else if has([0, 0, 0, 4]), has([0, 0, 0], at: 12), bytes.count > 15, bytes[15] <= 1 {
      self = .other("DM4 (DigitalMicrograph 4)")
    } else if let (_, _, name) = Self.others.first(where: { has($0.mark, at: $0.offset) }) {
      self = .other(name)
    } else {
      self = .unknown
    }
  }

  private static let others: [(mark: [UInt8], offset: Int, name: String)] = [
    ([0x89] + Array("HDF\r\n".utf8), 0, "HDF5 (EMD, Nion, hspy and others)"),
    (Array("MAP ".utf8), 208, "MRC"),
    (Array("AAMVHFSS".utf8), 0, "BCF (Bruker)"),
    (Array("II".utf8) + [0x97, 0x01], 0, "SER (TIA)"),
    ([0x89] + Array("PNG".utf8), 0, "PNG"),
    ([0xFF, 0xD8, 0xFF], 0, "JPEG"),
    (Array("BM".utf8), 0, "BMP"),
    (Array("GIF8".utf8), 0, "GIF"),
  ]
}
