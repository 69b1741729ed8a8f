import Host
import Testing

@testable import Build
@testable import assay

/// What the line at the bottom of a terminal says, by what happened and by the room there is.
struct ProgressLineTests {
  private static let plain = Style(.never, for: .error)

  /// Ten stages: three done, one of them badly; two run.
  private static let line: ProgressLine = {
    var line = ProgressLine(total: 10, begun: .seconds(100))
    line.take(.started(stage: "icp", .never, []), at: .seconds(100))
    line.take(.started(stage: "fit@10W", .never, []), at: .seconds(101))
    line.take(.started(stage: "fit@25W", .never, []), at: .seconds(103))
    line.take(.ended(stage: "icp", .changed, seconds: 2), at: .seconds(102))
    let failure = StageFailure(
      stage: "fit@25W", reason: .exited(1), arguments: [], log: "", tries: 1)
    line.take(.failed(failure), at: .seconds(103))
    line.take(.started(stage: "trend", .changed, []), at: .seconds(160))
    line.take(done: 3)
    return line
  }()

  @Test(arguments: [
    (90, "━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌  3/10  1 failed  1:05  fit@10W 1:04, trend 0:05"),
    (65, "━━━╌╌╌╌╌╌╌  3/10  1 failed  1:05  fit@10W 1:04, trend 0:05"),
    (50, "━━━╌╌╌╌╌╌╌  3/10  1 failed  1:05  fit@10W 1:04, +1"),
    (49, "3/10  1 failed  1:05  fit@10W 1:04, trend 0:05"),
    (40, "3/10  1 failed  1:05  fit@10W 1:04, +1"),
    (32, "3/10  1 failed  1:05  fit@10W 1…"),
    (22, "3/10  1 failed  1:05"), (19, "3/10  1 failed"), (4, "3/10"), (3, ""), (0, ""),
  ])
  func `it is cut to the room there is`(width: Int, expected: String) {
    let text = Self.line.text(at: .seconds(165), width: width, style: Self.plain)
    #expect(text == expected)
  }

  @Test func `it is never wider than it may be`() {
    for width in 0..<200 {
      let text = Self.line.text(at: .seconds(4000), width: width, style: Self.plain)
      #expect(text.count <= width)
    }
  }

  @Test func `colours take no room`() {
    for width in [30, 60, 90] {
      let painted = Self.line.text(
        at: .seconds(165), width: width, style: Style(.always, for: .error))
      let plain = Self.line.text(at: .seconds(165), width: width, style: Self.plain)
      #expect(painted != plain)
      #expect(painted.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }
  }

  @Test func `the bar is full when all is done`() {
    var line = ProgressLine(total: 3, begun: .zero)
    line.take(done: 3)
    #expect(line.text(at: .zero, width: 60, style: Self.plain) == "━━━━━━━━━━  3/3  0:00")
  }

  @Test func `a run of nothing`() {
    let line = ProgressLine(total: 0, begun: .zero)
    #expect(line.text(at: .zero, width: 60, style: Self.plain) == "╌╌╌╌╌╌╌╌╌╌  0/0  0:00")
  }

  @Test func `what was put back runs no more`() {
    var line = ProgressLine(total: 1, begun: .zero)
    line.take(.started(stage: "a", .never, []), at: .zero)
    line.take(.runsAgain(stage: "a", because: "in.txt"), at: .zero)
    #expect(line.text(at: .zero, width: 40, style: Self.plain) == "0/1  0:00  a 0:00")
    line.take(.restored(stage: "a", []), at: .zero)
    #expect(line.text(at: .zero, width: 40, style: Self.plain) == "0/1  0:00")
  }

  @Test(arguments: [
    (-1, "0:00"), (0, "0:00"), (59, "0:59"), (60, "1:00"), (3599, "59:59"), (3600, "1:00:00"),
    (360_061, "100:01:01"),
  ])
  func `a span as a clock shows it`(seconds: Int, expected: String) {
    #expect(ProgressLine.clock(.seconds(seconds)) == expected)
  }
}
