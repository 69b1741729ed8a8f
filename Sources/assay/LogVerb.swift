import ArgumentParser
import Host
import Pipeline
import Store
import Text

/// `assay log`: what the runs of this machine did, the newest last.
struct LogVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Say what the last runs on this machine did.")

  @OptionGroup var project: ProjectOptions

  @Option(
    name: [.customShort("n"), .customLong("last")],
    help: ArgumentHelp("Show so many runs.", valueName: "n"))
  var count = 10

  @Argument(
    help: "Only runs that these stages took part in. (default: all)",
    completion: Completion.stages)
  var stages: [String] = []

  func validate() throws {
    if count < 1 { throw ValidationError("--last takes a whole number of at least 1") }
  }

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let names = stages
    let page = try Ledger.last(count) { entry in
      !RememberedRun(entry).stages(named: names).isEmpty
    }
    let runs = page.entries.map(RememberedRun.init)
    let known = Set(pipeline.stages.flatMap { [$0.name, $0.family] })
    for name in names where !known.contains(name) && runs.isEmpty {
      _ = try pipeline.stage(asked: name)
    }
    if project.json {
      Terminal.answer(JSON.array(page.entries).shown)
    } else {
      for line in try lines(of: runs) { Terminal.answer(line) }
    }
    tell(page)
  }

  private func lines(of runs: [RememberedRun]) throws -> [String] {
    let words = LogWords(style: Style(project.color, for: .output))
    guard !stages.isEmpty else { return words.lines(of: runs) }
    return try words.lines(of: runs, stages: stages) + logs(of: runs)
  }

  /// Where the last thing lies that each stage printed.
  private func logs(of runs: [RememberedRun]) throws -> [String] {
    let last = runs.flatMap { $0.stages(named: stages) }
      .reduce(into: [:]) { last, stage in last[stage.name] = stage }
    let actions = ActionLog()
    return try last.sorted { $0.key < $1.key }.compactMap { name, stage in
      let path = stage.log ?? actions.last(of: name).map { Layout.log($0.key.hex) }
      guard let path, try Files.status(path) != nil else { return nil }
      return "log of \(name): \(path)"
    }
  }

  private func tell(_ page: Ledger.Page) {
    if page.entries.isEmpty {
      let which = stages.isEmpty ? "" : " with " + stages.joined(separator: ", ")
      Terminal.note("note: no run\(which) has done anything here yet")
    }
    guard !page.damaged.isEmpty else { return }
    let lines = page.damaged.map(String.init).joined(separator: ", ")
    Terminal.note("note: \(Layout.ledger) cannot be read in line \(lines), passed over")
  }
}
