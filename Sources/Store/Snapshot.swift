import Host

/// The stat cache on disk, `.assay/snapshot`: written whole at the end of a run, as a ``Survey``.
///
/// Its notes are `boot ID`, `flushed` when everything it speaks of had been flushed to disk, and what
/// is to be known of a ``Completion``. A damaged or foreign snapshot is as good as none.
package enum Snapshot {
  /// Reads the snapshot; an empty cache where there is none to trust.
  package static func load() -> StatCache {
    guard let survey = Survey(at: Layout.snapshot), isTrusted(survey) else { return StatCache() }
    return cache(survey)
  }

  private static func cache(_ survey: borrowing Survey) -> StatCache {
    var entries: [PathBytes: StatCache.Entry] = [:]
    entries.reserveCapacity(survey.count)
    for index in 0..<survey.count {
      guard let row = survey.row(index) else { return StatCache() }
      guard row.kind == .file, row.isSettled, let digest = row.digest,
        survey.isOlder(row.identity)
      else { continue }
      entries[PathBytes(row.path)] = StatCache.Entry(
        identity: row.identity, digest: digest, isSettled: true, isExecutable: row.isExecutable)
    }
    return StatCache(entries: entries)
  }

  /// Whether what was flushed, or written since this machine started, still is what it says.
  static func isTrusted(_ survey: borrowing Survey) -> Bool {
    survey.notes.contains(flushed) || survey.notes.contains(boot)
  }

  /// Whether what is there is a snapshot, whole; a missing one is.
  static func isWhole() throws -> Bool {
    guard try Files.status(Layout.snapshot) != nil else { return true }
    return Survey(at: Layout.snapshot) != nil
  }

  /// Writes the entries, replacing the old snapshot whole, and what is so when nothing is to be done.
  package static func save(
    _ cache: StatCache, isFlushed: Bool, _ completion: Completion? = nil
  ) throws {
    let rows = rows(of: cache, isWhole: completion != nil) + (completion?.ownRows ?? [])
    try Survey.write(
      rows, notes: [boot] + (isFlushed ? [flushed] : []) + (completion?.notes ?? []),
      answer: completion?.status ?? [], to: Layout.snapshot, by: Layout.incoming)
  }

  private static var boot: String { "boot \(Machine.bootID ?? "unknown")" }
  static let flushed = "flushed"

  /// Neighbours on the disk are neighbours here: that is how the kernel finds them fastest. What nothing
  /// was asked of is kept for other runs, unless the whole pipeline was looked at.
  private static func rows(of cache: StatCache, isWhole: Bool) -> [Survey.Row] {
    var rows: [Survey.Row] = []
    rows.reserveCapacity(cache.entries.count + cache.sights.count)
    for (key, entry) in cache.entries {
      let isOwn = Completion.isOwn(key.text)
      let question = isOwn ? .nothing : entry.question
      guard question != .nothing || entry.isSettled && (isOwn || !isWhole) else { continue }
      rows.append(entry.row(key.text, question))
    }
    for (asked, sight) in cache.sights where !Completion.isOwn(asked.path.text) {
      rows.append(sight.row(asked.path.text, asked.question))
    }
    rows.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return rows
  }
}
