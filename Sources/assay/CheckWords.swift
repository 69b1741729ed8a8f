import Audit
import Quantity
import Text

/// What `check` found, for a terminal: what is not right, then the sums.
struct CheckWords {
  let style: Style

  /// The whole answer.
  func lines(of answer: CheckAnswer, listingAll: Bool) -> [String] {
    let listed = listingAll ? table(of: answer) : problems(in: answer)
    let suggestions = answer.suggestions.map { SuggestWords(style: style).lines(of: $0) }
    return listed + answer.summary.files.map { counts($0.file, $0.counts) }
      + [classes(answer.summary)] + answer.comparisons.map(comparison) + (suggestions ?? [])
  }

  // MARK: - What is to be looked at

  private func problems(in answer: CheckAnswer) -> [String] {
    let claims = answer.claims.filter { !$0.holds } + answer.claims.filter(\.isMoved)
    return Wrapped.capped(claims) { claim in
      let sentence = ClaimWords(style: style).sentence(on: claim)
      let told =
        "\(Diagnostic(sentence, at: claim.place, line: claim.line, width: claim.width, hint: claim.hint))"
      return claim.location + told.dropFirst("\(claim.place)".count)
    }
      + Wrapped.capped(answer.figures.filter(\.isToldOf)) { figure in
        let told = FigureWords(style: style).sentence(on: figure)
        return
          "\(Diagnostic(told, at: figure.place, line: figure.line, width: figure.width, hint: figure.hint))"
      }
      + Wrapped.capped(answer.findings.filter { $0.verdict != .holds || $0.movedTo != nil }) {
        finding in
        let told = FindingWords(style: style).sentence(on: finding)
        return
          "\(Diagnostic(told, at: finding.place, line: finding.line, width: finding.width, hint: finding.hint))"
      }
  }

  /// A line of the table of everything.
  private typealias Row = (
    place: String, text: String, verdict: String, color: Shade, basis: String
  )

  private func table(of answer: CheckAnswer) -> [String] {
    let claims = answer.claims.map { claim -> Row in
      let basis = claim.reason ?? claim.expected?.words ?? ""
      return (claim.location, claim.text, claim.verdict.word, claim.verdict.shade, basis)
    }
    let figures = answer.figures.map { figure -> Row in
      let basis = figure.reason ?? figure.stage.map { "stage `\(Escaped($0))`" } ?? ""
      return ("\(figure.place)", figure.path, figure.verdict.word, figure.verdict.shade, basis)
    }
    let findings = answer.findings.map { finding -> Row in
      (
        "\(finding.place)", finding.quote, finding.verdict.word, finding.verdict.shade,
        finding.reason
      )
    }
    return lines(of: claims) + lines(of: figures) + lines(of: findings)
  }

  private func lines(of rows: [Row]) -> [String] {
    let shown = rows.map { ($0.place, Escaped($0.text).description) }
    let place = shown.map(\.0.count).max() ?? 0
    let text = min(shown.map(\.1.count).max() ?? 0, 32)
    let verdict = max(9, rows.map(\.verdict.count).max() ?? 0)
    return zip(rows, shown).map { row, shown in
      [
        shown.0.padded(to: place), style.bold(shown.1.padded(to: text)),
        style.paint(row.color, row.verdict.padded(to: verdict)), style.dim(row.basis),
      ].joined(separator: "  ").withoutBlanksBehind
    }
  }

  // MARK: - Sums

  private static let order = ["right", "wrong", "stale", "ambiguous", "unbound", "lost", "moved"]
  private static let figureOrder = [
    "current", "stale", "edited by hand", "other", "missing", "unknown",
  ]
  private static let findingOrder = [
    "holds", "does not hold", "undecided", "stale", "in doubt", "lost", "ambiguous", "impossible",
  ]
  /// The verdicts that are good news, and those that are no bad ones.
  private static let (good, open): (Set<String>, Set<String>) = (
    ["right", "current", "holds"], ["moved", "unknown", "undecided"]
  )

  private func counts(_ file: String, _ counts: ManuscriptSummary.Counts) -> String {
    var parts = [
      part(counts.results, "result", Self.order), part(counts.settings, "setting", Self.order),
      part(counts.figures, "figure", Self.figureOrder),
      part(counts.findings, "finding", Self.findingOrder),
    ].compactMap(\.self)
    for word in Self.order {
      if let count = counts.others[word] { parts.append(shaded("\(count) \(word)", word)) }
    }
    let none = (counts.others["no result"] ?? 0) + (counts.others["allowed"] ?? 0)
    parts.append("\(none) that \(none == 1 ? "is" : "are") no result")
    return "\(Escaped(file)): " + parts.joined(separator: ", ")
  }

  /// `9 results right`, or `9 results (8 right, 1 wrong)`.
  private func part(_ counts: [String: Int], _ thing: String, _ order: [String]) -> String? {
    let sum = counts.values.reduce(0, +)
    guard sum > 0 else { return nil }
    let words = order.compactMap { word in counts[word].map { (word, $0) } }
    if words.count == 1 {
      let word = sum == 1 ? words[0].0 : Self.plural[words[0].0] ?? words[0].0
      return shaded("\(Words.count(sum, thing)) \(word)", words[0].0)
    }
    let list = words.map { word, count in
      shaded("\(count) \(count == 1 ? word : Self.plural[word] ?? word)", word)
    }
    return "\(Words.count(sum, thing)) (\(list.joined(separator: ", ")))"
  }

  private static let plural = ["holds": "hold", "does not hold": "do not hold"]

  private func shaded(_ text: String, _ word: String) -> String {
    if Self.good.contains(word) { return text }
    return Self.open.contains(word) ? style.yellow(text) : style.red(text)
  }

  /// `9 published results: 3 transcribed, 3 recalculated, 3 simulated, 0 from measured raw data`.
  private func classes(_ summary: ManuscriptSummary) -> String {
    let classes = summary.classes
    let others = NumberClass.allCases.filter { $0 != .measured }.compactMap { grade in
      classes[grade].map { "\($0) \(grade.rawValue)" }
    }
    let measured = "\(classes[.measured] ?? 0) from measured raw data"
    return "\(Words.count(summary.results.count, "published result")): "
      + (others + [measured]).joined(separator: ", ")
  }

  // MARK: - Results that should agree

  private func comparison(_ result: Result<ResultComparison, Incomparable>) -> String {
    switch result {
    case .success(let comparison): words(for: comparison)
    case .failure(let error):
      "\(error.ids.joined(separator: " and ")) are not compared: \(error.words)"
    }
  }

  private func words(for comparison: ResultComparison) -> String {
    let unit = comparison.one.number.unit
    let difference = Printed(comparison.difference, uncertainty: comparison.uncertainty, unit: unit)
    var text = "\(comparison.one.id) − \(comparison.other.id) = \(difference)"
    if let error = comparison.normalisedError {
      let value = Printed(error, uncertainty: nil, unit: .one, decimals: 2)
      text += error <= 1 ? ": they agree, E_n = \(value)" : ": they do not agree, E_n = \(value)"
    }
    let missing = Set(comparison.missing).sorted()
    return missing.isEmpty ? text : "\(text); not in it: \(missing.joined(separator: ", "))"
  }
}

extension Expected {
  /// What stands behind a number in a text, in a few words.
  var words: String {
    switch self {
    case .number(let entry):
      "\(Escaped(entry.id)) = \(Escaped(entry.number.printed)), \(entry.grade.rawValue)"
    case .setting(let setting): "\(Escaped(setting.target)) = \(Escaped(setting.text))"
    case .doubted(let id), .neverRun(let id, _): Escaped(id).description
    }
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var withoutBlanksBehind: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
