/// Follows lines of a file back through the history, each to the commit that brought it.
///
/// A commit offers its lines to its parents, in order. A parent whose file is the same takes them
/// all; else each takes those the two versions have in common. What no parent takes is the commit's
/// own. Lines do not depend on each other, so the order of the walk (latest commit first, as in
/// `git blame`) decides only how often a commit is visited.
struct LineTrace: ~Copyable {
  /// A line that is looked for: as asked, and as it is numbered where the search stands.
  struct Line: Numbered {
    let asked: Int
    var number: Int
  }

  /// Where a line came from: its number there is counted from 0.
  struct Source {
    let version: Version
    let number: Int
  }

  private struct Step {
    let version: Version
    let time: Int64
    var lines: [Line]
  }

  private let history: History
  private var waiting: [Step] = []
  private var sources: [Int: Source] = [:]
  /// The content read last: the parent's of one step is the child's of the next.
  private var recent: Blob?

  private init(through history: History) { self.history = history }

  /// Traces lines of a version, numbered from 0; the result is keyed by the lines as asked.
  static func sources(
    of lines: [Line], in version: Version, through history: History
  ) throws(GitError) -> [Int: Source] {
    var trace = LineTrace(through: history)
    try trace.hand(lines, to: version)
    while let latest = trace.waiting.indices.max(by: {
      trace.waiting[$0].time < trace.waiting[$1].time
    }) {
      let step = trace.waiting.remove(at: latest)
      try trace.take(step)
    }
    return trace.sources
  }

  /// Lets the parents of a version take its lines, and settles the rest.
  private mutating func take(_ step: Step) throws(GitError) {
    var lines: [Line]
    switch try history.ancestry(of: step.version) {
    case .unchanged(let parent):
      try hand(step.lines, to: parent)
      return
    case .changed(let parents):
      lines = step.lines.sorted { $0.number < $1.number }
      for parent in parents where !lines.isEmpty {
        let shared = try difference(from: parent, to: step.version).split(lines)
        try hand(shared.inherited, to: parent)
        lines = shared.brought
      }
    }
    for line in lines { sources[line.asked] = Source(version: step.version, number: line.number) }
  }

  private mutating func hand(_ lines: [Line], to version: Version) throws(GitError) {
    guard !lines.isEmpty else { return }
    if let known = waiting.firstIndex(where: { $0.version == version }) {
      waiting[known].lines += lines
    } else {
      let time = try history.node(version.commit).time
      waiting.append(Step(version: version, time: time, lines: lines))
    }
  }

  private mutating func difference(
    from parent: Version, to child: Version
  ) throws(GitError) -> LineDiff {
    let new = try blob(child.blob)
    let old = try history.blob(parent.blob)
    let difference = try old.withBytes { (old) throws(GitError) in
      try new.withBytes { (new) throws(GitError) in try history.difference(from: old, to: new) }
    }
    recent = consume old
    return difference
  }

  private mutating func blob(_ id: ObjectID) throws(GitError) -> Blob {
    if let blob = recent.take(), blob.id == id { return blob }
    return try history.blob(id)
  }
}
