// What numbers may be that nothing binds: proposals to a person, who binds them or does not.

package import Pipeline
import Prose
import Quantity

extension Audit {
  /// Proposes what the numbers of manuscripts may be that nothing binds, in the order of the text;
  /// a number that nothing looks like is left out.
  ///
  /// - Throws: A diagnostic for a manuscript that cannot be read, or for a false origin.
  package mutating func suggestions(for manuscripts: [Manuscript]) throws -> [Suggestion] {
    let candidates = try candidates()
    var suggestions: [Suggestion] = []
    for manuscript in manuscripts {
      let reading = try reading(of: manuscript)
      let quotation = Quotation(in: reading.paper.passages)
      var lines = PaperLines(reading.paper)
      for spot in reading.unbound {
        let number = UnboundNumber(spot, in: reading)
        let proposals = number.proposals(among: candidates)
        guard !proposals.isEmpty else { continue }
        let site = lines.site(at: number.offset, width: number.width, text: number.text)
        suggestions.append(
          Suggestion(
            claim: Claim(site, .unbound(nil)), proposals: proposals,
            selector: number.selector(quotation)))
      }
    }
    return suggestions
  }
}

extension ClaimReading {
  /// The numbers that claim to be values and that nothing binds, in the order of the text.
  fileprivate var unbound: [Spot] {
    literals.indices.flatMap { passage in
      literals[passage].indices.map { Spot(passage: passage, literal: $0) }
        .filter { bonds[$0] == nil && literals[passage][$0.literal].meaning == .value }
    }
  }
}
