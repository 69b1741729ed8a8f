import ArgumentParser
import Build
import Git
import Host
import Pipeline
import Store
import Text

/// `assay gc`: drop what nothing needs.
struct GCVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Say what of the store nothing needs any more; with --yes, move it to the trash.",
    discussion: """
      What a record needs stays, if it lies here, in a branch, tag or stash, or in the HEAD of a \
      worktree; so does what was made in the last days. The rest goes to .assay/trash, which the \
      next `assay gc --yes` empties.
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Empty the trash, and move to it what nothing needs.")
  var yes = false

  @Option(
    help: ArgumentHelp("Keep what this machine made in the last n days.", valueName: "n"))
  var keepDays = 30

  @Flag(help: "Keep what a record of any commit needs, not only of the last ones.")
  var allHistory = false

  func validate() throws {
    guard (0...36_500).contains(keepDays) else {
      throw ValidationError("--keep-days takes a whole number from 0 to 36500")
    }
  }

  mutating func run() throws {
    let pipeline = try Project.open(project)
    guard yes else { return try answer(of: pipeline) }
    let words = RunWords(style: Style(project.color, for: .error))
    let lock = try Project.lock(Signals.begin(), telling: words.tell)
    try answer(of: pipeline)
    _ = consume lock
  }

  private func answer(of pipeline: Pipeline) throws {
    var roots = Roots()
    let commits = try commits(into: &roots)
    let now = Machine.now
    let since = Moment(
      seconds: now.seconds - Int64(keepDays) * 86_400, nanoseconds: now.nanoseconds)
    let garbage = try Garbage(
      roots, keeping: Garbage.Keep(since: since, stages: try stages(of: pipeline)))
    let trash = try Garbage.list(Layout.trash).reduce(0) { $0 + $1.size }
    let aside = try Garbage.list(Layout.aside)
    if yes { try garbage.move() }
    let answer = GCAnswer(
      garbage: garbage, commits: commits, days: keepDays, isMoved: yes, trash: trash, aside: aside)
    Terminal.answer(
      project.json
        ? answer.json.shown
        : answer.lines(Style(project.color, for: .output)).joined(separator: "\n"))
  }

  /// Roots what the records of the history name; returns how many commits were looked at, `nil` where
  /// there is no repository.
  ///
  /// One that cannot be read could need anything.
  private func commits(into roots: inout Roots) throws -> Int? {
    do {
      guard let repository = try Repository.containing(".") else { return nil }
      return try repository.versions(
        ofFilesIn: Layout.provenance, allHistory ? .history : .tips, where: Roots.mayStand
      ) { roots.add(from: $0) }
    } catch {
      throw Diagnostic(
        "it cannot be known what the history still needs: \(Escaped(error.description))",
        hint: "nothing was moved")
    }
  }

  /// The stages whose last action is kept: those of the pipeline, and those that are gone but whose
  /// outputs stand.
  ///
  /// Beside a pipeline named by -f there may be another one: then all are.
  private func stages(of pipeline: Pipeline) throws -> Set<String>? {
    guard Project.isWhole(pipeline) else { return nil }
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    let gone = try judge.orphans().filter { !$0.outputs.isEmpty }.map(\.stage)
    return Set(pipeline.stages.map(\.name)).union(gone)
  }
}

/// What `gc` found, and whether it moved it.
struct GCAnswer {
  let garbage: Garbage
  /// How many commits were looked at; `nil` without a repository.
  let commits: Int?
  /// What was made in so many days stays.
  let days: Int
  let isMoved: Bool
  /// How many bytes lay in the trash before.
  let trash: UInt64
  let aside: [Garbage.Entry]
}
