import Build
import Git
import Host
import Store
import Text

/// The verdict of `reproduce` as one page that needs nothing beside it: no script, no font, no picture.
struct ReproducePage {
  private let answer: ReproduceAnswer

  init(_ answer: ReproduceAnswer) { self.answer = answer }

  /// The whole page.
  var text: String {
    let verdict = Markup.escaped(ReproduceWords.verdict(of: answer))
    let kind = answer.isReproduced ? "good" : "bad"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(Self.digest)'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(verdict)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <h1 class="\(kind)">\(verdict)</h1>
      <p>\(Markup.escaped(ReproduceWords.extent(of: answer)))</p>
      \(said)\(findings)\(numbers)\(stages)</body>
      </html>

      """
  }

  /// What the words mean, so that nobody takes them for more.
  private var said: String {
    """
    <p class="quiet">The commit was checked out into an empty folder, and what could be made was made again
    by its own commands on this machine; no result and no copy of one was believed. u is the standard
    uncertainty. <em>Same</em>: value and
    standard uncertainty have the same bits as those recorded. <em>Reproduced</em> says no more than
    that the same data and programs gave the same results again.</p>

    """
  }

  private var findings: String {
    let stages = answer.reproduction.stages.filter(ReproduceWords.isTold).map { stage in
      item(
        "\(stage.verdict.rawValue)  \(ReproduceWords.summary(of: stage))",
        ReproduceWords.details(of: stage, answer))
    }
    let altered = answer.altered.map {
      item("altered  \(ReproduceWords.text(of: $0, answer))", [])
    }
    let unstable = (answer.instabilities ?? []).map {
      item(
        "unstable  \($0.stage): other bytes from the same inputs when it ran again",
        ReproduceWords.details(of: $0))
    }
    let all = stages + altered + unstable
    guard !all.isEmpty else { return "" }
    return "<h2>What is not as recorded</h2>\n<ul>\n\(all.joined())</ul>\n"
  }

  private func item(_ head: String, _ details: [String]) -> String {
    let lines =
      details.isEmpty ? "" : "<pre>\(Markup.escaped(details.joined(separator: "\n")))</pre>"
    return "<li>\(Markup.escaped(head))\(lines)</li>\n"
  }

  private var numbers: String {
    guard !answer.reproduction.numbers.isEmpty else { return "" }
    let rows = answer.reproduction.numbers.map { number in
      row(
        [
          number.id, Self.text(number.shift.old), Self.text(number.shift.new),
          Self.unit(number.shift), Self.distance(number),
        ], number.verdict.rawValue)
    }
    return table(
      "Numbers", ["number", "recorded ± u", "rebuilt ± u", "unit", "difference", "verdict"], rows)
  }

  private static func text(_ value: Record.Value?) -> String {
    guard let value else { return "–" }
    return Words.plain(value.value)
      + (value.uncertainty.map { " ± \(Words.plain($0))" } ?? "")
  }

  private static func unit(_ shift: NumberShift) -> String {
    let unit = (shift.old ?? shift.new)?.unit ?? "1"
    return unit == "1" ? "" : unit
  }

  private static func distance(_ number: RemadeStage.Number) -> String {
    guard number.verdict != .same, let units = number.shift.inUncertainties else { return "" }
    return "\(Words.plain((units * 100).rounded() / 100)) u"
  }

  private var stages: String {
    let rows = answer.reproduction.stages.map { stage in
      let same = stage.outputs.count(where: \.isSame)
      return row(
        [
          stage.name, answer.seconds[stage.name].map(Words.seconds) ?? "–",
          "\(same) of \(stage.outputs.count)",
        ], stage.isMachine && stage.obstacle == nil ? "of this machine" : stage.verdict.rawValue)
    }
    return table("Stages", ["stage", "took", "outputs the same", "verdict"], rows)
  }

  private func row(_ cells: [String], _ verdict: String) -> String {
    let told = cells.map { "<td>\(Markup.escaped($0))</td>" }.joined()
    let kind =
      switch verdict {
      case "same", "of this machine": "good"
      case "tolerated", "unrecorded": "fair"
      default: "bad"
      }
    return "<tr>\(told)<td class=\"\(kind)\">\(Markup.escaped(verdict))</td></tr>\n"
  }

  private func table(_ title: String, _ columns: [String], _ rows: [String]) -> String {
    let head = columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
    return """
      <h2>\(title)</h2>
      <div class="wide"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table></div>

      """
  }

  /// The style's own digest lets it through the policy, and nothing else: in base 64, as pages have it.
  private static var digest: String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    // 64 digits of four bits are 42 of six and the rest of one more, filled with two zero bits.
    let bits = Digest.of(style).hex.flatMap { digit -> [Int] in
      let value = digit.hexDigitValue ?? 0
      return [value >> 3 & 1, value >> 2 & 1, value >> 1 & 1, value & 1]
    }
    let sixes = stride(from: 0, to: 258, by: 6).map { start in
      (start..<start + 6).reduce(0) { $0 << 1 | (bits.indices.contains($1) ? bits[$1] : 0) }
    }
    return String(sixes.map { digits[$0] }) + "="
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --quiet: #59636e;
      --line: #d1d9e0; --good: #116329; --fair: #7d4e00; --bad: #a40e26; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117;
      --quiet: #9198a1; --line: #3d444d; --good: #56d364; --fair: #e3b341; --bad: #ff7b72; } }
    body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
      max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    .good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
    .quiet { color: var(--quiet); font-size: 0.9rem; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.9rem; }
    th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0;
      border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
    pre { margin: 0.25rem 0 0.75rem; overflow-x: auto; font-size: 0.85rem; }
    """
}
