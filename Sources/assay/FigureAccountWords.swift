import Audit
import Host
import Pipeline
import Text

/// The account of a figure for a terminal: whether it is what its stage made, the stage, and the data
/// below it.
struct FigureAccountWords {
  let style: Style

  /// The whole answer.
  func lines(of account: FigureAccount) -> [String] {
    let figure = account.figure
    let word = style.paint(figure.verdict.shade, figure.verdict.word)
    let grade = account.grade.map { " (\($0.rawValue))" } ?? ""
    var lines = ["\(style.bold(Escaped(account.path).description)) is \(word)\(grade)"]
    if let reason = figure.reason { lines.append("  \(reason)") }
    if let hint = figure.hint { lines.append("  hint: \(hint)") }
    if let output = figure.output, output != account.path {
      lines.append("a copy of \(Escaped(output))")
    }
    lines += account.uses.map(FigureWords(style: style).line)
    if let stage = account.stage { lines += [""] + StageWords(style: style).lines(of: stage) }
    let below = account.sources.filter { source in
      !(account.stage?.data.contains { $0.path == source.path } ?? false)
    }
    if !below.isEmpty {
      lines += ["", "the data below it"]
      lines += Wrapped.capped(below) { source in
        "  \(Escaped(source.path))\n"
          + Wrapped.lines(ofParts: source.parts, width: Wrapped.width - 4)
          .map { "    \(style.dim($0))" }.joined(separator: "\n")
      }
    }
    return lines
  }
}

extension FigureAccount {
  /// The answer of `trace --json`.
  var json: JSON {
    .object([
      (
        "figure",
        .object([
          ("path", .string(path)), ("verdict", .string(figure.verdict.word)),
          ("reason", JSON(figure.reason)), ("stage", JSON(figure.stage)),
          ("output", JSON(figure.output)), ("recipe", JSON(figure.recipe?.hex)),
          ("class", JSON(grade?.rawValue)),
          ("origins", .array(origins.map { .string($0.rawValue) })),
        ])
      ),
      ("stage", stage?.json ?? .null), ("sources", .array(sources.map(\.json))),
      ("uses", .array(uses.map { .object($0.members) })),
    ])
  }
}
