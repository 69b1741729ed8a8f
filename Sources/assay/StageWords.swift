import Audit
import Host
import Text

/// What a stage did its work with, for a terminal.
struct StageWords {
  let style: Style

  /// How many digits of a digest a person compares.
  private static let digits = 12
  /// Where the text begins behind its label.
  private static let indent = 12

  /// The stage's part of an account.
  func lines(of stage: StageAccount) -> [String] {
    ["stage \(style.bold(stage.name))"]
      + section("command", Wrapped.lines(of: command(of: stage), width: width, joint: " \\"))
      + stage.data.flatMap { entry("data", $0.path, $0.parts) }
      + stage.code.flatMap { entry("code", $0.path, [$0.authorship.words]) }
      + stage.parameters.flatMap { section("parameter", ["\($0.name) = \($0.text)"]) }
      + stage.variables.flatMap { section("variable", ["\($0.name) \(short($0.text))"]) }
      + stage.programs.flatMap { section("program", ["\($0.name) \(short($0.text))"]) }
      + stage.tools.flatMap { section("tool", ["\($0.name) \(short($0.text))"]) }
      + (stage.platform.map { section("platform", [$0]) } ?? [])
      + section("recipe", [short(stage.recipe.hex)]) + section("key", [short(stage.key.hex)])
      + entry("record", stage.recordPath, [stage.recordAuthorship.words])
  }

  private var width: Int { Wrapped.width - Self.indent }

  private func command(of stage: StageAccount) -> [String] {
    stage.command.map(Words.shellQuoted)
  }

  /// Lines behind a label.
  private func section(_ label: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let start = index == 0 ? "  \(label)" : ""
      return style.dim(start.padded(to: Self.indent)) + Escaped(line).description
    }
  }

  /// A path behind a label, and below it in dim letters what is known of it.
  private func entry(_ label: String, _ path: String, _ details: [String]) -> [String] {
    section(label, [path])
      + Wrapped.lines(ofParts: details, width: width).map {
        String(repeating: " ", count: Self.indent) + style.dim($0)
      }
  }

  private func short(_ digest: String) -> String { String(digest.prefix(Self.digits)) }
}

extension StageAccount.Data {
  /// Who made it or brought it, and its origin.
  var parts: [String] {
    if let maker { return ["made by \(maker)"] }
    return (authorship.map { [$0.words] } ?? []) + [OriginWords.text(origins, reference)]
  }
}
