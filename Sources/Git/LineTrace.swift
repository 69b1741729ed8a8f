/// Follows what stands in a file back through the history, each thing to the commit that brought it.
///
/// A commit offers its lines to its parents, in order. A parent whose file is the same takes them
/// all; else each takes those the two versions have in common, and of the others those in which
/// `follow` finds the same value again. What no parent takes is the commit's own. Lines do not
/// depend on each other, so the order of the walk (latest commit first, as in `git blame`) decides
/// only how often a commit is visited.
struct LineTrace: ~Copyable {
  /// Something that is looked for: its number among what was asked, and where it stands at the
  /// point that the search has come to; lines count from 0.
  struct Line: Numbered {
    let asked: Int
    var number: Int
    var column = 1

    var spot: Spot { Spot(line: number + 1, column: column) }

    func moved(to spot: Spot) -> Line {
      Line(asked: asked, number: spot.line - 1, column: spot.column)
    }
  }

  /// Where something came from: its line there is counted from 0.
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
  private let pursuit: Pursuit
  private var waiting: [Step] = []
  private var sources: [Int: Source] = [:]
  /// The content read last: the parent's of one step is the child's of the next.
  private var recent: Blob?

  private init(through history: History, _ pursuit: Pursuit) {
    self.history = history
    self.pursuit = pursuit
  }

  /// Traces what stands in a version; the result is keyed by the numbers of what was asked.
  static func sources(
    of lines: [Line], in version: Version, through history: History, _ pursuit: Pursuit
  ) throws(GitError) -> [Int: Source] {
    var trace = LineTrace(through: history, pursuit)
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
      var differences: [LineDiff] = []
      for parent in parents where pursuit.isByLine && !lines.isEmpty {
        differences.append(try difference(from: parent, to: step.version))
        let shared = differences[differences.count - 1].split(lines)
        try hand(shared.inherited, to: parent)
        lines = shared.brought
      }
      for (index, parent) in parents.enumerated() where !lines.isEmpty {
        let difference = pursuit.isByLine ? differences[index] : nil
        lines = try offer(lines, of: step.version, to: parent, difference)
      }
    }
    for line in lines { sources[line.asked] = Source(version: step.version, number: line.number) }
  }

  /// Lets a parent take what stood there too, on other lines; returns what it does not have.
  private mutating func offer(
    _ lines: [Line], of version: Version, to parent: Version, _ difference: LineDiff?
  ) throws(GitError) -> [Line] {
    guard pursuit.mayFollow(difference) else { return lines }
    let newer = ComparedFile(
      path: version.path, bytes: try bytes(version.blob), lines: difference?.hunks.map(\.new))
    let older = ComparedFile(
      path: parent.path, bytes: try bytes(parent.blob), lines: difference?.hunks.map(\.old))
    let (taken, rest) = pursuit.split(lines, newer, older)
    try hand(taken, to: parent)
    return rest
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

  private func bytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try history.blob(id).withBytes { Array($0) }
  }
}
