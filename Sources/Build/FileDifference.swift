import Host
import Store
import Text

/// The first place at which two files, or the files of two folders, are not the same.
package struct FileDifference: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    /// A line of text, counted from 1; `nil` for one that there is not.
    case line(Int, old: String?, new: String?)
    /// A byte, counted from 1.
    case byte(Int)
    /// Only one of them has it, or it is of another kind.
    case presence
    /// Too large to be looked at.
    case notCompared
  }

  /// The file in the folder; empty for a file by itself.
  package let file: String
  package let place: Place

  /// Larger files are only known to differ.
  private static let limit = 64 << 20
  /// How much of a line is told.
  private static let lineLimit = 200

  /// The first difference between what stands at two paths; `nil` when there is none.
  package static func first(of path: String, _ other: String) throws -> FileDifference? {
    let (one, two) = (try names(at: path), try names(at: other))
    for name in Set(one).union(two).sorted() {
      guard one.contains(name), two.contains(name) else {
        return FileDifference(file: name, place: .presence)
      }
      let end = name.isEmpty ? "" : "/\(name)"
      if let place = try place(path + end, other + end) {
        return FileDifference(file: name, place: place)
      }
    }
    return nil
  }

  /// The files and links in a folder, by their paths in it; of a file the empty one.
  private static func names(at path: String) throws -> Set<String> {
    switch try Files.status(path, followingLinks: false)?.kind {
    case nil: return []
    case .folder: break
    default: return [""]
    }
    var names: Set<String> = []
    var open = [""]
    while let folder = open.popLast() {
      for entry in try Files.entries(of: folder.isEmpty ? path : "\(path)/\(folder)") {
        let name = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
        if entry.kind == .folder { open.append(name) } else { names.insert(name) }
      }
    }
    return names
  }

  private static func place(_ path: String, _ other: String) throws -> Place? {
    let (one, two) = (
      try Files.status(path, followingLinks: false),
      try Files.status(other, followingLinks: false)
    )
    guard let one, let two, one.kind == two.kind, one.isExecutable == two.isExecutable else {
      return .presence
    }
    if one.kind == .link {
      return try Files.linkText(of: path) == Files.linkText(of: other) ? nil : .presence
    }
    guard max(one.identity.size, two.identity.size) <= limit else {
      return try Files.digest(of: path).digest == Files.digest(of: other).digest
        ? nil : .notCompared
    }
    return place(try Files.read(path, limit: limit), try Files.read(other, limit: limit))
  }

  /// Where two files differ: in a line if both are text.
  static func place(_ old: [UInt8], _ new: [UInt8]) -> Place? {
    guard old != new else { return nil }
    let same = zip(old, new).prefix { $0 == $1 }.count
    guard !old.contains(0), !new.contains(0), let before = String(validating: old, as: UTF8.self),
      let now = String(validating: new, as: UTF8.self)
    else { return .byte(same + 1) }
    let (lines, others) = (lines(of: before), lines(of: now))
    let number = zip(lines, others).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    func shown(_ lines: [Substring]) -> String? {
      lines.indices.contains(number) ? String(lines[number].prefix(lineLimit)) : nil
    }
    return .line(number + 1, old: shown(lines), new: shown(others))
  }

  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }
}
