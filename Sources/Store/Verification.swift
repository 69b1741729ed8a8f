import Host
import Text

/// Everything that has a digest, hashed again; what does not hold is told.
///
/// What is this machine's own and does not hold goes to quarantine, so that nothing rests on it any
/// more. What is committed, and outputs, are only told: the next run sets them right. Nobody else may
/// change the project meanwhile.
package struct Verification {
  /// What was looked at.
  package struct Counts: Sendable {
    package internal(set) var blobs = 0
    package internal(set) var bytes: UInt64 = 0
    package internal(set) var actions = 0
    package internal(set) var records = 0
    package internal(set) var machines = 0
    package internal(set) var files = 0
    package internal(set) var outputs = 0
    package internal(set) var runs = 0
  }

  package internal(set) var counts = Counts()
  package internal(set) var damages: [Damage] = []
  /// What was known of outputs before anything was forgotten.
  package internal(set) var known: [Known] = []
  /// The stages by the keys of their actions: the manifest of an action is stored under its key.
  var keys: [Digest: String] = [:]
  let store = Store()
  /// Files that were hashed here, not overlooked for what `stat` says.
  var disk: Disk

  /// One output that an action or a record knows.
  package struct Known: Sendable {
    package let stage: String
    package let output: Action.Output
  }

  package init(ignoring ignores: @escaping @Sendable (String) -> Bool) {
    disk = Disk(cache: StatCache(), ignoring: ignores)
  }

  /// Looks at all that the project and this machine hold of some stages.
  package mutating func all(_ stages: [(name: String, isMachine: Bool)]) throws {
    try checkBlobs()
    try checkSnapshot()
    try checkRecords()
    let actions = try checkLog()
    for (name, isMachine) in stages {
      guard let record = try? Records.read(name, isMachine: isMachine) else { continue }
      known += record.outputs.map { Known(stage: name, output: $0) }
    }
    try checkActions(actions)
    try checkOutputs(of: Set(stages.map(\.name)))
    counts.runs = try Ledger.count()
    if let (lines, kept) = try Ledger.dropDamaged() {
      damages.append(Damage(Layout.ledger, .lines(lines), movedTo: kept))
    }
  }
}

// MARK: - The store

extension Verification {
  private mutating func checkBlobs() throws {
    guard try Files.status(Layout.blobs) != nil else { return }
    for folder in try Files.entries(of: Layout.blobs) {
      let path = "\(Layout.blobs)/\(folder.name)"
      guard folder.kind == .folder, folder.name.count == 2 else {
        try move(stranger: path, folder.name)
        continue
      }
      for entry in try Files.entries(of: path) {
        // A run that was killed while it wrote leaves these behind.
        if entry.name.hasPrefix(".assay-") { continue }
        let blob = "\(path)/\(entry.name)"
        guard entry.kind == .file, let digest = Digest(hex: folder.name + entry.name) else {
          try move(stranger: blob, folder.name + entry.name)
          continue
        }
        try check(digest, at: blob)
      }
    }
  }

  private mutating func move(stranger path: String, _ name: String) throws {
    damages.append(Damage(path, .stranger, movedTo: try Store.quarantine(path, as: name)))
  }

  private mutating func check(_ digest: Digest, at path: String) throws {
    let permissions = try Files.status(path, followingLinks: false)?.permissions ?? 0
    let isReadOnly = permissions & 0o222 == 0 && permissions & 0o400 != 0
    if !isReadOnly { try Files.makeReadOnly(path) }
    counts.blobs += 1
    let hashed = try? Files.digest(of: path)
    counts.bytes += hashed?.status.identity.size ?? 0
    if hashed?.digest == digest {
      if !isReadOnly { damages.append(Damage(path, .permissions)) }
      return
    }
    let place = "\(Layout.quarantine)/\(digest.hex)"
    try Files.makeFolders(Layout.quarantine)
    try Files.rename(path, to: place)
    damages.append(
      Damage(path, .otherBytes(found: hashed?.digest), movedTo: place, blob: digest))
  }
}

// MARK: - What is known of files and outputs

extension Verification {
  /// The stat cache must be whole, and true of all files that it speaks of.
  private mutating func checkSnapshot() throws {
    guard try Snapshot.isWhole() else {
      let place = try Store.quarantine(Layout.snapshot, as: "snapshot")
      return damages.append(Damage(Layout.snapshot, .snapshot(of: nil), movedTo: place))
    }
    var liar: String?
    let survey = Snapshot.trusted()
    for row in (0..<(survey?.count ?? 0)).compactMap({ survey?.row($0) }) where row.isSettled {
      guard let digest = row.digest, let status = try? Files.status(row.path),
        status.kind == .file, status.identity == row.identity
      else { continue }
      let clock = Machine.now
      guard let hashed = try? Files.digest(of: row.path) else { continue }
      counts.files += 1
      disk.cache.note(row.path, hashed.status.identity, hashed.digest, hashedAt: clock)
      if hashed.status.identity == row.identity, hashed.digest != digest {
        liar = liar ?? row.path
      }
    }
    guard let liar else { return }
    let place = try Store.quarantine(Layout.snapshot, as: "snapshot")
    damages.append(Damage(Layout.snapshot, .snapshot(of: liar), movedTo: place))
  }

  /// The lines of the log of actions that can be read; the others are taken out.
  private mutating func checkLog() throws -> [ActionLog.Line] {
    let lines = try ActionLog.lines()
    let whole = lines.filter { $0.action != nil }
    counts.actions = whole.count
    let damaged = lines.filter { $0.action == nil }
    guard !damaged.isEmpty else { return whole }
    let kept = try Store.quarantine(
      damaged.flatMap { $0.bytes + [UInt8(ascii: "\n")] }, as: "actions")
    try ActionLog.replace(by: whole)
    damages.append(Damage(Layout.actions, .lines(damaged.map(\.number)), movedTo: kept))
    return whole
  }

  /// The store must hold what actions promise.
  ///
  /// What is lost is taken again from an output that stands; an action for which that is not possible
  /// is forgotten.
  private mutating func checkActions(_ lines: [ActionLog.Line]) throws {
    known += lines.compactMap(\.action).flatMap { action in
      action.outputs.map { Known(stage: action.stage, output: $0) }
    }
    for action in lines.compactMap(\.action) { keys[action.key] = action.stage }
    var kept: [ActionLog.Line] = []
    var told = Set(damages.compactMap(\.blob))
    for line in lines {
      guard let action = line.action else { continue }
      let lost = try lost(of: action)
      for digest in lost where told.insert(digest).inserted {
        damages.append(Damage(Layout.blob(digest), .missing, blob: digest))
      }
      if try lost.isEmpty || takeAgain(action) { kept.append(line) }
    }
    if kept.count < lines.count { try ActionLog.replace(by: kept) }
  }

  /// The blobs that an action promises and that are not there.
  private func lost(of action: Action) throws -> [Digest] {
    guard store.has(action.key), let bytes = try? store.read(action.key),
      let manifest = Manifest(bytes: bytes)
    else { return [action.key] }
    let stored = manifest.lines.filter { $0.kind == .output && $0.fields.last == "stored" }
      .compactMap { $0.fields.dropFirst().first }
    return try action.outputs.filter { stored.contains($0.path) }.flatMap { output in
      guard store.has(output.content.digest) else { return [output.content.digest] }
      guard output.content.kind == .folder else { return [] }
      return try store.tree(output.content.digest).entries.compactMap { entry in
        guard case .file(let digest, _) = entry.item, !store.has(digest) else { return nil }
        return digest
      }
    }
  }

  /// Takes in again what an action made, from where it stands, and its manifest from the record.
  private mutating func takeAgain(_ action: Action) throws -> Bool {
    if !store.has(action.key) {
      let records = [false, true].compactMap {
        try? Records.read(action.stage, isMachine: $0)
      }
      guard let manifest = records.compactMap(\.manifest).first(where: { $0.key == action.key })
      else { return false }
      try store.put(manifest.bytes)
    }
    for output in action.outputs
    where (try? disk.content(of: output.path, as: .output)) == output.content {
      if !store.has(output.content) { _ = try disk.take(output.path, into: store) }
    }
    return try lost(of: action).isEmpty
  }

  /// Outputs that stand must be some that are known.
  private mutating func checkOutputs(of stages: Set<String>) throws {
    var contents: [String: (stage: String, known: Set<Content>)] = [:]
    for item in known where stages.contains(item.stage) {
      contents[item.output.path, default: (item.stage, [])].known.insert(item.output.content)
    }
    for (path, (stage, known)) in contents.sorted(by: { $0.key < $1.key }) {
      let standing = try? disk.content(of: path, as: .output)
      if standing == nil, try Files.status(path, followingLinks: false) == nil { continue }
      counts.outputs += 1
      if standing.map(known.contains) ?? false { continue }
      damages.append(Damage(path, .output(stage: stage)))
    }
  }
}
