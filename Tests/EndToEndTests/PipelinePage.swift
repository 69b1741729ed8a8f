import Text
import YAML

/// The tables of docs/pipeline.md, made from the schema: one for each object that has keys.
struct PipelinePage {
  /// An object of the schema: the file itself, a stage, an output and so on.
  struct Section {
    /// What `x-context` calls it: its name under `$defs`, or `pipeline`.
    let name: String
    let title: String
    let description: String
    let keys: [Key]
  }

  /// One key of an object.
  struct Key {
    let name: String
    let description: String
    let isNeeded: Bool
    let standard: JSON?
    let examples: [JSON]
    /// What must stand beside the key, for its examples to be run.
    let context: JSON
  }

  let sections: [Section]

  init(_ schema: JSON) {
    let parts = schema["$defs"]?.members?.filter { $0.value["properties"] != nil } ?? []
    sections =
      [Section(name: "pipeline", title: "The file", of: schema)]
      + parts.map {
        Section(name: $0.key, title: $0.value["title"]?.string ?? $0.key, of: $0.value)
      }
  }

  /// All tables in Markdown.
  var text: String { sections.map(\.text).joined(separator: "\n") }
}

extension PipelinePage.Section {
  init(name: String, title: String, of object: JSON) {
    self.name = name
    self.title = title
    description = object["description"]?.string ?? ""
    let needed = object["required"]?.array?.compactMap(\.string) ?? []
    keys = (object["properties"]?.members ?? []).map { member in
      PipelinePage.Key(
        name: member.key, description: member.value["description"]?.string ?? "",
        isNeeded: needed.contains(member.key), standard: member.value["default"],
        examples: member.value["examples"]?.array ?? [],
        context: member.value["x-context"] ?? .object([]))
    }
  }

  fileprivate var text: String {
    let rows = keys.map { "| \($0.cells.map(Self.escaped).joined(separator: " | ")) |" }
    return """
      ### \(title)
      \(description)

      | key | meaning | default | example |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  /// A bar would end its cell, even within code.
  private static func escaped(_ cell: String) -> String { cell.replacing("|", with: "\\|") }
}

extension PipelinePage.Key {
  fileprivate var cells: [String] {
    let standing = isNeeded ? "needed" : standard.map { "`\(Self.yaml($0))`" } ?? ""
    let shown = examples.map { "`\(Self.yaml($0))`" }
    return ["`\(name)`", description, standing, shown.joined(separator: "<br>")]
  }

  /// The key with an example, as a line of YAML.
  func line(of example: JSON) -> String { "\(name): \(Self.yaml(example))" }

  private static func yaml(_ value: JSON, isInside: Bool = false) -> String {
    switch value.kind {
    case .object(let members):
      let entries = members.map { "\($0.key): \(yaml($0.value, isInside: true))" }
      return "{ \(entries.joined(separator: ", ")) }"
    case .array(let values):
      return "[\(values.map { yaml($0, isInside: true) }.joined(separator: ", "))]"
    case .string(let text): return isPlain(text, isInside) ? text : value.compact
    default: return value.compact
    }
  }

  /// Whether a text needs no quotes: in a list or a map, commas and brackets would end it.
  private static func isPlain(_ text: String, _ isInside: Bool) -> Bool {
    let ends = isInside ? [": ", " #", ",", "[", "]", "{", "}"] : [": ", " #"]
    let starts = text.prefixMatch(of: /[\p{L}0-9.\/]|-\S/) != nil
    return ScalarType(plain: text) == .text && starts && !ends.contains { text.contains($0) }
      && text.last?.isWhitespace == false && !text.hasSuffix(":")
  }
}
