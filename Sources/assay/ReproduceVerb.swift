import ArgumentParser
import Build
import Git
import Host
import Pipeline
import Store
import Text

/// `assay reproduce`: a commit rebuilt from nothing and held against what is recorded in it.
struct ReproduceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Rebuild a commit from nothing and compare every number; exit 4 if one differs.",
    discussion: """
      The commit is checked out into a scratch folder, where no copy from the store, no record and \
      no committed result is believed. Numbers must come out the same bit for bit, or as near as \
      `tolerances` of the pipeline says. The working tree is neither read nor touched.
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(help: "The commit. (default: HEAD)")
  var revision = "HEAD"

  @Option(
    help: ArgumentHelp(
      "Rebuild only this stage, or what makes this output, with all before it; may be repeated.",
      valueName: "target"), completion: Completion.stages)
  var target: [String] = []

  @Flag(help: "Rebuild twice, and name the stages that do not make the same bytes again.")
  var twice = false

  @Option(
    name: .customShort("j", allowingJoined: true),
    help: "Run stages on this many processors. (default: all)")
  var jobs: Int?

  @Flag(help: "Leave the rebuilt checkout where it is, also when it is as recorded.")
  var keep = false

  @Option(
    help: ArgumentHelp("Write the verdict as JUnit XML into this file.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    help: ArgumentHelp("Write the verdict as a page into this file.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var page: String?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("-j takes a whole number of at least 1") }
  }

  mutating func run() throws {
    let (junit, page) = (try place(of: junit), try place(of: page))
    let file = try Project.enter(project)
    if file.utf8.first == UInt8(ascii: "/") {
      throw Diagnostic("-f must name a file of the commit, from the project's folder")
    }
    let home = try Machine.currentFolder()
    let signals = try Signals.begin()
    let folder = try Project.absolute([Files.temporaryFolder("assay-reproduce")])
    var isKept = false
    defer {
      if !isKept {
        // The scratch folder may be the working directory, which is not removed on every system.
        try? Machine.enter(home)
        try? Files.removeTree(folder)
      }
    }
    var answer = try answer(
      CleanCheckout(of: revision, in: folder),
      ColdRun.Options(
        file: file, targets: target, jobs: jobs ?? Machine.processorCount, color: project.color))
    if signals.next() != nil { throw ExitCode(Failure.interrupted) }
    isKept = keep || answer.exitCode != 0 && !answer.made.isEmpty
    if isKept { answer.keptAt = answer.root }
    if let junit { try Files.write(answer.junit, to: junit) }
    if let page { try Files.write(ReproducePage(answer).text, to: page) }
    Terminal.answer(
      project.json
        ? answer.json.shown
        : ReproduceWords(style: Style(project.color, for: .output)).lines(of: answer)
          .joined(separator: "\n"))
    if answer.exitCode != 0 { throw ExitCode(answer.exitCode) }
  }

  /// Where a file is to be written; a folder that is not there is told before minutes have passed.
  private func place(of file: String?) throws -> String? {
    guard let file else { return nil }
    let path = try project.path(of: file)
    guard try Files.status(parent(of: path))?.kind == .folder else {
      throw Diagnostic("`\(Escaped(file))` lies in no folder that is there")
    }
    return path
  }

  private func answer(
    _ checkout: CleanCheckout, _ options: ColdRun.Options
  ) throws -> ReproduceAnswer {
    if revision == "HEAD", case let count = try checkout.changedFiles(), count > 0 {
      Terminal.note(
        "note: \(Words.count(count, "uncommitted change")) of the working tree left out")
    }
    let results = "\(checkout.folder)/recorded"
    var first = try ColdRun(in: checkout.make("rebuilt"), options)
    let commit = try Repository.containing(".")?.head().commit
    guard first.isAnythingRecorded, let commit else {
      throw Diagnostic(
        "nothing is recorded in \(checkout.commit.prefix(8)) to hold a rebuild against",
        hint: "assay run, then commit \(Layout.provenance)/")
    }
    try first.lookAtResults()
    try first.clear(movingResultsTo: results)
    try first.run(options)
    try Self.endIfInterrupted(first)
    var answer = ReproduceAnswer(
      revision: revision, commit: commit, run: first,
      differences: try first.differences(from: results))
    guard twice else { return answer }
    Terminal.note("once more, in another folder")
    var second = try ColdRun(in: checkout.make("again"), options)
    try second.clear(movingResultsTo: results)
    try second.run(options)
    try Self.endIfInterrupted(second)
    answer.instabilities = try Instability.all(
      of: first.pipeline, first.selection,
      first: Rebuild(root: first.root, records: first.made),
      second: Rebuild(root: second.root, records: second.made))
    return answer
  }

  private static func endIfInterrupted(_ run: ColdRun) throws {
    if run.outcome?.signal != nil { throw ExitCode(Failure.interrupted) }
  }
}
