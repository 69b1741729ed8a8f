import Host
import Pipeline
import Store

/// One execution of a stage: what is put in its way before, what is believed of it after.
struct Attempt {
  /// How often a stage was started before in this run, and why.
  struct Turn: Equatable {
    /// Because an input changed under it.
    var repetitions = 0
    /// Because it failed.
    var retries = 0

    static let first = Turn()
  }

  let stage: Stage
  let judgement: Judgement
  let turn: Turn
  let temporaryFolder: TemporaryFolder
  private let spares: Spares
  /// Where it is taken down what the stage is seen to do; `nil` when nobody looks.
  let sightings: String?
  /// The change time of a file that was made just before an observed stage started.
  private let startedAt: Int64
  /// When it must have ended, by `Machine.uptime`.
  let deadline: Duration?
  /// It has had its time, and was asked to end.
  var isOverdue = false
  /// The empty files in which a sandboxed stage finds its outputs, for it can write only what stands.
  private let prepared: [String]
  private(set) var aside: Aside
  /// What stood before stands again; what is at the outputs now is no longer this attempt's.
  private var isUndone = false

  /// An input that changes this often during one run is given up.
  static let repetitionLimit = 2

  var key: String { judgement.manifest?.key.hex ?? "" }
  var log: String { Layout.log(key) }

  /// Clears the way for a stage; the folders its outputs go to stand, the outputs do not.
  init(
    _ stage: Stage, _ judgement: Judgement, _ turn: Turn, disk: inout Disk, ours: [Action.Output],
    _ spares: Spares
  ) throws {
    self.stage = stage
    self.judgement = judgement
    self.turn = turn
    self.spares = spares
    temporaryFolder = try spares.temporaryFolder()
    let seen = "\(Layout.seen)/\(stage.id.index)"
    let isObserved = stage.access.isObserved
    sightings = isObserved ? seen : nil
    prepared =
      stage.access == .sandboxed ? stage.outputs.filter { !$0.isFolder }.map(\.path) : []
    aside = Aside(stage: stage.name, time: Machine.now.description)
    do {
      try aside.clear(stage.outputs.map(\.path), disk: &disk, ours: ours)
      for output in stage.outputs where output.isFolder { try Files.makeFolders(output.path) }
      for output in prepared { try Files.write([], to: output, by: Layout.incoming) }
      try spares.prepareLog(at: Layout.log(judgement.manifest?.key.hex ?? ""))
      startedAt = isObserved ? try Self.changeTime(ofNew: seen) : 0
    } catch {
      spares.takeBack(temporaryFolder)
      _ = try aside.putBack(outputs: [])
      throw error
    }
    deadline = stage.timeout.map { Machine.uptime + $0 }
    if turn == .first { try dropEarlierLogs() }
  }

  private static func changeTime(ofNew path: String) throws -> Int64 {
    try Files.makeFolders(Layout.seen)
    try Files.write("", to: path)
    return try Files.status(path)?.identity.changed ?? 0
  }

  /// What the keeper is asked to start; a sandboxed stage may read its inputs and write its outputs.
  func launch(in surroundings: Surroundings, reading inputs: [String]) -> Launch {
    let isSandboxed = stage.access == .sandboxed
    return Launch(
      arguments: judgement.arguments,
      environment: surroundings.environment(for: stage, temporaryFolder: temporaryFolder.path),
      log: log, temporaryFolder: temporaryFolder.path, sightings: sightings,
      sandbox: isSandboxed
        ? Launch.Sandbox(readable: inputs, writable: stage.outputs.map(\.path)) : nil)
  }

  /// Takes away what was prepared and the stage did not write: it stands for no output.
  func dropUnwritten(_ sightings: [Sighting]) throws {
    let written = Set(sightings.filter { $0.uses.contains(.wrote) }.map(\.path))
    for path in prepared where !written.contains(path) {
      if try Files.status(path)?.identity.size == 0 { try Files.remove(path) }
    }
  }

  /// The first of some files that was touched since the stage was started.
  func firstTouched(of paths: [String]) throws -> String? {
    try paths.first { path in
      guard let identity = try Files.status(path)?.identity else { return true }
      return max(identity.changed, identity.modified) >= startedAt
    }
  }

  /// Lets the logs of all tries lie under the key that the stage came to have; one that is empty is not
  /// kept.
  func fileLog(under key: Digest) throws {
    let final = Layout.log(key.hex)
    let isKept = try !spares.takeBack(log: log)
    guard final != log else { return }
    if !isKept { try Files.removeTree(final) }
    let ends = [""] + (1...).prefix(turn.retries).map { ".\($0)" }
    for end in ends where try (isKept || !end.isEmpty) && Files.status(log + end) != nil {
      try Files.rename(log + end, to: final + end)
    }
  }

  /// Takes in what the stage made; throws a reason when it is not what was declared.
  func outputs(from disk: inout Disk, into store: Store) throws -> [Action.Output] {
    try checkWays()
    return try stage.outputs.map { output in
      let content =
        output.isCached
        ? try disk.take(output.path, into: store)
        : try disk.content(of: output.path, as: .output)
      guard let content else { throw StageFailure.Reason.missingOutput(output.path) }
      if output.isFolder, content.kind != .folder {
        throw StageFailure.Reason.notAFolder(output.path)
      }
      try checkLinks(of: output.path, content, &disk)
      return Action.Output(output.path, content)
    }
  }

  /// Refuses outputs that the stage itself led elsewhere by a link in the way to them.
  private func checkWays() throws {
    for output in stage.outputs where try Files.status(output.path, followingLinks: false) != nil {
      try Files.makeFolders(parent(of: output.path))
    }
  }

  /// Links among outputs stay inside the project: what they lead to is somebody's, and can change.
  private func checkLinks(of path: String, _ content: Content, _ disk: inout Disk) throws {
    switch content.kind {
    case .file, .executable: break
    case .link: try checkLink(at: path, try Files.linkText(of: path))
    case .folder:
      for entry in try disk.tree(of: path, as: .output).entries {
        if case .link(let text) = entry.item { try checkLink(at: "\(path)/\(entry.name)", text) }
      }
    }
  }

  private func checkLink(at path: String, _ text: String) throws {
    var depth = ProjectPath.names(of: parent(of: path)).filter { $0 != "." }.count
    for part in ProjectPath.names(of: text) where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { break }
    }
    guard depth >= 0, text.utf8.first != UInt8(ascii: "/") else {
      throw StoreError.linkLeaves(path: path, target: text)
    }
  }

  /// The stage ended well: returns what was moved aside for good.
  mutating func settle() -> [String] {
    spares.takeBack(temporaryFolder)
    return aside.settle()
  }

  /// The stage failed: the old outputs come back; returns where the partial ones lie.
  mutating func undo() throws -> [String] {
    guard !isUndone else { return [] }
    isUndone = true
    spares.takeBack(temporaryFolder)
    return try aside.putBack(outputs: stage.outputs.map(\.path))
  }

  /// The stage must run again: what it made so far is dropped.
  mutating func forget() throws {
    try checkWays()
    for output in stage.outputs { try Files.removeTree(output.path) }
    _ = try undo()
  }

  /// The log of a try that failed and is followed by another, as `KEY.1`.
  private func log(ofTry number: Int) -> String { "\(log).\(number)" }

  /// Lets the log of this try stand beside that of the next.
  func keepLog() throws {
    guard try Files.status(log) != nil else { return }
    try Files.rename(log, to: log(ofTry: turn.retries + 1))
  }

  /// Logs of an earlier run would pass for tries of this one.
  private func dropEarlierLogs() throws {
    var number = 1
    while try Files.status(log(ofTry: number)) != nil {
      try Files.remove(log(ofTry: number))
      number += 1
    }
  }
}

extension Aside {
  /// Moves away whatever stands at some paths; what the tool itself made is only held.
  ///
  /// The folders they lie in are made first: a way that leads out of the project is refused before
  /// anything behind it is touched.
  mutating func clear(_ paths: [String], disk: inout Disk, ours: [Action.Output]) throws {
    for path in paths { try Files.makeFolders(parent(of: path)) }
    let store = Store()
    for path in paths {
      guard let standing = try disk.content(of: path, as: .output) else { continue }
      let isOurs = ours.contains(Action.Output(path, standing))
      try move(path, isInStore: isOurs || store.has(standing))
    }
  }
}

extension Ending {
  /// How long the stage took, in seconds.
  var wall: Double {
    let (seconds, attoseconds) = (ended - started).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
