import Host
package import Pipeline
package import Store

/// Decides for each stage, in the order of the graph, whether anything need be done, and says why.
///
/// `status`, `explain`, a dry run and a run all ask this one judge. It reads and never writes,
/// except that a run lets it act on a verdict before it asks about the next stage.
package struct Judge: ~Copyable {
  let pipeline: Pipeline
  var disk: Disk
  var actions: ActionLog
  let store = Store()
  private(set) var inspector: Inspector
  /// What is installed on this machine, as far as stages read it.
  var packages: PackageBook
  /// Stages that must run whatever is known of them.
  private let forced: Set<StageID>
  /// The stages, by their numbers, whose verdict is what it was at the end of the last run.
  private(set) var standing: Set<Int> = []
  /// Records that could not be believed, told once.
  package private(set) var faults: [RecordFault] = []

  /// Prepares to judge a project as it stands in the working directory.
  package init(
    _ pipeline: Pipeline, forcing forced: Set<StageID> = [],
    variable: @escaping @Sendable (String) -> String?
  ) {
    self.pipeline = pipeline
    self.forced = forced
    packages = PackageBook()
    disk = Disk(cache: Snapshot.load(), ignoring: Glob.ignores)
    actions = ActionLog()
    inspector = Inspector(
      surroundings: Surroundings(caller: variable), files: InputFiles(pipeline: pipeline))
  }

  /// Looks once at all that the verdicts of the last run rest on: stages of which nothing changed need
  /// not be judged.
  package mutating func findStanding() {
    let caller = inspector.surroundings.caller
    standing = disk.cache.standing(
      of: pipeline.stages.count, readFrom: pipeline.contents.keys, variable: caller)
  }

  /// The standing stages that were not judged after all.
  var carried: Set<Int> { standing.filter { !disk.cache.isAsked(of: $0) } }

  /// Whether a stage is as the last run left it, and so are all that it reads from.
  func stands(_ stage: Stage, freshUpstream isFresh: (StageID) -> Bool) -> Bool {
    standing.contains(stage.id.index) && !forced.contains(stage.id)
      && stage.upstream.allSatisfy(isFresh)
  }

  /// Judges all stages that are asked for as a dry run sees them.
  package mutating func judgeAll(_ selection: Selection) throws -> [StageID: Judgement] {
    try checkSources(of: selection)
    var judged: [StageID: Judgement] = [:]
    for id in selection.stages {
      let stage = pipeline[id]
      if stands(stage, freshUpstream: { judged[$0]?.verdict == .fresh }) {
        judged[id] = .standing
        continue
      }
      let unsettled = stage.upstream.filter { !canBeRead(judged[$0]) }
      judged[id] =
        unsettled.isEmpty
        ? try judge(stage) : .waiting(on: unsettled.map { pipeline[$0].name })
      if let judgement = judged[id], judgement.verdict == .restored { promise(judgement.outputs) }
    }
    return judged
  }

  /// Whether what a stage makes can be read now: what a link leads to is seen only where it stands.
  func canBeRead(_ judgement: Judgement?) -> Bool {
    guard let judgement, judgement.isSettled else { return false }
    return judgement.verdict == .fresh || !judgement.outputs.contains { holdsLink($0.content) }
  }

  private func holdsLink(_ content: Content) -> Bool {
    switch content.kind {
    case .file, .executable: return false
    case .link: return true
    case .folder:
      let entries = (try? store.tree(content.digest))?.entries ?? []
      return entries.contains { if case .link = $0.item { true } else { false } }
    }
  }

  /// Refuses a project in which something is missing that no stage makes.
  mutating func checkSources(of selection: Selection) throws {
    hashAhead(of: selection)
    for stage in pipeline.stages
    where selection.contains(stage.id) && !standing.contains(stage.id.index) {
      try inspector.check(stage)
    }
    disk.cache.begin(nil, anew: true)
    try inspector.checkExclusions(on: &disk)
  }

  /// Lets what would be restored be read by the stages that follow; what the store does not have
  /// stands already.
  mutating func promise(_ outputs: [Action.Output]) {
    for output in outputs where store.has(output.content) {
      inspector.files.promised[output.path] = output.content
    }
  }

  /// Judges one stage whose upstream stages are settled.
  mutating func judge(_ stage: Stage) throws -> Judgement {
    let known = try known(of: stage)
    guard known.isSettled else { return known }
    if forced.contains(stage.id) { return known.mustRun(because: "--force") }
    return stage.isAlways ? known.mustRun(because: "always: true") : known
  }

  /// What is known of a stage, also of one that runs whatever that is.
  mutating func known(of stage: Stage) throws -> Judgement {
    disk.cache.begin(stage.id.index, anew: true)
    let declared = try inspector.inspect(stage, on: &disk)
    let record = record(of: stage)
    var missed: [Change] = []
    let sets = try foundSets(of: stage, declared.manifest, record)
    let made = Set(stage.outputs.map(\.path))
    for known in candidates(for: sets, declared.manifest.staticKey, record)
    where Set(known.outputs.map(\.path)) == made {
      let inspection = declared.with(known.manifest)
      let (lost, changes) = try differences(from: known.outputs)
      if lost.isEmpty {
        return Judgement(.fresh, inspection, record, known.outputs, known.source, [])
      }
      if lost.allSatisfy({ store.has($0.content) }) {
        return Judgement(.restored, inspection, record, known.outputs, known.source, changes)
      }
      missed = changes
    }
    let inspection = declared.with(sets[0])
    guard let earlier = lastManifest(of: stage, record) else {
      return Judgement(.never, inspection, record, [], .none, [])
    }
    var changes = inspection.manifest.changes(since: earlier)
    if changes.isEmpty { changes = missed }
    if changes.isEmpty, stage.access == .declared, !earlier.found.isEmpty {
      let (old, new) = (Access.traced.rawValue, Access.declared.rawValue)
      changes = [Change(what: "access", old: old, new: new)]
    }
    return Judgement(.changed, inspection, record, [], .none, changes)
  }

  /// Looks at a stage again after it ran: its manifest as the files stand now.
  mutating func inspect(_ stage: Stage) throws -> Inspection {
    try inspector.inspect(stage, on: &disk)
  }

  /// The record of a stage; one that does not hold is told and counts as none.
  mutating func record(of stage: Stage) -> Record? {
    do {
      return try Records.read(stage.name, isMachine: stage.isMachine)
    } catch {
      if !faults.contains(error) { faults.append(error) }
      return nil
    }
  }

  /// Today's manifest by each set of questions that the stage was seen to ask with these inputs: what
  /// the record says comes first, then what this machine saw, the newest first; at least one.
  ///
  /// A stage that was never seen with these inputs is taken to ask what it asked last. A set that
  /// another holds whole, answers included, was not seen in full: the same answers lead to the same
  /// next question.
  private mutating func foundSets(
    of stage: Stage, _ manifest: Manifest, _ record: Record?
  ) throws -> [Manifest] {
    guard stage.access.isObserved else { return [manifest] }
    let recorded = record.map { ($0.project + ($0.machine ?? [])).filter(\.kind.isDiscovered) }
    let seen = actions.actions(for: manifest.staticKey).map(\.found)
    let last = actions.last(of: stage.name)?.found
    var asked: Set<[[String]]> = []
    var sets: [Manifest] = []
    let known = [recorded].compactMap(\.self) + seen + [last].compactMap(\.self)
    for found in known where !known.contains(where: { Set($0).isStrictSuperset(of: found) }) {
      let found = found.filter { $0.kind != .package || stage.isStrict }
      let questions = found.map { Array($0.fields.prefix(3)) }
      guard asked.insert(questions).inserted else { continue }
      let places = stage.isStrict ? packagesRead(by: stage) ?? [] : []
      let lines = found.map { line in
        line.kind == .package
          ? packageAgain(line, seen: places) : inspector.askedAgain(line, by: stage, on: &disk)
      }
      sets.append(lines.isEmpty ? manifest : Manifest(manifest.lines + lines))
    }
    return sets.isEmpty ? [manifest] : sets
  }

  private typealias Known = (
    manifest: Manifest, outputs: [Action.Output], source: Judgement.Source
  )

  /// All that is known of today's keys: first what is committed, then what this machine did.
  private func candidates(
    for sets: [Manifest], _ staticKey: Digest, _ record: Record?
  ) -> [Known] {
    let actions = actions.actions(for: staticKey)
    return sets.flatMap { manifest in
      var known: [Known] = []
      let own = actions.filter { $0.key == manifest.key }
      if let record, record.key == manifest.key {
        let isOurs = own.contains { $0.outputs == record.outputs }
        known.append((manifest, record.outputs, isOurs ? .action : .record))
      }
      return known + own.map { (manifest, $0.outputs, .action) }
    }
  }

  /// The manifest the stage was last run or believed with: this machine's, else the record's.
  private func lastManifest(of stage: Stage, _ record: Record?) -> Manifest? {
    if let key = actions.last(of: stage.name)?.key, let bytes = try? store.read(key),
      let manifest = Manifest(bytes: bytes)
    {
      return manifest
    }
    return record?.manifest ?? record.map { Manifest($0.project) }
  }

  /// Which known outputs are not on disk, and what is there instead.
  private mutating func differences(
    from outputs: [Action.Output]
  ) throws -> (lost: [Action.Output], [Change]) {
    var lost: [Action.Output] = []
    var changes: [Change] = []
    for output in outputs {
      let standing = try disk.content(of: output.path, as: .output)
      guard standing != output.content else { continue }
      lost.append(output)
      changes.append(
        Change(
          what: "output \(output.path)", old: output.content.description,
          new: standing?.description ?? "missing"))
    }
    return (lost, changes)
  }
}

extension Judgement {
  init(
    _ verdict: Verdict, _ inspection: Inspection, _ record: Record?, _ outputs: [Action.Output],
    _ source: Source, _ changes: [Change]
  ) {
    self.init(
      verdict: verdict, waitingOn: [], changes: changes, manifest: inspection.manifest,
      arguments: inspection.arguments, witnesses: inspection.witnesses, record: record,
      outputs: outputs, source: source)
  }

  /// The same of a stage that must run although nothing changed.
  func mustRun(because reason: String) -> Judgement {
    Judgement(
      verdict: .changed, waitingOn: [], changes: [Change(what: reason, old: nil, new: nil)],
      manifest: manifest, arguments: arguments, witnesses: witnesses, record: record,
      outputs: outputs, source: source)
  }

  /// What is known of a stage that need not be judged.
  static var standing: Judgement {
    Judgement(
      verdict: .fresh, waitingOn: [], changes: [], manifest: nil, arguments: [], witnesses: [],
      record: nil, outputs: [], source: .action)
  }

  static func waiting(on names: [String]) -> Judgement {
    Judgement(
      verdict: .waiting, waitingOn: names, changes: [], manifest: nil, arguments: [],
      witnesses: [], record: nil, outputs: [], source: .none)
  }

  /// Whether what the stage makes is known.
  var isSettled: Bool { verdict == .fresh || verdict == .restored }
}
