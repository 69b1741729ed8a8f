import YAML

/// The pools that the file declares: how many stages of each may run at once.
struct PoolTable: Sendable {
  /// One pool, and where its name stands.
  struct Pool: Sendable {
    let name: String
    let places: Int
    let mark: Mark
  }

  /// All of them, in the order of the files.
  private(set) var all: [Pool] = []

  /// Adds the entries under `pools` of one file.
  mutating func add(_ entries: [Node.Entry]) throws(Pipeline.Fault) {
    for entry in entries {
      try Pipeline.Name.pool.check(entry.key, at: entry.mark)
      if let first = all.first(where: { $0.name == entry.key }) {
        throw Pipeline.Fault(.givenTwice("pool", entry.key, first: first.mark), at: entry.mark)
      }
      all.append(Pool(name: entry.key, places: try Read.count(entry.value), mark: entry.mark))
    }
  }

  /// The places of each pool by its name.
  var places: [String: Int] { Dictionary(all.map { ($0.name, $0.places) }) { first, _ in first } }

  /// Refuses a pool that is not declared.
  func check(_ pool: Word) throws(Pipeline.Fault) {
    guard all.contains(where: { $0.name == pool.text }) else {
      throw Pipeline.Fault(.poolUnknown(pool.text, known: all.map(\.name)), at: pool.mark)
    }
  }
}
