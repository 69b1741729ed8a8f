/// Where something stands in a version of a file: a line and a place in it, both counted from 1.
package struct Spot: Hashable, Sendable {
  /// The line, or what takes its place in a file that has none.
  package let line: Int
  /// The place in it, as whoever asks counts: a field, a word, a character.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// One of two versions of a file that are compared.
package struct ComparedFile: Sendable {
  /// The repository's name of the file in that version.
  package let path: String
  /// What it holds.
  package let bytes: [UInt8]
  /// The lines, counted from 0, that the other version does not have; `nil` where the file is not
  /// compared by lines.
  package let lines: [Range<Int>]?

  package init(path: String, bytes: [UInt8], lines: [Range<Int>]?) {
    self.path = path
    self.bytes = bytes
    self.lines = lines
  }
}

/// Finds in an older version of a file what stands at spots of a newer one: for each the spot there,
/// or `nil` where the same value did not stand.
package typealias Follow = (_ spots: [Spot], _ newer: ComparedFile, _ older: ComparedFile) ->
  [Spot?]

/// How something is followed from version to version.
struct Pursuit {
  /// Whether what stands on a line that both versions have is the same.
  let isByLine: Bool
  /// How to find what stands on other lines; `nil` where a line is all that is asked for.
  let follow: Follow?

  /// Whether anything can be found beyond the lines that both have: every line of the older version
  /// may be one of these.
  func mayFollow(_ difference: LineDiff?) -> Bool {
    guard follow != nil else { return false }
    return difference.map { $0.hunks.contains { !$0.old.isEmpty } } ?? true
  }

  /// Parts what the older version has, with its place there, from what it does not have.
  func split(
    _ lines: [LineTrace.Line], _ newer: ComparedFile, _ older: ComparedFile
  ) -> (taken: [LineTrace.Line], rest: [LineTrace.Line]) {
    guard let found = follow?(lines.map(\.spot), newer, older) else { return ([], lines) }
    var (taken, rest): ([LineTrace.Line], [LineTrace.Line]) = ([], [])
    for (line, spot) in zip(lines, found) {
      if let spot { taken.append(line.moved(to: spot)) } else { rest.append(line) }
    }
    return (taken, rest)
  }
}
