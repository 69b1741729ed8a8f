// What `reproduce --junit` writes.

import Build
import Git
import Store
import Text

extension ReproduceAnswer {
  /// The verdict as JUnit XML, the form that continuous integration reads: a suite for each stage,
  /// a case for each number and output.
  ///
  /// What was not made is skipped and never passed; of a stage that failed one case is an error.
  var junit: String {
    let suites = reproduction.stages.map { JUnitSuite($0, in: self) }.filter { !$0.cases.isEmpty }
    let all = suites.flatMap(\.cases)
    let counts = JUnitSuite.counts(of: all)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="assay reproduce \(commit.id)" \(counts)>
      \(suites.map(\.text).joined())</testsuites>

      """
  }
}

/// The cases of one stage.
private struct JUnitSuite {
  struct Case {
    let name: String
    let result: Result
  }

  enum Result: Equatable {
    case passed
    case failed(String)
    case broken(String)
    case skipped(String)
  }

  let name: String
  let seconds: Double?
  let cases: [Case]

  init(_ stage: RemadeStage, in answer: ReproduceAnswer) {
    name = stage.name
    seconds = answer.seconds[stage.name]
    var cases: [Case] = []
    if case .failed? = stage.obstacle {
      cases.append(Case(name: "the stage", result: .broken(ReproduceWords.summary(of: stage))))
    } else if let fault = stage.fault {
      cases.append(Case(name: "the record", result: .failed(fault.reason)))
    }
    cases += stage.numbers.map {
      Case(name: "number \($0.shift.name)", result: Self.result(of: $0, of: stage))
    }
    cases += stage.outputs.filter { $0.recorded != nil }.map { output in
      Case(name: "output \(output.path)", result: Self.result(of: output, of: stage, answer))
    }
    cases += answer.altered.filter { $0.stage == stage.name }.map {
      Case(
        name: "committed \($0.path)", result: .failed(ReproduceWords.text(of: $0, answer)))
    }
    if answer.instabilities != nil, stage.obstacle == nil {
      let instability = answer.instabilities?.first { $0.stage == stage.name }
      cases.append(
        Case(
          name: "the same when run again",
          result: instability.map {
            .failed(ReproduceWords.details(of: $0).joined(separator: "\n"))
          } ?? .passed))
    }
    self.cases = cases
  }

  private static func result(of number: RemadeStage.Number, of stage: RemadeStage) -> Result {
    switch number.verdict {
    case .same, .tolerated: .passed
    case .differs: .failed(ReproduceWords.text(of: number))
    case .unrecorded: .skipped("it is not recorded")
    case .notMade: .skipped(ReproduceWords.summary(of: stage))
    }
  }

  private static func result(
    of output: RemadeStage.Output, of stage: RemadeStage, _ answer: ReproduceAnswer
  ) -> Result {
    if stage.verdict == .notMade { return .skipped(ReproduceWords.summary(of: stage)) }
    if output.isSame || stage.verdict == .tolerated { return .passed }
    return .failed(answer.differences[output.path].map(ReproduceWords.text) ?? "other bytes")
  }

  static func counts(of cases: [Case]) -> String {
    func count(_ isMeant: (Result) -> Bool) -> Int { cases.count { isMeant($0.result) } }
    let failures = count { if case .failed = $0 { true } else { false } }
    let errors = count { if case .broken = $0 { true } else { false } }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
  }

  var text: String {
    let skipped = cases.count { if case .skipped = $0.result { true } else { false } }
    // Milliseconds, and never with an exponent: the schema of Jenkins takes nothing else.
    let time = seconds.map { " time=\"\(Double(Int($0 * 1000)) / 1000)\"" } ?? ""
    let lines = cases.map { $0.text(in: name) }.joined()
    return """
        <testsuite name="\(Markup.escaped(name))" \(Self.counts(of: cases)) skipped="\(skipped)"\(time)>
      \(lines)  </testsuite>

      """
  }
}

extension JUnitSuite.Case {
  fileprivate func text(in suite: String) -> String {
    let head =
      "    <testcase classname=\"\(Markup.escaped(suite))\" name=\"\(Markup.escaped(name))\""
    func body(_ tag: String, _ text: String) -> String {
      "\(head)><\(tag) message=\"\(Markup.escaped(Escaped(text).description))\"/></testcase>\n"
    }
    return switch result {
    case .passed: "\(head)/>\n"
    case .failed(let text): body("failure", text)
    case .broken(let text): body("error", text)
    case .skipped(let text): body("skipped", text)
    }
  }
}
