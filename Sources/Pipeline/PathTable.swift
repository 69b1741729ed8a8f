/// Values by path, found by the path itself, from inside it, and from the folders it lies in.
struct PathTable<Value: Sendable>: Sendable {
  /// A value and the path it was put under.
  struct Entry: Sendable {
    let path: String
    let value: Value
  }

  /// Sorted by the bytes of the paths, so that what begins alike stands together.
  private let entries: [Entry]
  private let byPath: [String: Entry]
  /// The folders that something lies in.
  private let folders: Set<String>

  /// Makes a table; of two entries under one path the first counts.
  init(_ entries: [Entry]) {
    byPath = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.entries = byPath.values.sorted { Self.precedes($0.path, $1.path) }
    folders = Self.folders(of: entries)
  }

  private static func folders(of entries: [Entry]) -> Set<String> {
    var folders: Set<String> = []
    var last = ""
    for entry in entries {
      // Neighbours mostly lie in the same folder.
      guard let slash = entry.path.utf8.lastIndex(of: UInt8(ascii: "/")),
        entry.path[..<slash] != last
      else { continue }
      folders.formUnion(ProjectPath.folders(above: entry.path))
      last = String(entry.path[..<slash])
    }
    return folders
  }

  /// What stands under the path or under the nearest folder it lies in.
  func entry(at path: String) -> Entry? {
    if let entry = byPath[path] { return entry }
    for folder in ProjectPath.folders(above: path) {
      if let entry = byPath[folder] { return entry }
    }
    return nil
  }

  /// Everything that a path or a glob is, lies in, or can take in; of an entry for which
  /// `mayHoldFiles` says no, a glob takes in nothing but the entry itself.
  func entries(
    metBy pattern: PathPattern, mayHoldFiles: (Value) -> Bool
  ) -> [Entry] {
    switch pattern {
    case .path(let path, _):
      return [entry(at: path)].compactMap(\.self)
        + (folders.contains(path) ? entries(beginning: path + "/") : [])
    case .glob(let glob):
      return [entry(at: glob.base)].compactMap(\.self)
        + entries(beginning: glob.prefix).filter { entry in
          glob.matches(entry.path)
            || (mayHoldFiles(entry.value) && glob.couldMatch(beneath: entry.path))
        }
    }
  }

  private func entries(beginning prefix: String) -> ArraySlice<Entry> {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(entries[middle].path, prefix) { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.path.utf8.starts(with: prefix.utf8) }
  }

  /// By bytes, because the order of texts does not keep equal beginnings together.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
