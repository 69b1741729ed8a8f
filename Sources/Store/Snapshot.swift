import Host

/// The stat cache on disk, `.assay/snapshot`: written whole at the end of a run, as a ``Survey``.
///
/// Its notes are `boot ID`, `flushed` when everything it speaks of had been flushed to disk, and the
/// conditions of ``Standing``. Group 0 are the rows that all verdicts rest on, then come those of each
/// stage, none for a stage that is to be judged. A damaged or foreign snapshot is as good as none.
package enum Snapshot {
  /// Reads the snapshot; an empty cache where there is none to trust.
  package static func load() -> StatCache { trusted().map { StatCache($0) } ?? StatCache() }

  /// The snapshot, unless there is none to trust.
  static func trusted() -> Survey? {
    guard let survey = Survey(at: Layout.snapshot) else { return nil }
    return survey.notes.contains(flushed) || survey.notes.contains(boot) ? survey : nil
  }

  /// Whether what is there is a snapshot, whole; a missing one is.
  static func isWhole() throws -> Bool {
    guard try Files.status(Layout.snapshot) != nil else { return true }
    return Survey(at: Layout.snapshot) != nil
  }

  /// Replaces the old snapshot; without what verdicts rest on only digests are kept.
  package static func save(
    _ cache: StatCache, isFlushed: Bool, _ standing: Standing? = nil
  ) throws {
    var draft = Draft(cache, standing)
    draft.number()
    // A verdict that rests on more than can be asked again is not kept.
    guard draft.isWhole else { return try save(cache, isFlushed: isFlushed) }
    try Survey.write(
      draft.rows, of: cache.snapshot, groups: draft.groups,
      notes: [boot] + (isFlushed ? [flushed] : []) + (standing?.notes ?? []),
      answer: standing?.status ?? [], to: Layout.snapshot, by: Layout.incoming)
  }

  /// Lets the next run look at everything again.
  package static func forget() throws { try Files.removeTree(Layout.snapshot) }

  private static var boot: String { "boot \(Machine.bootID ?? "unknown")" }
  static let flushed = "flushed"
}

/// The rows of the next snapshot and their groups.
///
/// Approach: rows of the old one that still count keep their order, new ones are sorted and put among
/// them; then every ground of a verdict is told by the number that its row has come to have.
private struct Draft {
  private let cache: StatCache
  private let standing: Standing?
  private(set) var rows: [Survey.Next] = []
  private(set) var groups: [[UInt32]] = []
  /// What each new row stands for.
  private var new: [(row: Survey.Row, ground: StatCache.Ground?)] = []
  private var kept: [Bool]
  private var numbers: [StatCache.Ground: UInt32] = [:]
  /// Whether every ground has come to be a row.
  private(set) var isWhole = true

  init(_ cache: StatCache, _ standing: Standing?) {
    self.cache = cache
    self.standing = standing
    kept = [Bool](repeating: false, count: cache.snapshot?.count ?? 0)
    for index in kept.indices where isWorthKeeping(index) { kept[index] = true }
    for stage in standing?.carried ?? [] {
      for index in cache.snapshot?.members(of: stage + 1) ?? [] { kept[index] = true }
    }
    var grounds: Set<StatCache.Ground> = []
    for (subject, asked) in cache.grounds where isSettled(subject) { grounds.formUnion(asked) }
    for case .row(let index) in grounds { kept[index] = true }
    collect(grounds)
  }

  private func isSettled(_ subject: Int) -> Bool {
    subject == 0 ? standing != nil : standing?.settled.contains(subject - 1) == true
  }

  /// Digests are kept for other runs, unless the whole pipeline was looked at: then only our own.
  private func isWorthKeeping(_ index: Int) -> Bool {
    guard let row = cache.snapshot?.row(index), row.kind == .file, row.isSettled,
      row.digest != nil, cache.entries[PathBytes(row.path)] == nil
    else { return false }
    return standing?.isComplete != true || Standing.isOwn(row.path)
  }

  private mutating func collect(_ grounds: Set<StatCache.Ground>) {
    for (key, entry) in cache.entries {
      let ground = StatCache.Ground.file(key)
      let isGround = !ground.isOwn && grounds.contains(ground)
      guard entry.isSettled || isGround else { continue }
      new.append(
        (entry.row(key.text, isGround ? entry.question : .nothing), isGround ? ground : nil))
    }
    for ground in grounds where !ground.isOwn {
      guard case .sight(let asked) = ground, let sight = cache.sights[asked] else { continue }
      new.append((sight.row(asked.path.text, asked.question), ground))
    }
    if let standing { new += standing.ownRows.map { ($0, nil) } }
    new.sort { $0.row.path.utf8.lexicographicallyPrecedes($1.row.path.utf8) }
  }

  /// Puts all rows in order and says which rows belong to whom.
  mutating func number() {
    var own: [UInt32] = []
    var next = 0
    func keep(upTo end: Int) {
      while next < end {
        if kept[next] {
          numbers[.row(next)] = UInt32(rows.count)
          rows.append(.kept(next))
        }
        next += 1
      }
    }
    for (row, ground) in new {
      if let snapshot = cache.snapshot { keep(upTo: snapshot.rows(at: row.path).lowerBound) }
      if let ground {
        numbers[ground] = UInt32(rows.count)
      } else if row.question != .nothing {
        own.append(UInt32(rows.count))
      }
      rows.append(.new(row))
    }
    keep(upTo: kept.count)
    guard let standing else { return }
    let all = members(cache.grounds[0] ?? [])
    groups = [own + all]
    for stage in 0..<standing.stages { groups.append(group(of: stage, standing)) }
  }

  private mutating func group(of stage: Int, _ standing: Standing) -> [UInt32] {
    if standing.carried.contains(stage), let snapshot = cache.snapshot {
      return members(snapshot.members(of: stage + 1).map { .row($0) })
    }
    return standing.settled.contains(stage) ? members(cache.grounds[stage + 1] ?? []) : []
  }

  /// The numbers of some rows; what stands for our own files is in the first group alone.
  private mutating func members(_ grounds: [StatCache.Ground]) -> [UInt32] {
    var members: Set<UInt32> = []
    for ground in grounds {
      if let number = numbers[ground] {
        members.insert(number)
      } else if !ground.isOwn {
        isWhole = false
      }
    }
    return members.sorted()
  }
}

extension StatCache.Ground {
  /// Whether it is about our own files, which are told apart by their folders.
  fileprivate var isOwn: Bool {
    switch self {
    case .row: false
    case .file(let key): Standing.isOwn(key.text)
    case .sight(let asked): Standing.isOwn(asked.path.text)
    }
  }
}
