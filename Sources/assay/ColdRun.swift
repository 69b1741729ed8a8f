import Audit
import Build
import Host
import Pipeline
import Store

/// All stages run in a checkout from nothing: no store, no record, no output of before.
///
/// The run is the tool's own, in this process: only the folder is another one. What it tells, how it
/// is interrupted and how stages are confined is therefore that of every run.
struct ColdRun {
  /// What a cold run is asked for.
  struct Options {
    /// The pipeline's file, as the project names it.
    let file: String
    let targets: [String]
    let jobs: Int
    let color: Style.Choice
  }

  /// A file that was committed with other bytes than its record names.
  struct Altered {
    let stage: String
    let path: String
  }

  /// What can be said of a stage's numbers without running it.
  struct Remembered {
    let stage: String
    /// `nil` when what is recorded does not hold.
    let recount: Recount?
  }

  let root: String
  let pipeline: Pipeline
  let selection: Selection
  private(set) var lacks: [StageID: [Lack]] = [:]
  private(set) var recorded: [StageID: Reproduction.Recorded] = [:]
  private(set) var altered: [Altered] = []
  private(set) var remembered: [Remembered] = []
  /// `nil` when no stage could be run.
  private(set) var outcome: RunOutcome?
  private(set) var made: [StageID: Record] = [:]

  /// Goes into a checkout and looks at what is recorded there.
  init(in root: String, _ options: Options) throws {
    self.root = root
    try Machine.enter(root)
    guard try Files.status(options.file)?.kind == .file else {
      throw ProjectError.noPipeline(file: options.file, from: "the commit", isAbove: false)
    }
    pipeline = try Project.read(options.file)
    selection = try pipeline.selection(options.targets)
    lacks = try Lack.all(of: pipeline, selection, path: Errand.path)
    for id in selection.stages where !pipeline[id].isMachine {
      recorded[id] = Self.recorded(pipeline[id])
    }
  }

  private static func recorded(_ stage: Stage) -> Reproduction.Recorded {
    do throws(RecordFault) {
      return try Records.read(stage.name, isMachine: false).map { .record($0) } ?? .nothing
    } catch {
      return .unreadable(error)
    }
  }

  /// Whether any stage has a record to be held against.
  var isAnythingRecorded: Bool {
    recorded.values.contains { if case .nothing = $0 { false } else { true } }
  }

  /// The stages that can be run: they lack nothing, and neither does any before them.
  private var runnable: Set<StageID> {
    var runnable: Set<StageID> = []
    for id in selection.stages
    where lacks[id] == nil && pipeline[id].upstream.allSatisfy(runnable.contains) {
      runnable.insert(id)
    }
    return runnable
  }

  /// Looks at what is committed of results before it is taken away: whether it is what the records
  /// name, and what can be said of the stages that cannot be run.
  mutating func lookAtResults() throws {
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    for id in selection.stages {
      guard case .record(let record)? = recorded[id] else { continue }
      var named = record.outputs
      if let numbers = record.numbers {
        named.append(Action.Output(Layout.numbers(of: record.stage), numbers.content))
      }
      for output in named {
        let standing = try disk.content(of: output.path, as: .output)
        guard let standing, standing.digest != output.content.digest else { continue }
        altered.append(Altered(stage: record.stage, path: output.path))
      }
    }
    let runnable = runnable
    guard runnable.count < selection.stages.count else { return }
    var audit = Audit(pipeline)
    for id in selection.stages where !runnable.contains(id) && pipeline[id].numbers != nil {
      remembered.append(
        Remembered(stage: pipeline[id].name, recount: try audit.recount(of: id)))
    }
  }

  /// Takes away everything that a stage could find there instead of making it; results go to a folder
  /// that stands beside the checkout.
  func clear(movingResultsTo folder: String) throws {
    for stage in pipeline.stages {
      for path in stage.outputs.map(\.path) + stage.scratch {
        // Never through a link that the commit may hold: it could lead to somebody's files.
        try Files.makeFolders(parent(of: path))
        guard try Files.status(path, followingLinks: false) != nil else { continue }
        let place = "\(folder)/\(path)"
        try Files.makeFolders(parent(of: place))
        try Files.removeTree(place)
        try Files.rename(path, to: place)
      }
    }
    for path in [Layout.provenance, Layout.local] { try Files.removeTree(path) }
  }

  /// Runs what can be run; what fails stops only what is behind it.
  mutating func run(_ options: Options) throws {
    let runnable = runnable
    guard !runnable.isEmpty else { return }
    var asked = Run.Options(
      jobs: options.jobs, memory: Machine.memory, selection: Selection(runnable, of: pipeline))
    asked.keepsGoing = true
    outcome = try Running.outcome(of: pipeline, asked, color: options.color)
    for id in selection.stages {
      made[id] = try? Records.read(pipeline[id].name, isMachine: pipeline[id].isMachine)
    }
  }

  /// Where results first differ from those that were committed, by their paths.
  func differences(from folder: String) throws -> [String: FileDifference] {
    let known = altered.map(\.path)
    let other = reproduction.stages.flatMap(\.outputs).filter { $0.made != nil && !$0.isSame }
      .map(\.path)
    var differences: [String: FileDifference] = [:]
    for path in Set(known + other) {
      let committed = "\(folder)/\(path)"
      guard try Files.status(committed, followingLinks: false) != nil,
        try Files.status(path, followingLinks: false) != nil
      else { continue }
      differences[path] = try FileDifference.first(of: committed, path)
    }
    return differences
  }

  /// What came of it, held against what is recorded.
  var reproduction: Reproduction {
    Reproduction(
      of: pipeline, selection, recorded: recorded, made: { made[$0.id] }, outcome: outcome,
      lacks: lacks)
  }
}
