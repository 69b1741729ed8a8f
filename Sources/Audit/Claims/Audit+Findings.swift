// Findings that manuscripts state: comparisons of numbers, held against their uncertainties.

package import Pipeline
import Prose
import Quantity
import Text

extension Audit {
  /// Judges the findings of manuscripts, in the order in which they are declared.
  ///
  /// - Throws: A diagnostic for a manuscript that cannot be read, or for a false origin.
  package mutating func findings(of manuscripts: [Manuscript]) throws -> [JudgedFinding] {
    var findings: [JudgedFinding] = []
    for manuscript in manuscripts where !manuscript.findings.isEmpty {
      let reading = try reading(of: manuscript)
      let locations = reading.locations(of: manuscript.findings.map(\.selector))
      for (finding, location) in zip(manuscript.findings, locations) {
        findings.append(try judged(finding, of: manuscript, at: location, in: reading))
      }
    }
    return findings
  }

  private mutating func judged(
    _ finding: StatedFinding, of manuscript: Manuscript, at location: ClaimReading.Location,
    in reading: ClaimReading
  ) throws -> JudgedFinding {
    var site = Site(
      place: pipeline.place(of: finding.mark), line: pipeline.line(of: finding.mark),
      width: finding.selector.quote.unicodeScalars.count)
    var outcome = Outcome(.lost)
    var movedTo: String?
    switch location {
    case .lost: break
    case .several(let places): outcome = Outcome(.ambiguous(places))
    case .found(let match, let isMoved):
      outcome = try self.outcome(of: finding.condition)
      let (place, words) = PaperLines(reading.paper).words(at: match)
      if isMoved { movedTo = words }
      if let range = outcome.range {
        let mark = finding.condition.mark(of: range)
        site = Site(
          place: pipeline.place(of: mark), line: pipeline.line(of: mark), width: range.count)
      } else {
        let passage = reading.paper.passages[match.passage]
        site = Site(
          place: place, line: reading.paper.line(at: place), width: passage.width(of: match.range))
      }
    }
    return JudgedFinding(
      file: manuscript.file, place: site.place, line: site.line, width: site.width,
      quote: finding.selector.quote, movedTo: movedTo, condition: finding.condition.text,
      verdict: outcome.verdict, values: outcome.values, missing: outcome.missing)
  }

  private struct Site {
    let place: Place
    let line: String?
    let width: Int
  }
}

// MARK: - Conditions

extension Audit {
  /// What came out of a condition.
  private struct Outcome {
    var verdict: JudgedFinding.Verdict
    var values: String?
    var missing: [String] = []
    /// What of the condition cannot be calculated.
    var range: Range<Int>?

    init(_ verdict: JudgedFinding.Verdict) { self.verdict = verdict }
  }

  private mutating func outcome(of condition: Condition) throws -> Outcome {
    var truths: [Truth] = []
    var outcome = Outcome(.holds)
    do throws(Obstacle) {
      for comparison in condition.comparisons {
        let inputs = try inputs(of: comparison.left + comparison.right)
        truths.append(try Truth(of: comparison, inputs))
        outcome.missing += inputs.missing
      }
    } catch {
      switch error {
      case .verdict(let verdict): outcome.verdict = verdict
      case .failed(let error): throw error
      case .impossible(let reason, let hint, let range):
        outcome.verdict = .impossible(reason: reason, hint: hint)
        outcome.range = range
      }
      return outcome
    }
    outcome.values = truths.map(\.values).joined(separator: " and ")
    outcome.missing = Array(Set(outcome.missing)).sorted()
    if truths.contains(where: { $0.answer == .no }) {
      outcome.verdict = .doesNotHold
    } else if truths.contains(where: { $0.answer == .open }) {
      outcome.verdict = .undecided(.tooClose)
    }
    return outcome
  }

  /// What the names in a comparison stand for.
  private mutating func inputs(
    of steps: [Condition.PlacedStep]
  ) throws(Obstacle) -> ConditionInputs {
    var inputs = ConditionInputs()
    for placed in steps {
      switch placed.step {
      case .literal, .operation: continue
      case .number(let id), .uncertainty(of: let id):
        if inputs.numbers[id] == nil { inputs.numbers[id] = try entry(id, at: placed.range) }
      case .parameter(let name):
        inputs.settings[name] = try setting(name, at: placed.range)
      }
    }
    return inputs
  }

  private mutating func entry(_ id: String, at range: Range<Int>) throws(Obstacle) -> Listing.Entry
  {
    switch try values(of: id, at: range).first {
    case .number(let entry) where entry.isStale: throw .verdict(.outdated(.changed(id: id)))
    case .number(let entry): return entry
    case .neverRun(_, let stage): throw .verdict(.outdated(.neverRun(stage: stage)))
    case .doubted, .setting, nil: throw .verdict(.outdated(.doubted(id: id)))
    }
  }

  private mutating func setting(_ name: String, at range: Range<Int>) throws(Obstacle) -> Estimate {
    let values = try values(of: name, at: range)
    guard values.count == 1, case .setting(let setting) = values[0] else {
      throw .impossible(
        reason: "\(Escaped(name)) holds \(values.count) numbers, not one", hint: nil, range)
    }
    return Estimate(setting.value, setting.unit ?? .one)
  }

  private mutating func values(
    of target: String, at range: Range<Int>
  ) throws(Obstacle) -> [Expected] {
    let found: Result<[Expected], Unclear.Fault>
    do { found = try expected(target) } catch { throw .failed(error) }
    switch found {
    case .success(let values): return values
    case .failure(let fault):
      throw .impossible(reason: fault.reason.words, hint: fault.reason.hint, range)
    }
  }
}

/// What keeps a condition from being judged.
enum Obstacle: Error {
  /// Something that is a verdict by itself.
  case verdict(JudgedFinding.Verdict)
  /// A part of the condition that has no value.
  case impossible(reason: String, hint: String?, Range<Int>)
  /// The audit as a whole cannot go on.
  case failed(any Error)
}
