/// A pattern over paths: `*` and `?` within a name, `**` over any number of folders.
///
/// Wildcards never match a leading dot nor a name in `ignores`; a name written out in the pattern
/// matches whatever it is. Matching takes time proportional to pattern × path, never more.
package struct Glob: Hashable, Sendable {
  private enum Segment: Hashable {
    case name(String)
    case wildcard([UInt8])
    case anyFolders
  }

  /// The pattern as written, normalised like a path.
  package let text: String
  /// The longest folder that everything matched lies in; empty for the project root.
  package let base: String
  /// What every path inside `base` that is matched, or holds something matched, begins with.
  let prefix: String
  /// What every path ends with that is matched: most paths are told apart by that alone.
  private let suffix: [UInt8]
  private let segments: [Segment]

  /// Makes a pattern of a normalised path; `**` at the end means every file beneath.
  init(_ text: String) {
    self.text = text
    var segments: [Segment] = []
    for name in ProjectPath.names(of: text) {
      if name == "**" {
        if segments.last != .anyFolders { segments.append(.anyFolders) }
      } else {
        segments.append(
          Self.isPattern(name) ? .wildcard(Array(name.utf8)) : .name(String(name)))
      }
    }
    if segments.last == .anyFolders { segments.append(.wildcard([UInt8(ascii: "*")])) }
    self.segments = segments
    suffix = Self.literalEnd(of: segments.last)
    let names = Self.literalPrefix(of: segments.dropLast())
    base = names.joined(separator: "/")
    prefix = (names.isEmpty ? "" : base + "/") + Self.literalStart(of: segments[names.count...])
  }

  /// Whether a text holds a wildcard.
  package static func isPattern(_ text: some StringProtocol) -> Bool {
    text.utf8.contains(where: isWildcard)
  }

  /// Whether the pattern matches a whole path.
  package func matches(_ path: String) -> Bool {
    path.utf8.suffix(suffix.count).elementsEqual(suffix) && reached(by: path)[segments.count]
  }

  /// Whether the pattern could match a path that lies in a folder, at any depth.
  package func couldMatch(beneath folder: String) -> Bool {
    reached(by: folder).dropLast().contains(true)
  }

  /// Whether wildcards and folder digests leave out a name: folders of tools, droppings of editors.
  package static func ignores(_ name: some StringProtocol) -> Bool {
    let name = Substring(name)
    switch (name.utf8.first, name.utf8.last) {
    case (UInt8(ascii: "."), _)
    where name == ".git" || name == ".assay" || name == ".DS_Store" || name.hasPrefix(".build")
      || name.hasPrefix(".#"):
      return true
    case (UInt8(ascii: "p"), _) where name == "provenance": return true
    case (UInt8(ascii: "_"), _) where name == "__pycache__": return true
    case (_, UInt8(ascii: "~")), (UInt8(ascii: "#"), UInt8(ascii: "#")): return true
    case (_, UInt8(ascii: "p")), (_, UInt8(ascii: "o")):
      return name.hasSuffix(".swp") || name.hasSuffix(".swo")
    default: return false
    }
  }

  private static func literalPrefix(of segments: ArraySlice<Segment>) -> [String] {
    var names: [String] = []
    for segment in segments {
      guard case .name(let name) = segment else { break }
      names.append(name)
    }
    return names
  }

  /// How the first name begins that is not written out.
  private static func literalStart(of segments: ArraySlice<Segment>) -> String {
    guard case .wildcard(let pattern) = segments.first else { return "" }
    return String(decoding: pattern.prefix { !isWildcard($0) }, as: UTF8.self)
  }

  /// How the last name ends.
  private static func literalEnd(of segment: Segment?) -> [UInt8] {
    switch segment {
    case .name(let name): Array(name.utf8)
    case .wildcard(let pattern):
      Array(pattern.split(omittingEmptySubsequences: false, whereSeparator: isWildcard).last ?? [])
    case .anyFolders, nil: []
    }
  }

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  /// For each number of segments, whether a path can be read by exactly the first so many.
  private func reached(by path: String) -> [Bool] {
    var states = [Bool](repeating: false, count: segments.count + 1)
    states[0] = true
    passFolders(&states)
    for name in ProjectPath.names(of: path) {
      states = step(states, over: name)
      passFolders(&states)
    }
    return states
  }

  /// `**` may stand for no folder at all.
  private func passFolders(_ states: inout [Bool]) {
    for index in segments.indices where states[index] && segments[index] == .anyFolders {
      states[index + 1] = true
    }
  }

  private func step(_ states: [Bool], over name: Substring) -> [Bool] {
    let isSkipped = Self.ignores(name)
    let isHidden = name.hasPrefix(".")
    var next = [Bool](repeating: false, count: states.count)
    for index in segments.indices where states[index] {
      switch segments[index] {
      case .anyFolders:
        if !isSkipped && !isHidden { next[index] = true }
      case .name(let literal):
        if name.utf8.elementsEqual(literal.utf8) { next[index + 1] = true }
      case .wildcard(let pattern):
        let mayMatch = !isSkipped && (!isHidden || pattern.first == UInt8(ascii: "."))
        if mayMatch && Self.matches(pattern, Array(name.utf8)) { next[index + 1] = true }
      }
    }
    return next
  }

  /// Matches one name, going back to the last `*` only: at most pattern × name steps.
  private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var (at, position) = (0, 0)
    var retry: (at: Int, position: Int)?
    while position < name.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        at += 1
        retry = (at, position)
      } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") {
        at += 1
        position = scalarEnd(in: name, from: position)
      } else if at < pattern.count, pattern[at] == name[position] {
        at += 1
        position += 1
      } else if let last = retry {
        at = last.at
        position = scalarEnd(in: name, from: last.position)
        retry = (at, position)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Where the character ends that begins at a position: behind its UTF-8 continuation bytes.
  private static func scalarEnd(in name: [UInt8], from start: Int) -> Int {
    var end = start + 1
    while end < name.count, name[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
