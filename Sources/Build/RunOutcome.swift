package import Host

/// How a run ended, for its last line, its ledger entry and its exit code.
package struct RunOutcome: Sendable {
  /// How a stage came to be up to date.
  enum Way { case ran, reused, believed }

  /// How many stages were asked for.
  package let stages: Int
  /// Stages executed by this run, with success.
  package private(set) var ran = 0
  /// Stages whose outputs this machine had made before.
  package private(set) var reused = 0
  /// Stages whose outputs a committed record vouches for.
  package private(set) var believed = 0
  package internal(set) var verdicts: [String: Verdict] = [:]
  /// Wall time of the stages that ran.
  package internal(set) var seconds: [String: Double] = [:]
  /// What the stages that ran were seen to read outside of the project.
  package internal(set) var packages: Set<Package> = []
  package private(set) var failures: [StageFailure] = []
  /// Stages that must run and may not, or whose records may not be written though they are old.
  package private(set) var outdated: [String] = []
  /// The signal that ended the run.
  package internal(set) var signal: Int32?
  /// Something was written beyond what ran or was restored.
  var mustSave = false
  /// It was told that nothing is observed here.
  var isUnseenTold = false

  init(stages: Int) { self.stages = stages }

  /// How a run ends that finds so many stages as this machine made them.
  package static func nothingToDo(of stages: Int) -> RunOutcome {
    var outcome = RunOutcome(stages: stages)
    outcome.reused = stages
    return outcome
  }

  mutating func count(_ way: Way) {
    switch way {
    case .ran: ran += 1
    case .reused: reused += 1
    case .believed: believed += 1
    }
  }

  mutating func failed(_ failure: StageFailure) {
    failures.append(failure)
    verdicts[failure.stage] = .failed
  }

  mutating func noteOutdated(_ stage: String, _ verdict: Verdict) {
    outdated.append(stage)
    verdicts[stage] = verdict == .never ? .never : .changed
  }

  /// Whether there is anything for the ledger to remember.
  package var didSomething: Bool { ran + count(of: .restored) + failures.count > 0 }

  /// How many stages came to a verdict.
  package func count(of verdict: Verdict) -> Int { verdicts.values.count { $0 == verdict } }
}
