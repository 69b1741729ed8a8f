import Host
import SchemaChecks
import Store
import Testing
import Text

@testable import Build
@testable import assay

/// Each event as the line that a program reads; the schema of events knows it.
struct EventLinesTests {
  private static let time = Moment(seconds: 1_770_000_000)
  private static let change = Change(what: "input a.csv", old: nil, new: "file 12")

  private func expect(
    _ event: RunEvent, _ line: String, at place: SourceLocation = #_sourceLocation
  ) {
    let head = #""time": "2026-02-02T02:40:00Z", "#
    let seen = EventLines.line(of: event, at: Self.time)
    #expect(seen.compact.replacing(head, with: "") == line, sourceLocation: place)
    #expect(throws: Never.self, sourceLocation: place) {
      let faults = try Validator.shared?.faults(in: seen, by: "events") ?? []
      #expect(faults.isEmpty, sourceLocation: place)
    }
  }

  @Test func `a stage starts, ends, is put back`() {
    expect(
      .started(stage: "fit@10W", .changed, [Self.change]),
      #"{"event": "started", "stage": "fit@10W", "verdict": "changed", "changes": [{"what": "input a.csv", "old": null, "new": "file 12"}]}"#
    )
    expect(
      .ended(stage: "fit@10W", .confirmed, seconds: 1.5),
      #"{"event": "ended", "stage": "fit@10W", "verdict": "confirmed", "seconds": 1.5}"#)
    expect(
      .restored(stage: "fit@10W", []),
      #"{"event": "restored", "stage": "fit@10W", "changes": []}"#)
  }

  @Test func `a stage makes other bytes by the same recipe`() {
    let old = Record.Value(name: "x", value: 1, uncertainty: 0.5, unit: "mg")
    let new = Record.Value(name: "x", value: 2, uncertainty: nil, unit: "mg")
    expect(
      .differs(stage: "a", numbers: [NumberShift(name: "x", old: old, new: new)], machine: []),
      #"{"event": "differs", "stage": "a", "numbers": [{"name": "x", "old": {"value": 1.0, "uncertainty": 0.5, "unit": "mg"}, "new": {"value": 2.0, "uncertainty": null, "unit": "mg"}, "inUncertainties": 2.0}], "machine": []}"#
    )
  }

  @Test func `a stage goes on in another way than foreseen`() {
    expect(
      .movedAside(stage: "a", paths: ["x/1", "x/2"]),
      #"{"event": "moved-aside", "stage": "a", "paths": ["x/1", "x/2"]}"#)
    expect(
      .runsAgain(stage: "a", because: "in.txt"),
      #"{"event": "runs-again", "stage": "a", "because": "in.txt"}"#)
    expect(
      .retries(stage: "a", .exited(3), number: 2, of: 4),
      #"{"event": "retries", "stage": "a", "reason": "exited", "message": "exit code 3", "exitCode": 3, "signal": null, "number": 2, "of": 4}"#
    )
    expect(
      .outdated(stage: "a", .changed, [Self.change]),
      #"{"event": "outdated", "stage": "a", "verdict": "changed", "changes": [{"what": "input a.csv", "old": null, "new": "file 12"}]}"#
    )
    expect(
      .blocked(stages: ["b", "c"], behind: "a"),
      #"{"event": "blocked", "stages": ["b", "c"], "behind": "a"}"#)
    expect(
      .badBlob(stage: "a", .special(path: "x")),
      #"{"event": "bad-copy", "stage": "a", "message": "\#(StoreError.special(path: "x"))"}"#)
  }

  @Test func `something that concerns no stage`() {
    expect(.endedSurvivors([7, 8]), #"{"event": "survivors", "processes": [7, 8]}"#)
    expect(
      .ignored(.unreadable(path: "provenance/a.json")),
      #"{"event": "note", "message": "\#(RecordFault.unreadable(path: "provenance/a.json"))"}"#)
  }

  @Test(arguments: [
    (StageFailure.Reason.exited(3), "exited", "exit code 3", "3", "null"),
    (.signaled(9), "signaled", "killed by signal 9", "null", "9"),
    (.interrupted, "interrupted", "interrupted", "null", "null"),
    (.missingOutput("o.txt"), "missing-output", "it did not write `o.txt`", "null", "null"),
    (.notAFolder("o"), "not-a-folder", "its output `o/` is not a folder", "null", "null"),
    (
      .inputKeepsChanging("i"), "input-keeps-changing", "i kept changing while it ran", "null",
      "null"
    ),
    (.timedOut(.seconds(90)), "timed-out", "no end after 90 s", "null", "null"),
    (.notStarted(.keeperLost), "not-started", "\(HostError.keeperLost)", "null", "null"),
    (.told(HostError.keeperLost), "refused", "\(HostError.keeperLost)", "null", "null"),
  ])
  func `a stage fails`(
    reason: StageFailure.Reason, word: String, message: String, code: String, signal: String
  ) {
    var failure = StageFailure(
      stage: "a", reason: reason, arguments: ["cp", "x y"], log: "logs/1", tries: 2)
    failure.partial = ["aside/o.txt"]
    expect(
      .failed(failure),
      #"{"event": "failed", "stage": "a", "reason": "\#(word)", "message": "\#(message)", "exitCode": \#(code), "signal": \#(signal), "command": ["cp", "x y"], "log": "logs/1", "tries": 2, "partial": ["aside/o.txt"], "denied": []}"#
    )
  }
}
