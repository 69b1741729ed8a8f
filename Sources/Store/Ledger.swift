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

  /// The last runs of those that are wanted; lines before them are not looked at.
  package static func last(
    _ count: Int, where isWanted: (JSON) -> Bool
  ) throws -> Page {
    guard try Files.status(Layout.ledger) != nil else { return Page(entries: [], damaged: []) }
    let lines = try Files.read(Layout.ledger)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var entries: [JSON] = []
    var damaged: [Int] = []
    for (index, line) in lines.enumerated().reversed() where !line.isEmpty {
      guard entries.count < count else { break }
      guard let entry = try? JSON.read(Array(line), file: Layout.ledger), entry.members != nil
      else {
        damaged.append(index + 1)
        continue
      }
      if isWanted(entry) { entries.append(entry) }
    }
    return Page(entries: entries.reversed(), damaged: damaged.reversed())
  }
}
