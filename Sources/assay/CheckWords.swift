import Audit
import Quantity
import Text

/// What `check` found, for a terminal: what is not right, then the sums.
struct CheckWords {
  let style: Style

  /// The whole answer.
  func lines(of answer: CheckAnswer, listingAll: Bool) -> [String] {
    let listed = listingAll ? table(answer.claims) : problems(among: answer.claims)
    return listed + answer.summary.files.map { counts($0.file, $0.counts) }
      + [classes(answer.summary)] + answer.comparisons.map(comparison)
  }

  // MARK: - Claims

  private func problems(among claims: [Claim]) -> [String] {
    Wrapped.capped(claims.filter { !$0.holds }) { claim in
      let told =
        "\(Diagnostic(sentence(on: claim), at: claim.place, line: claim.line, width: claim.width, hint: claim.hint))"
      return claim.location + told.dropFirst("\(claim.place)".count)
    }
  }

  private func sentence(on claim: Claim) -> String {
    let word = ClaimWords(style: style).paint(claim.verdict, claim.verdict.word)
    return "`\(Escaped(claim.text))` is \(word)" + (claim.reason.map { ", \($0)" } ?? "")
  }

  private func table(_ claims: [Claim]) -> [String] {
    let rows = claims.map { claim in
      (place: claim.location, text: Escaped(claim.text).description, claim: claim)
    }
    let place = rows.map(\.place.count).max() ?? 0
    let text = min(rows.map(\.text.count).max() ?? 0, 32)
    return rows.map { row in
      let verdict = row.claim.verdict.word
      let basis = row.claim.reason ?? row.claim.expected?.words ?? ""
      return [
        row.place.padded(to: place), style.bold(row.text.padded(to: text)),
        ClaimWords(style: style).paint(row.claim.verdict, verdict.padded(to: 9)), style.dim(basis),
      ].joined(separator: "  ").withoutBlanksBehind
    }
  }

  // MARK: - Sums

  private static let order = ["right", "wrong", "stale", "ambiguous", "unbound", "lost"]

  private func counts(_ file: String, _ counts: ManuscriptSummary.Counts) -> String {
    var parts = [
      part(counts.results, "result"), part(counts.settings, "setting"),
    ].compactMap(\.self)
    for word in Self.order {
      if let count = counts.others[word] { parts.append(style.red("\(count) \(word)")) }
    }
    let none = (counts.others["no result"] ?? 0) + (counts.others["allowed"] ?? 0)
    parts.append("\(none) that \(none == 1 ? "is" : "are") no result")
    return "\(Escaped(file)): " + parts.joined(separator: ", ")
  }

  /// `9 results right`, or `9 results: 8 right, 1 wrong`.
  private func part(_ counts: [String: Int], _ thing: String) -> String? {
    let sum = counts.values.reduce(0, +)
    guard sum > 0 else { return nil }
    let words = Self.order.compactMap { word in counts[word].map { (word, $0) } }
    if words.count == 1 {
      let text = "\(Words.count(sum, thing)) \(words[0].0)"
      return words[0].0 == "right" ? text : style.red(text)
    }
    let list = words.map { word, count in
      word == "right" ? "\(count) \(word)" : style.red("\(count) \(word)")
    }
    return "\(Words.count(sum, thing)) (\(list.joined(separator: ", ")))"
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
