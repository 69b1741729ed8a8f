import Audit
import Quantity
import Text

/// What rests on something, for a terminal: the sum, the sentences, the numbers, the figures.
struct ImpactWords {
  let style: Style

  /// The whole answer.
  func lines(of impact: Impact) -> [String] {
    let figures = impact.stages.filter { !$0.outputs.isEmpty }
    return [head(of: impact)] + sentences(of: impact) + numbers(of: impact)
      + outputs(of: figures) + stages(of: impact)
  }

  private func head(of impact: Impact) -> String {
    let name = style.bold(Escaped(impact.name).description)
    let (numbers, sentences) = (impact.numbers.count, impact.sentences.count)
    guard numbers > 0 || sentences > 0 else {
      return impact.stages.isEmpty
        ? "nothing rests on \(name)" : "no number and nothing printed rests on \(name)"
    }
    let rest =
      numbers == 0
      ? "no number rests on \(name)"
      : "\(Words.count(numbers, "number")) \(numbers == 1 ? "rests" : "rest") on \(name)"
    guard sentences > 0 else { return "\(rest); nothing printed rests on it" }
    return
      "\(rest); \(numbers > 1 ? "they are" : "it is") printed in \(Words.count(sentences, "place"))"
  }

  // MARK: - Sentences

  private func sentences(of impact: Impact) -> [String] {
    guard !impact.sentences.isEmpty else { return [] }
    return ["", style.bold("in the manuscripts")]
      + Wrapped.capped(impact.sentences) { sentence in
        let target = style.dim("  \(Escaped(sentence.claim.target ?? ""))")
        return
          "\(sentence.claim.place) \(SentenceWords(style: style).text(of: sentence))\n\(target)"
      }
  }

  // MARK: - Numbers

  private func numbers(of impact: Impact) -> [String] {
    guard !impact.numbers.isEmpty else { return [] }
    let rows = impact.numbers.map { number in
      (
        id: Escaped(number.id).description,
        value: number.entry.map { Escaped($0.number.printed).description } ?? "",
        grade: number.entry.map { $0.grade.rawValue + ($0.isStale ? ", stale" : "") } ?? "in doubt",
        way: way(number, impact.subject), effects: number.effects
      )
    }
    let id = rows.map(\.id.count).max() ?? 0
    let value = rows.map(\.value.count).max() ?? 0
    let grade = rows.map(\.grade.count).max() ?? 0
    // What one cell does needs no line of its own.
    let isOne = rows.allSatisfy { $0.effects.count <= 1 }
    let lines = rows.map { row in
      let effect = isOne ? row.effects.first.map { ": \(Self.words(for: $0))" } : nil
      let line = [
        row.id.padded(to: id), style.bold(row.value.padded(to: value)), row.grade.padded(to: grade),
        style.dim(row.way + (effect ?? "")),
      ].joined(separator: "  ")
      let more = isOne ? [] : effects(row.effects).map { style.dim("    \($0)") }
      return ([line] + more).joined(separator: "\n")
    }
    return ["", style.bold("numbers")] + Wrapped.capped(lines)
  }

  /// How a number rests on what was asked.
  private func way(_ number: Impact.Affected, _ subject: Subject) -> String {
    let reach = number.reach
    let isFile = if case .files = subject { true } else { false }
    var ways: [String] = []
    if reach.contains(.arithmetic) { ways.append(Self.arithmetic(subject)) }
    if reach.contains(.procedure) {
      ways.append(
        isFile ? "through a procedure that reads it, asserted" : "through a procedure, asserted")
    }
    if reach.contains(.stage) {
      ways.append(isFile ? "its stage reads it, asserted" : "its stage takes it in, asserted")
    }
    if reach.contains(.code) { ways.append("its code") }
    return ways.joined(separator: "; ")
  }

  private static func arithmetic(_ subject: Subject) -> String {
    switch subject {
    case .files, .cells: "through its cells"
    case .parameters: "through the parameter"
    case .stages, .number: "through its numbers"
    }
  }

  /// Of many cells the first few.
  private func effects(_ effects: [Effect]) -> [String] {
    let most = 6
    let shown = effects.prefix(most).map { "\(Escaped($0.name)): \(Self.words(for: $0))" }
    let more = effects.count - shown.count
    return shown + (more > 0 ? ["and \(Words.count(more, "more cell"))"] : [])
  }

  private static func words(for effect: Effect) -> String {
    let derivative = Printed(
      effect.sensitivity.value, significant: 3, unit: effect.sensitivity.unit)
    let words = "∂ = \(Escaped(derivative.description))"
    guard let share = effect.share else { return words }
    let percent =
      abs(share) < 0.0005
      ? "< 0.1" : "\(Printed(100 * share, uncertainty: nil, unit: .one, decimals: 1))"
    return "\(words), \(percent) % of the variance"
  }

  // MARK: - Stages

  private func outputs(of stages: [Impact.Dependent]) -> [String] {
    guard !stages.isEmpty else { return [] }
    let width = stages.map(\.name.count).max() ?? 0
    return ["", style.bold("figures and tables")]
      + Wrapped.capped(stages) { stage in
        "\(stage.name.padded(to: width))  \(Escaped(Words.names(stage.outputs)))"
      }
  }

  private func stages(of impact: Impact) -> [String] {
    let readers = impact.stages.filter(\.isReader).map(\.name)
    let others = impact.stages.filter { !$0.isReader }.map(\.name)
    let lines = [("read by", readers), ("behind them", others)].filter { !$0.1.isEmpty }
    return (lines.isEmpty ? [] : [""])
      + lines.map { label, names in "\(style.dim(label)) \(Wrapped.list(names))" }
  }

  /// What is told beside the answer.
  static func notes(on impact: Impact) -> [String] {
    var notes: [String] = []
    if !impact.isThere {
      notes.append("note: \(Escaped(impact.name)) is not there any more; the records name it")
    }
    if !impact.unknown.isEmpty {
      notes.append(
        "note: \(Wrapped.list(impact.unknown)): never run, so what \(impact.unknown.count == 1 ? "it rests" : "they rest") on is not known"
      )
    }
    if !impact.notRebuilt.isEmpty {
      notes.append("note: \(Wrapped.list(impact.notRebuilt)): recorded, not rebuilt here")
    }
    return notes
  }
}
