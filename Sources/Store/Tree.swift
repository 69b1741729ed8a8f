package import Host

/// The listing of a folder: the bytes a folder's digest is the digest of.
///
/// One entry a line: kind (`f`, `x`, `l`, `d`), a space, the name from the folder on, NUL, the
/// digest in hexadecimal (of a link its text), NUL, newline; lines sorted by bytes. Folders that
/// hold something are named by what they hold; `d` is an empty one.
package struct Tree: Hashable, Sendable {
  /// One thing in the folder.
  package struct Entry: Hashable, Sendable {
    /// The path from the folder on.
    package let name: String
    package let item: Item

    package init(_ name: String, _ item: Item) {
      self.name = name
      self.item = item
    }
  }

  /// What an entry is.
  package enum Item: Hashable, Sendable {
    case file(Digest, isExecutable: Bool)
    case link(String)
    case emptyFolder
  }

  package let entries: [Entry]
  package let bytes: [UInt8]

  package init(_ entries: [Entry]) {
    let lines = entries.map { (entry: $0, bytes: Self.line($0)) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    self.entries = lines.map(\.entry)
    bytes = lines.flatMap(\.bytes)
  }

  package var digest: Digest { Digest.of(bytes) }

  /// Reads a listing back; `nil` when it is not one, or when a name would leave the folder.
  package init?(bytes: [UInt8]) {
    var entries: [Entry] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.count > 2, rest[rest.startIndex + 1] == UInt8(ascii: " "),
        let nameEnd = rest[(rest.startIndex + 2)...].firstIndex(of: 0),
        let valueEnd = rest[(nameEnd + 1)...].firstIndex(of: 0),
        valueEnd + 1 < rest.endIndex, rest[valueEnd + 1] == UInt8(ascii: "\n"),
        let name = String(validating: rest[(rest.startIndex + 2)..<nameEnd], as: UTF8.self),
        let value = String(validating: rest[(nameEnd + 1)..<valueEnd], as: UTF8.self),
        Self.staysInside(name),
        let item = Self.item(rest[rest.startIndex], value)
      else { return nil }
      entries.append(Entry(name, item))
      rest = rest[(valueEnd + 2)...]
    }
    self.init(entries)
  }

  private static func item(_ kind: UInt8, _ value: String) -> Item? {
    switch kind {
    case UInt8(ascii: "f"): Digest(hex: value).map { .file($0, isExecutable: false) }
    case UInt8(ascii: "x"): Digest(hex: value).map { .file($0, isExecutable: true) }
    case UInt8(ascii: "l"): .link(value)
    case UInt8(ascii: "d"): .emptyFolder
    default: nil
    }
  }

  private static func line(_ entry: Entry) -> [UInt8] {
    let (kind, value) =
      switch entry.item {
      case .file(let digest, let isExecutable): (isExecutable ? "x" : "f", digest.hex)
      case .link(let text): ("l", text)
      case .emptyFolder: ("d", "")
      }
    return Array("\(kind) \(entry.name)\0\(value)\0\n".utf8)
  }

  private static func staysInside(_ name: String) -> Bool {
    !name.isEmpty && !name.utf8.starts(with: "/".utf8)
      // By bytes: a slash and the combining letter behind it are one character of a text.
      && !Array(name.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .contains { $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) }
  }
}
