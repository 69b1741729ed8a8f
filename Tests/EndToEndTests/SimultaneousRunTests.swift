import Glibc
import Testing

/// Several commands at once in one project: one run at a time, and readers that never wait.
///
/// `ASSAY_RACES` says how many races are run, `ASSAY_SEED` which.
@Suite(.serialized)
struct SimultaneousRunTests {
  @Test func `two or three runs at once end right, each stage run once`() throws {
    let project = try DoomedProject()
    try Torture.spread("ASSAY_RACES", 2, over: 1) { _, share, dice in
      try (0..<share).map { _ in try race(project, among: 2 + dice.roll(2), &dice) }
    }
  }

  /// In every second race one of the runs is killed.
  private func race(
    _ project: DoomedProject, among count: Int, _ dice: inout Torture.Dice
  ) throws -> Bool {
    let w = project.w
    try project.begin()
    let runs = try (0..<count).map { _ in
      usleep(useconds_t(dice.roll(20_000)))
      return try w.start([Workspace.assay, "run", "-j2"])
    }
    let isKilled = dice.roll(2) == 0
    if isKilled {
      usleep(useconds_t(dice.roll(300_000)))
      runs[dice.roll(count)].child.signal(SIGKILL)
    }
    let outcomes = try runs.map { try w.end(of: $0) }
    var faults = outcomes.filter { $0.code != 0 && !(isKilled && $0.code == -SIGKILL) }
      .map { "\($0)" }
    if !isKilled {
      let ran = try w.read("../ran").split(separator: "\n").sorted()
      if ran != ["forks", "join", "pages", "split"] { faults.append("run were \(ran)") }
    }
    faults += try project.faults()
    #expect(faults == [], "\(outcomes)")
    return faults.isEmpty
  }

  /// What can stand in the lock's file beside what the holder wrote.
  private static let notes = [
    nil, "", "process 1 on elsewhere since 2020-01-01T00:00:00Z", "\u{1B}[31m\n\u{0}",
    String(repeating: "x", count: 10_000),
  ]

  /// A project with a number, and with a stage that waits for a file.
  private func project() throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      manuscripts: [{ file: paper.md }]
      stages:
        n: { run: "cp in.json n.json", inputs: [in.json], outputs: [n.json], numbers: n.json }
        slow:
          run: "echo slow >> ../ran; touch ../halted; while [ ! -e ../go ]; do sleep 0.02; done; date > slow.txt"
          inputs: [in.txt]
          outputs: [slow.txt]
      """,
      files: [
        "in.json": #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#, "in.txt": "1\n",
        "paper.md": "It is 1.5 %<!-- assay: n.x -->.\n",
      ])
    try w.write("../go", "")
    #expect(try w.runs())
    for name in ["../go", "../halted", "../ran"] { try w.remove(name) }
    try w.write("in.txt", "2\n")
    return w
  }

  @Test func `readers answer while a run goes on, whatever stands in the lock`() throws {
    let w = try project()
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    for note in Self.notes {
      if let note { try w.write(".assay/lock", note) }
      for (words, code) in [
        (["status"], 3), (["run", "-n"], 3), (["explain", "slow"], 0), (["numbers"], 0),
        (["trace", "n.x"], 0), (["check"], 0), (["log"], 0),
      ] as [([String], Int32)] {
        let outcome = try w.call([Workspace.assay] + words)
        #expect(outcome.code == code, "\(words): \(outcome)")
        #expect(!outcome.stderr.contains("waiting"), "\(words): \(outcome)")
      }
    }
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 0)
    try w.ran("slow")
  }

  @Test(arguments: [
    ("", ""),
    (
      "process 1 on elsewhere since 2020-01-01T00:00:00Z",
      ": process <id> on <host> since <moment>"
    ),
    ("\u{1B}[31m", #": \u{1b}[31m"#), (String(repeating: "x", count: 10_000), ""),
  ])
  func `who waits says what there is to say of the holder`(note: String, told: String) throws {
    let w = try project()
    let first = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    try w.write(".assay/lock", note)
    let second = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the second run says that it waits") {
      try w.said(by: second).hasSuffix("\n")
    }
    try w.write("../go", "")
    #expect(try w.end(of: first).code == 0)
    w.expect(
      try w.end(of: second), ["run"],
      "2 stages: 0 run here, 2 from this machine, 0 believed from the record",
      "waiting for another run in this project\(told)", 0, at: #_sourceLocation)
    try w.ran("slow")
  }

  @Test(arguments: notes)
  func `a note that nobody stands behind holds nobody up`(note: String?) throws {
    let w = try project()
    try w.write("../go", "")
    if let note { try w.write(".assay/lock", note) }
    #expect(try w.runs())
    try w.ran("slow")
  }
}
