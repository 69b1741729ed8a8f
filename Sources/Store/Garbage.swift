package import Host

/// What lies in the folder of local state and no root leads to.
package struct Garbage: Sendable {
  /// What a thing is.
  package enum Kind: String, Sendable, CaseIterable {
    /// A blob of the store.
    case blob
    /// A line of the log of actions.
    case action
    /// What a stage printed.
    case log
    /// A record that another one replaced, or the description of its machine.
    case record
    /// Something that did not hold.
    case quarantine
    /// What a run that was killed left in the middle of a write.
    case leftover
  }

  /// One thing that can go; of an action there is no path, it is a line of the log.
  package struct Item: Sendable {
    package let kind: Kind
    package let path: String
    package let size: UInt64
    /// The stages that made it, as far as that is known.
    package var stages: Set<String> = []
  }

  /// What is kept whatever leads to it.
  package struct Keep: Sendable {
    /// Things that came about later are kept.
    let since: Moment
    /// The last action of each of these stages is kept; `nil` means all.
    let stages: Set<String>?

    package init(since: Moment, stages: Set<String>?) {
      self.since = since
      self.stages = stages
    }
  }

  package private(set) var items: [Item] = []
  /// The blobs that stay, and what they hold together.
  package private(set) var kept: (count: Int, size: UInt64) = (0, 0)
  private var lines: (kept: [ActionLog.Line], dropped: [ActionLog.Line]) = ([], [])
  private let keep: Keep
  private let store = Store()

  /// Looks through the local state, given what is rooted in the history of the project.
  package init(_ roots: Roots, keeping keep: Keep) throws {
    self.keep = keep
    var roots = roots
    try roots.addStanding()
    try sortLines(&roots)
    let digests = try roots.closed(over: store)
    try findBlobs(digests)
    try findLogs(digests)
    try findFormerRecords(digests)
    for item in try Self.list(Layout.quarantine) where item.changed < keep.since.sinceEpoch {
      items.append(Item(kind: .quarantine, path: item.path, size: item.size))
    }
  }

  /// Sorts out which actions stay: young ones, the last of each stage, and those of which all that
  /// they made is rooted.
  ///
  /// What the first two made is rooted by them.
  private mutating func sortLines(_ roots: inout Roots) throws {
    let all = try ActionLog.lines()
    var last: [String: Int] = [:]
    for line in all { if let action = line.action { last[action.stage] = line.number } }
    var stays = Set(
      all.filter { line in
        guard let action = line.action else { return false }
        return action.time > keep.since.description
          || last[action.stage] == line.number && keep.stages?.contains(action.stage) ?? true
      }.map(\.number))
    for line in all where stays.contains(line.number) {
      for output in line.action?.outputs ?? [] { roots.insert(output.content.digest) }
    }
    for line in all {
      guard let action = line.action else { continue }
      let isRooted = action.outputs.allSatisfy { roots.digests.contains($0.content.digest) }
      if isRooted, !action.outputs.isEmpty { stays.insert(line.number) }
      guard stays.contains(line.number) else { continue }
      roots.insert(action.key)
      if let packages = action.packages { roots.insert(packages) }
    }
    lines.kept = all.filter { stays.contains($0.number) }
    lines.dropped = all.filter { !stays.contains($0.number) }
    items += lines.dropped.map { line in
      Item(
        kind: .action, path: Layout.actions, size: UInt64(line.bytes.count + 1),
        stages: Set([line.action?.stage].compactMap(\.self)))
    }
  }

  private mutating func findBlobs(_ rooted: Set<Digest>) throws {
    var makers: [Digest: Set<String>] = [:]
    for action in lines.dropped.compactMap(\.action) {
      for output in action.outputs {
        makers[output.content.digest, default: []].insert(action.stage)
        guard output.content.kind == .folder, store.has(output.content.digest),
          let tree = try? store.tree(output.content.digest)
        else { continue }
        for entry in tree.entries {
          if case .file(let digest, _) = entry.item {
            makers[digest, default: []].insert(action.stage)
          }
        }
      }
      makers[action.key, default: []].insert(action.stage)
    }
    guard try Files.status(Layout.blobs) != nil else { return }
    for folder in try Files.entries(of: Layout.blobs) where folder.kind == .folder {
      for item in try Self.list("\(Layout.blobs)/\(folder.name)") {
        guard let digest = Digest(hex: folder.name + item.name) else {
          // What else is no blob is for `verify` to tell.
          if item.name.hasPrefix(".assay-") {
            items.append(Item(kind: .leftover, path: item.path, size: item.size))
          }
          continue
        }
        if rooted.contains(digest) {
          kept = (kept.count + 1, kept.size + item.size)
        } else {
          items.append(
            Item(
              kind: .blob, path: item.path, size: item.size, stages: makers[digest] ?? []))
        }
      }
    }
  }

  /// A log lies under the key of its action, those of earlier tries with a number behind it.
  private mutating func findLogs(_ rooted: Set<Digest>) throws {
    for item in try Self.list(Layout.logs) where item.changed < keep.since.sinceEpoch {
      if let key = Digest(hex: item.name.prefix(64)), rooted.contains(key) { continue }
      items.append(Item(kind: .log, path: item.path, size: item.size))
    }
  }

  /// A former record lies under its recipe, and names its machine.
  private mutating func findFormerRecords(_ rooted: Set<Digest>) throws {
    var machines = Roots()
    for item in try Self.list(Layout.formerRecords) where !item.isFolder {
      let isRooted = Digest(hex: item.name.suffix(64)).map(rooted.contains) ?? false
      if isRooted || item.changed >= keep.since.sinceEpoch {
        machines.add(from: (try? Files.read(item.path, limit: Records.limit)) ?? [])
      } else {
        items.append(Item(kind: .record, path: item.path, size: item.size))
      }
    }
    for item in try Self.list(Layout.formerMachines) where item.changed < keep.since.sinceEpoch {
      if let name = Digest(hex: item.name.prefix(64)),
        machines.digests.contains(name) || rooted.contains(name)
      {
        continue
      }
      items.append(Item(kind: .record, path: item.path, size: item.size))
    }
  }

  /// Moves it all to the trash, at the same paths there; what lay in it is gone.
  ///
  /// The log is shortened first: at no moment does an action promise what is not there.
  package func move() throws {
    try Files.removeTree(Layout.trash)
    guard !items.isEmpty else { return }
    try Files.makeFolders(Layout.trash)
    if !lines.dropped.isEmpty {
      let bytes = lines.dropped.flatMap { $0.bytes + [UInt8(ascii: "\n")] }
      try Files.write(bytes, to: Self.inTrash(Layout.actions))
      try ActionLog.replace(by: lines.kept)
      try Files.syncFilesystem(holding: Layout.local)
    }
    for item in items where item.kind != .action {
      let place = Self.inTrash(item.path)
      try Files.makeFolders(parent(of: place))
      try Files.rename(item.path, to: place)
    }
  }

  private static func inTrash(_ path: String) -> String {
    Layout.trash + path.dropFirst(Layout.local.count)
  }
}

extension Garbage {
  /// A file or folder that lies in a folder of the local state.
  package struct Entry: Sendable {
    package let name: String
    package let path: String
    /// All bytes in it.
    package let size: UInt64
    let isFolder: Bool
    /// When it was last changed or moved, in nanoseconds since 1970.
    let changed: Int64
  }

  /// What lies in a folder; nothing where there is none.
  package static func list(_ folder: String) throws -> [Entry] {
    guard try Files.status(folder, followingLinks: false)?.kind == .folder else { return [] }
    return try Files.entries(of: folder).compactMap { entry in
      let path = "\(folder)/\(entry.name)"
      guard let status = try Files.status(path, followingLinks: false) else { return nil }
      let isFolder = status.kind == .folder
      return Entry(
        name: entry.name, path: path,
        size: isFolder ? try size(of: path) : status.identity.size, isFolder: isFolder,
        changed: status.identity.changed)
    }
  }

  /// All bytes in a folder.
  private static func size(of folder: String) throws -> UInt64 {
    var size: UInt64 = 0
    var pending = [folder]
    while let next = pending.popLast() {
      for entry in try Files.entries(of: next) {
        let path = "\(next)/\(entry.name)"
        if entry.kind == .folder { pending.append(path) }
        guard entry.kind == .file else { continue }
        size += try Files.status(path, followingLinks: false)?.identity.size ?? 0
      }
    }
    return size
  }
}
