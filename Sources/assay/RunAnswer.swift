import Build
import Pipeline
import Text

// What a run answers when it is over.

extension RunOutcome {
  /// The last line of a run.
  var summary: String {
    let parts = [
      "\(ran) run here", "\(reused) from this machine", "\(believed) believed from the record",
    ]
    let others = [
      (failures.count, "failed"), (outdated.count, "out of date"),
      (count(of: .blocked), "blocked"), (missed, "not reached"),
    ]
    let rest = others.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(Words.count(stages, "stage")): " + (parts + rest).joined(separator: ", ")
  }

  /// What a run comes to, for whoever started it: what is worst decides.
  func exitCode(_ policy: Run.Policy) -> Int32 {
    if signal != nil { return Failure.interrupted }
    if !failures.isEmpty { return Failure.stage }
    if policy == .recorded, count(of: .differs) > 0 { return Failure.doesNotHold }
    return outdated.isEmpty ? 0 : Failure.outOfDate
  }

  /// How many stages came to be what they are in which way.
  var counts: [(String, JSON)] {
    [
      ("stages", JSON(stages)), ("run", JSON(ran)), ("machine", JSON(reused)),
      ("record", JSON(believed)), ("failed", JSON(failures.count)),
      ("outdated", JSON(outdated.count)), ("blocked", JSON(count(of: .blocked))),
    ]
  }

  /// Stages that nobody came to look at.
  private var missed: Int {
    stages - ran - reused - believed - failures.count - outdated.count - count(of: .blocked)
  }

  /// The same with the verdict of each stage.
  func json(of stages: [Stage]) -> String {
    let told = stages.map { stage -> JSON in
      var members: [(String, JSON)] = [
        ("name", .string(stage.name)),
        ("verdict", .string((verdicts[stage.name] ?? .waiting).rawValue)),
      ]
      if let seconds = seconds[stage.name] { members.append(("seconds", JSON(seconds))) }
      return .object(members)
    }
    return JSON.object([("stages", .array(told)), ("summary", .object(counts))]).shown
  }
}
