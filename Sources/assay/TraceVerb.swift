import ArgumentParser
import Audit
import Host
import Text

/// `assay trace NUMBER`: from a number to its formula, the cells and the commits.
struct TraceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Say where a number comes from; exit 4 if anything on the way does not hold.")

  @OptionGroup var project: ProjectOptions

  @Option(help: "Show so many levels of the calculation.")
  var depth = 10

  @Argument(
    help: "The number: stage.number, or its name if only one stage has it.",
    completion: Completion.numbers)
  var number: String

  func validate() throws {
    guard (1...1000).contains(depth) else {
      throw ValidationError("--depth takes a whole number from 1 to 1000")
    }
  }

  mutating func run() throws {
    var audit = Audit(try Project.open(project))
    let account = try audit.account(of: number)
    if project.json {
      Terminal.answer(account.json.pretty)
    } else {
      let style = Style(project.color, for: .output)
      for line in AccountWords(style: style, depth: depth).lines(of: account) {
        Terminal.answer(line)
      }
    }
    if !account.holds { throw ExitCode(Failure.doesNotHold) }
  }
}
