internal import CGit2

/// The SHA-1 name of a git object.
struct ObjectID: Hashable {
  let raw: git_oid

  init(_ raw: git_oid) { self.raw = raw }

  /// Reads 40 hexadecimal digits; `nil` for anything else.
  init?(hexadecimal text: some StringProtocol) {
    var id = git_oid()
    guard text.utf8.count == 40, git_oid_fromstr(&id, String(text)) == 0 else { return nil }
    raw = id
  }

  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return withUnsafeBytes(of: raw) { bytes in
      String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }

  static func == (one: ObjectID, other: ObjectID) -> Bool {
    withUnsafeBytes(of: one.raw) { one in
      withUnsafeBytes(of: other.raw) { other in
        one.loadUnaligned(as: UInt64.self) == other.loadUnaligned(as: UInt64.self)
          && one.dropFirst(8).elementsEqual(other.dropFirst(8))
      }
    }
  }

  /// Feeds the first bytes only: those of a digest are as good as any.
  func hash(into hasher: inout Hasher) {
    withUnsafeBytes(of: raw) { hasher.combine($0.loadUnaligned(as: UInt64.self)) }
  }
}
