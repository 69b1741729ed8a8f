import Host
import Pipeline
import Store
import Text

/// A file or folder with certain bytes, as records name it.
struct Artifact: Hashable, Sendable {
  let path: String
  let content: Content

  init(_ path: String, _ content: Content) {
    self.path = path
    self.content = content
  }

  var isFolder: Bool { content.kind == .folder }
}

extension Artifact {
  /// What a record's line speaks of; `nil` for a line that names no bytes.
  init?(_ line: ManifestLine) {
    switch (line.kind, line.fields.count) {
    case (.input, 4), (.found, 4):
      guard let kind = Content.Kind(rawValue: line.fields[2]),
        let digest = Digest(hex: line.fields[3])
      else { return nil }
      self.init(line.fields[1], Content(kind, digest))
    case (.program, 3):
      guard let digest = Digest(hex: line.fields[2]) else { return nil }
      self.init(line.fields[1], Content(.executable, digest))
    default: return nil
    }
  }
}

/// Texts that can stand in an address.
enum Address {
  /// A path or a name as a part of an address: what may not stand there as `%XX`.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "+"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A program by the digest of its bytes (RFC 6920): it has no other address.
  static func named(_ digest: Digest) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in digest.bytes {
      (bits, count) = ((bits << 8 | Int(byte)) & 0xFFFF, count + 8)
      while count >= 6 {
        count -= 6
        bytes.append(letters[bits >> count & 63])
      }
    }
    if count > 0 { bytes.append(letters[bits << (6 - count) & 63]) }
    return "ni:///sha-256;" + String(decoding: bytes, as: UTF8.self)
  }

  /// So many digits of a digest tell things of one project apart.
  static func short(_ digest: Digest) -> String { String(digest.hex.prefix(12)) }
}
