import ArgumentParser
import Audit
import Host
import Text

/// `assay numbers`: every number of the project with its class.
struct NumbersVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "numbers",
    abstract: "List the numbers with their class; exit 4 if any does not hold.")

  @OptionGroup var project: ProjectOptions

  @Flag(help: "List those that a manuscript states, in the order of the text.")
  var stated = false

  @Argument(help: "Stages or numbers to list. (default: all)", completion: Completion.stages)
  var names: [String] = []

  func validate() throws {
    if stated, !names.isEmpty {
      throw ValidationError("--stated and names exclude each other")
    }
  }

  mutating func run() throws {
    var audit = Audit(try Project.open(project))
    let listing = stated ? try audit.statedNumbers() : try audit.listing(of: names)
    if project.json {
      Terminal.answer(listing.json.shown)
    } else {
      let style = Style(project.color, for: .output)
      for line in NumbersTable(listing, style).lines { Terminal.answer(line) }
    }
    for note in listing.notes { Terminal.note(note) }
    if !listing.doubts.isEmpty { throw ExitCode(Failure.doesNotHold) }
  }
}

extension Listing {
  /// What is told beside the table.
  var notes: [String] {
    var notes: [String] = []
    if let stage = neverRun.first {
      let verb = neverRun.count == 1 ? "stage `\(stage)` has" : "\(Wrapped.list(neverRun)) have"
      notes.append("note: \(verb) never run: assay run")
    }
    if !notRebuilt.isEmpty {
      notes.append("note: \(Wrapped.list(notRebuilt)): recorded, not rebuilt here")
    }
    let stale = entries.count(where: \.isStale)
    if stale > 0 {
      let numbers = stale == 1 ? "1 number is" : "\(stale) numbers are"
      notes.append("note: \(numbers) stale, an input has changed since: assay run")
    }
    return notes + Wrapped.capped(doubts.map { "error: \($0)" })
  }
}
