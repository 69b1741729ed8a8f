internal import CGit2

/// The lines by which two versions of a file differ, found exactly as `git blame` finds them.
struct LineDiff {
  /// Lines, counted from 0, of the old file that became lines of the new one; in order.
  let hunks: [Hunk]

  struct Hunk: Equatable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Most changes can be seen in one way only, which is found quickly; the others are left to
  /// libgit2.
  init(from old: UnsafeRawBufferPointer, to new: UnsafeRawBufferPointer) throws(Failure) {
    hunks =
      if let only = OnlyReading(of: old, new) { only.hunks } else { try Self.searched(old, new) }
  }

  /// The hunks as libgit2's copy of git's own search finds them, given what git gives it.
  static func searched(
    _ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer
  ) throws(Failure) -> [Hunk] {
    let tail = tailGitLeavesOut(old, new)
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.context_lines = 0
    options.interhunk_lines = 0
    options.flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
    var hunks: [Hunk] = []
    let code = withUnsafeMutablePointer(to: &hunks) { hunks in
      git_diff_buffers(
        old.baseAddress, old.count - tail, nil, new.baseAddress, new.count - tail, nil, &options,
        nil, nil, noted, nil, hunks)
    }
    guard code >= 0 else { throw Failure(code: code) }
    return hunks
  }

  /// Splits ascending lines of the new file into those the old one has, renumbered, and the others.
  func split<Line: Numbered>(_ lines: [Line]) -> (inherited: [Line], brought: [Line]) {
    var (inherited, brought): ([Line], [Line]) = ([], [])
    var rest = hunks[...]
    var shift = 0
    for var line in lines {
      while let hunk = rest.first, hunk.new.upperBound <= line.number {
        shift = hunk.old.upperBound - hunk.new.upperBound
        rest.removeFirst()
      }
      if let hunk = rest.first, hunk.new.contains(line.number) {
        brought.append(line)
      } else {
        line.number += shift
        inherited.append(line)
      }
    }
    return (inherited, brought)
  }
}

/// Something that stands on a line, counted from 0.
protocol Numbered {
  var number: Int { get set }
}

/// Adds a hunk to the array whose address libgit2 hands through.
private let noted: git_diff_hunk_cb = { _, hunk, hunks in
  guard let hunk = hunk?.pointee else { return 0 }
  hunks?.assumingMemoryBound(to: [LineDiff.Hunk].self).pointee.append(LineDiff.Hunk(hunk))
  return 0
}

/// How many bytes of a common end git cuts off before it searches (in blocks of 1024, up to the
/// next line): with them the search may settle for other, equally short, differences.
private func tailGitLeavesOut(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Int {
  let block = 1024
  let limit = min(old.count, new.count)
  var cut = 0
  while cut + block <= limit,
    old[(old.count - cut - block)..<(old.count - cut)]
      .elementsEqual(new[(new.count - cut - block)..<(new.count - cut)])
  {
    cut += block
  }
  let tail = old[(old.count - cut)...]
  return tail.firstIndex(of: UInt8(ascii: "\n")).map { old.count - $0 - 1 } ?? 0
}

extension LineDiff.Hunk {
  /// A side without lines names the line it follows, the other the first of its lines.
  fileprivate init(_ hunk: git_diff_hunk) {
    let oldStart = Int(hunk.old_start) - (hunk.old_lines == 0 ? 0 : 1)
    let newStart = Int(hunk.new_start) - (hunk.new_lines == 0 ? 0 : 1)
    self.init(
      old: oldStart..<oldStart + Int(hunk.old_lines), new: newStart..<newStart + Int(hunk.new_lines)
    )
  }
}
