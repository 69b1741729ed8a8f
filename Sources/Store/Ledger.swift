import Host
package import Text

/// The ledger, `.assay/ledger`: one JSON line for each run that ran or restored something.
///
/// It is for people who ask what happened when on this machine. Nothing rests on it.
package enum Ledger {
  /// Adds one run.
  package static func append(_ entry: JSON) throws {
    var file = try AppendFile(Layout.ledger)
    try file.append(entry.compact)
  }

  /// What was read: some runs, the newest last, and the numbers of lines that cannot be read.
  package struct Page: Sendable {
    package let entries: [JSON]
    package let damaged: [Int]
  }

  /// Takes lines that cannot be read out of the ledger; they are kept at the place that is returned.
  static func dropDamaged() throws -> (lines: [Int], kept: String)? {
    guard try Files.status(Layout.ledger) != nil else { return nil }
    let newline = UInt8(ascii: "\n")
    let lines = try Files.read(Layout.ledger, limit: 1 << 30)
      .split(separator: newline, omittingEmptySubsequences: false)
    let damaged = lines.indices.filter { !lines[$0].isEmpty && entry(lines[$0]) == nil }
    guard !damaged.isEmpty else { return nil }
    let bad = Set(damaged)
    let kept = try Store.quarantine(damaged.flatMap { lines[$0] + [newline] }, as: "ledger")
    let whole = lines.indices.filter { !lines[$0].isEmpty && !bad.contains($0) }
    try Files.write(whole.flatMap { lines[$0] + [newline] }, to: Layout.ledger)
    return (damaged.map { $0 + 1 }, kept)
  }

  /// How many lines there are.
  static func count() throws -> Int {
    guard try Files.status(Layout.ledger) != nil else { return 0 }
    return try Files.read(Layout.ledger, limit: 1 << 30).split(separator: UInt8(ascii: "\n")).count
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> JSON? {
    guard let entry = try? JSON.read(Array(line), file: Layout.ledger), entry.members != nil else {
      return nil
    }
    return entry
  }

  /// The last runs of those that are wanted; lines before them are not looked at.
  package static func last(
    _ count: Int, where isWanted: (JSON) -> Bool
  ) throws -> Page {
    guard try Files.status(Layout.ledger) != nil else { return Page(entries: [], damaged: []) }
    let lines = try Files.read(Layout.ledger, limit: 1 << 30)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var entries: [JSON] = []
    var damaged: [Int] = []
    for (index, line) in lines.enumerated().reversed() where !line.isEmpty {
      guard entries.count < count else { break }
      guard let entry = entry(line) else {
        damaged.append(index + 1)
        continue
      }
      if isWanted(entry) { entries.append(entry) }
    }
    return Page(entries: entries.reversed(), damaged: damaged.reversed())
  }
}
