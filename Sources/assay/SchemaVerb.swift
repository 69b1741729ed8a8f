import ArgumentParser
import Pipeline
import Text

/// `assay schema`: the JSON Schemas of the files that are read and the answers that are given.
struct SchemaVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema; without a name, list them.")

  @Argument(
    help: "The schema to print. (default: list all)",
    completion: .list(Schema.all.map(\.name)))
  var name: String?

  mutating func run() throws {
    guard let name else { return list() }
    guard let schema = Schema.named(name) else { throw Self.unknown(name) }
    Terminal.answer(schema.text)
  }

  private func list() {
    let width = Schema.all.map(\.name.count).max() ?? 0
    for schema in Schema.all {
      Terminal.answer("\(schema.name.padded(to: width))  \(schema.title)")
    }
  }

  private static func unknown(_ name: String) -> Diagnostic {
    let names = Schema.all.map(\.name)
    let hint =
      Nearest.word(to: name, among: names).map { "did you mean `\($0)`?" }
      ?? "the schemas are \(names.joined(separator: ", "))"
    return Diagnostic("there is no schema `\(Escaped(name))`", hint: hint)
  }
}
