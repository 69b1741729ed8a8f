// Netstrings: a length, a colon, the bytes, a comma; no content can imitate a boundary.

/// One netstring.
func netstring(_ bytes: [UInt8]) -> [UInt8] {
  var found: [UInt8] = []
  found.reserveCapacity(bytes.count + 8)
  found.append(netstring: bytes, count: bytes.count)
  return found
}

extension [UInt8] {
  /// Appends one netstring of so many bytes.
  mutating func append(netstring bytes: some Sequence<UInt8>, count: Int) {
    append(contentsOf: "\(count):".utf8)
    append(contentsOf: bytes)
    append(UInt8(ascii: ","))
  }
}

/// Splits a run of netstrings; `nil` when it is not one.
func netstrings(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
  var rest = bytes
  var found: [ArraySlice<UInt8>] = []
  while !rest.isEmpty {
    guard let colon = rest.prefix(12).firstIndex(of: UInt8(ascii: ":")),
      let count = Int(String(decoding: rest[rest.startIndex..<colon], as: UTF8.self)),
      count >= 0, rest.endIndex - (colon + 1) > count,
      rest[colon + 1 + count] == UInt8(ascii: ",")
    else { return nil }
    found.append(rest[(colon + 1)..<(colon + 1 + count)])
    rest = rest[(colon + 2 + count)...]
  }
  return found
}
