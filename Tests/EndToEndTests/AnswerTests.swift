import Host
import Testing
import Text

/// What `status`, `run -n` and `explain` answer, in words and in JSON.
struct AnswerTests {
  private static let pipeline = """
    assay: 1
    stages:
      first: { run: [cp, "{inputs.data}", mid.txt], inputs: { data: in.txt }, outputs: [mid.txt] }
      second: { run: [cp, mid.txt, out.txt], inputs: [mid.txt], outputs: [out.txt] }
    """

  private func built() throws -> Workspace {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "old\n"])
    try w.runs()
    return w
  }

  private func digest(_ text: String) -> String { Digest.of(text).hex }

  /// The digest of a manifest of these lines, from what `docs/design.md` says of it.
  private func digest(of lines: [[String]]) -> String {
    func netstring(_ text: String) -> String { "\(text.utf8.count):\(text)," }
    let sorted = lines.sorted { $0.lexicographicallyPrecedes($1) }
    let encoded = sorted.map { netstring($0.map(netstring).joined()) }
    return digest(netstring("assay manifest 1") + encoded.joined())
  }

  @Test(arguments: [["status"], ["run", "-n"], ["run", "--dry-run"]])
  func `what is out of date, by status and by a dry run`(verb: [String]) throws {
    let w = try built()
    let say = { (stdout: String, code: Int32, place: SourceLocation) in
      w.expect(try w.call([Workspace.assay] + verb), verb, stdout, "", code, at: place)
    }
    try say("fresh     first\nfresh     second\n2 stages: 2 fresh", 0, #_sourceLocation)
    try w.write("in.txt", "new\n")
    try say(
      """
      changed   first   input in.txt file <digest> → file <digest>
      waiting   second  may run, behind first
      2 stages: 1 changed, 1 waiting
      """, 3, #_sourceLocation)
    try w.write("in.txt", "old\n")
    try w.remove("mid.txt")
    try say(
      """
      restored  first   output mid.txt file <digest> → missing
      fresh     second
      2 stages: 1 fresh, 1 restored
      """, 3, #_sourceLocation)
    #expect(try !w.exists("mid.txt"))
  }

  @Test func `all changes of a stage, one below the other`() throws {
    let w = try built()
    try w.write(
      "pipeline.yaml",
      Self.pipeline.replacing("data: in.txt", with: "data: in.txt, more: [x.txt, y.txt]"))
    try w.write("x.txt", "")
    try w.write("y.txt", "")
    try w.assay(
      "status",
      stdout: """
        changed   first   input x.txt absent → file <digest>
                          input y.txt absent → file <digest>
        waiting   second  may run, behind first
        2 stages: 1 changed, 1 waiting
        """, code: 3)
  }

  @Test func `a dry run and status change nothing`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "old\n"])
    for arguments in [["status"], ["run", "-n"], ["explain", "first"], ["status", "--json"]] {
      _ = try w.call([Workspace.assay] + arguments)
    }
    #expect(try w.files(in: "") == ["in.txt", "pipeline.yaml"])
  }

  @Test func `status as JSON`() throws {
    let w = try built()
    try w.write("in.txt", "new\n")
    try w.assay(
      "status", "--json",
      stdout: """
        {
          "upToDate": false,
          "stages": [
            {
              "name": "first",
              "verdict": "changed",
              "waitingOn": [],
              "changes": [
                {
                  "what": "input in.txt",
                  "old": "file \(digest("old\n"))",
                  "new": "file \(digest("new\n"))"
                }
              ]
            },
            {"name": "second", "verdict": "waiting", "waitingOn": ["first"], "changes": []}
          ]
        }
        """, code: 3, keeping: [.digest])
  }

  @Test func `run as JSON`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "old\n"])
    let outcome = try w.call([Workspace.assay, "run", "--json"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    #expect(answer["stages"]?.array?.map { $0["name"]?.string } == ["first", "second"])
    #expect(answer["stages"]?.array?.map { $0["verdict"]?.string } == ["changed", "changed"])
    #expect(answer["stages"]?.array?.allSatisfy { ($0["seconds"]?.double ?? -1) > 0 } == true)
    try w.assay(
      "run", "--json",
      stdout: """
        {
          "stages": [
            {"name": "first", "verdict": "fresh"},
            {"name": "second", "verdict": "fresh"}
          ],
          "summary": {
            "stages": 2,
            "run": 0,
            "machine": 2,
            "record": 0,
            "failed": 0,
            "outdated": 0,
            "blocked": 0
          }
        }
        """)
  }

  @Test func `explain prints the lines whose digest is the key`() throws {
    let w = try built()
    let output = ["output", "mid.txt", "any", "stored"]
    func lines(_ text: String) -> [[String]] {
      [
        ["command", "cp", "in.txt", "mid.txt"], ["cpus", "1"],
        ["input", "in.txt", "file", digest(text)], output,
      ]
    }
    let platform = ["platform", Machine.platform]
    try w.assay(
      "explain", "first",
      stdout: """
        first: fresh: its outputs are what this machine made of these inputs

        recipe \(digest(of: lines("old\n")))
        key    \(digest(of: lines("old\n") + [platform]))
          command   cp in.txt mid.txt
          cpus      1
          input     in.txt file \(digest("old\n"))
          output    mid.txt any stored
          platform  '\(Machine.platform)'
        """, keeping: [.digest])
    try w.write("in.txt", "new\n")
    try w.assay(
      "explain", "first",
      stdout: """
        first: must run
          input in.txt file \(digest("old\n").prefix(12)) → file \(digest("new\n").prefix(12))

        recipe \(digest(of: lines("new\n")))
        key    \(digest(of: lines("new\n") + [platform]))
          command   cp in.txt mid.txt
          cpus      1
          input     in.txt file \(digest("new\n"))
          output    mid.txt any stored
          platform  '\(Machine.platform)'
        """, keeping: [.digest])
    try w.assay("explain", "second", stdout: "second: may run, behind first")
  }

  @Test func `the stored manifest has the key as its address`() throws {
    let w = try built()
    let outcome = try w.call([Workspace.assay, "explain", "first", "--json"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let key = answer["key"]?.string ?? ""
    let sum = try w.call(["sha256sum", ".assay/cas/\(key.prefix(2))/\(key.dropFirst(2))"])
    #expect(sum.stdout.prefix(64) == key)
    #expect(answer["name"]?.string == "first")
    #expect(answer["verdict"]?.string == "fresh")
    #expect(answer["manifest"]?.array?.count == 5)
  }

  @Test func `explain as JSON says what changed`() throws {
    let w = try built()
    try w.remove("in.txt")
    try w.write("pipeline.yaml", Self.pipeline.replacing("in.txt", with: "new.txt"))
    try w.write("new.txt", "old\n")
    let outcome = try w.call([Workspace.assay, "explain", "first", "--json"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let changes = answer["changes"]?.array ?? []
    #expect(
      changes.compactMap { $0["what"]?.string } == ["input in.txt", "input new.txt", "command"])
    let content = "file \(digest("old\n"))"
    #expect(changes.map { $0["old"]?.string } == [content, nil, "cp in.txt mid.txt"])
    #expect(changes.map { $0["new"]?.string } == [nil, content, "cp new.txt mid.txt"])
  }

  @Test func `explain of a stage that is not there`() throws {
    let w = try built()
    try w.assay(
      "explain", "frist",
      stderr: """
        error: there is no stage `frist`
          hint: did you mean `first`?
        """, code: 2)
  }
}

/// Answers about many stages stay readable.
struct LongAnswerTests {
  @Test func `a stage behind many names some of them`() throws {
    let makers = (1...40).map { "  m\($0): { run: touch m\($0), outputs: [m\($0)] }\n" }
    let w = try Workspace(
      """
      assay: 1
      stages:
      \(makers.joined())\
        few: { run: touch few, inputs: [m1, m2, m3, m4], outputs: [few] }
        many: { run: touch all, inputs: [m*], outputs: [all] }
      """)
    let status = try w.call([Workspace.assay, "status"]).stdout
    #expect(
      status.hasSuffix(
        """
        waiting   few   may run, behind m1, m2, m3, m4
        waiting   many  may run, behind m1, m2, m3 and 37 more
        42 stages: 40 never, 2 waiting

        """), "\(status)")
    try w.assay("explain", "many", stdout: "many: may run, behind m1, m2, m3 and 37 more")
    let json = try w.call([Workspace.assay, "status", "many", "--json"]).stdout
    #expect(json.contains("\"m40\""))
  }

  @Test func `a very long name does not push all others aside`() throws {
    let long = String(repeating: "l", count: 60)
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: touch a, outputs: [a] }
        \(long): { run: touch l, inputs: [a], outputs: [l] }
        b: { run: touch b, inputs: [a], outputs: [b] }
      """)
    try w.assay(
      "status",
      stdout: """
        never     a
        waiting   \(long)  may run, behind a
        waiting   b                                         may run, behind a
        3 stages: 1 never, 2 waiting
        """, code: 3)
  }
}
