// The manuscript of the paper that this repository rebuilds: each of its numbers is held to account.
import Testing
import Text

struct PaperTextTests {
  private static let file = "stages/paper/supplementary-information.md"

  /// A number of the text that is bound: its place, and what it is bound to.
  private struct Bound {
    let line: Int
    let column: Int
    let text: String
    let target: String
    var isResult: Bool { !target.hasPrefix("parameters.") && !target.contains("#") }
  }

  private func bound(_ w: Workspace) throws -> [Bound] {
    let outcome = try w.call([Workspace.assay, "check", "--json"])
    #expect(outcome.code == 0, "\(outcome)")
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    return try #require(answer["claims"]?.array).compactMap { claim in
      guard let target = claim["number"]?.string, let line = claim["line"]?.int,
        let column = claim["column"]?.int, let text = claim["text"]?.string
      else { return nil }
      return Bound(line: line, column: column, text: text, target: target)
    }
  }

  /// The results that the article prints; the others are what this project adds to its captions.
  private static let printed = [
    "580.706", "32.859", "30.345", "89.91", "5.07", "5.02", "0.11 ‰", "2.32 %", "2.12 %",
  ]

  @Test func `all results and every setting of the paper are bound and right`() throws {
    let w = try Workspace.paper()
    let outcome = try w.call([Workspace.assay, "check"])
    let lines = outcome.stdout.split(separator: "\n")
    #expect(outcome.code == 0)
    #expect(
      lines.prefix(2) == [
        "\(Self.file): 83 results right, 33 settings right, 12 figures current, 4 findings hold, 63 that are no result",
        "82 published results: 3 transcribed, 4 recalculated, 75 simulated, 0 from measured raw data",
      ])
    #expect(lines.dropFirst(2).allSatisfy { $0.contains(" %: they agree, E_n = ") })
    let results = try bound(w).filter(\.isResult).map(\.text)
    #expect(results.filter(Self.printed.contains) == Self.printed)
  }

  /// In each pass one digit of every number is another: the first of all, the second of all, and so on.
  @Test func `no digit of any bound number can be another`() throws {
    let w = try Workspace.paper()
    let text = try w.read(Self.file)
    let all = try bound(w)
    let digits = all.map { number in
      let scalars = Array(number.text.unicodeScalars)
      return scalars.indices.filter { "0"..."9" ~= scalars[$0] }
    }
    for pass in 0..<(digits.map(\.count).max() ?? 0) {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        Array($0.unicodeScalars)
      }
      for (number, digits) in zip(all, digits) where pass < digits.count {
        let (line, column) = (number.line - 1, number.column - 1 + digits[pass])
        let digit = lines[line][column].value - 48
        // Five more: one more may still round to it, half-up or half-even.
        lines[line][column] = Unicode.Scalar(UInt8(48 + (digit + 5) % 10))
      }
      let altered = lines.map { line in
        line.reduce(into: "") { $0.unicodeScalars.append($1) }
      }
      try w.write(Self.file, altered.joined(separator: "\n"))
      let outcome = try w.call([Workspace.assay, "check", "--json"])
      #expect(outcome.code == 4, "digit \(pass + 1)")
      let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
      let claims = try #require(answer["claims"]?.array).filter { $0["number"] != nil }
      for (number, digits) in zip(all, digits) where pass < digits.count {
        let claim = try #require(
          claims.first {
            $0["line"]?.int == number.line && $0["column"]?.int == number.column
          }, "\(number)")
        // A quote of several numbers is lost when all of them are others.
        let verdict = claim["verdict"]?.string
        #expect(verdict == "wrong" || verdict == "unbound", "\(number), digit \(pass + 1)")
      }
    }
  }

  @Test func `each result is traced from its line to cells and commits`() throws {
    let w = try Workspace.paper()
    let results = try bound(w).filter(\.isResult)
    // All that the article prints, and some of every figure.
    let chosen = results.indices.filter {
      Self.printed.contains(results[$0].text) || $0.isMultiple(of: 4)
    }
    for number in chosen.map({ results[$0] }) {
      let place = "\(Self.file):\(number.line):\(number.column)"
      let outcome = try w.call([Workspace.assay, "trace", place])
      #expect(outcome.code == 0, "\(outcome)")
      #expect(outcome.stdout.hasPrefix("\(place) \"\(number.text)\" is right\n\(number.target) = "))
      #expect(outcome.stdout.contains("2026-01-02 Ada Lovelace “Begin”"))
    }
  }
}
