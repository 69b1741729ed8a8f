import Host
import Store
import Testing
import Text

/// What somebody could put into a repository, or into the folder of local state, to make the tool
/// read, write or believe what it must not: each attack is tried, and refused or told.
struct AttackTests {
  private static let reused =
    "2 stages: 0 run here, 2 from this machine, 0 believed from the record"

  /// The pair, built; then all that says so is gone but the store's blobs and the records.
  private func built() throws -> Workspace {
    let w = try Workspace.pair()
    try w.remove(".assay/actions")
    try w.remove(".assay/snapshot")
    return w
  }

  /// What stands in the record of stage `a`.
  private static let record = "provenance/a.json"

  // MARK: - Records that lie

  @Test(arguments: [
    "../victim", "/etc/victim", "a.sh", "results/../a.sh", ".assay/actions", "in.txt",
  ])
  func `a record that names another output is not obeyed`(path: String) throws {
    let w = try built()
    try w.write("../victim", "precious\n")
    let before = try w.read("a.sh")
    // The forged bytes are in the store, so that they could be put there.
    let digest = try w.call(["sha256sum", "out.txt"]).stdout.prefix(64)
    let forged = try w.read(Self.record).replacing(
      /\["file", "mid.txt", "[0-9a-f]+"\]/, with: "[\"file\", \"\(path)\", \"\(digest)\"]")
    try w.write(Self.record, forged)
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.stderr.contains("note: \(Self.record) "), "\(outcome)")
    #expect(outcome.stderr.contains("; ignored\n"), "\(outcome)")
    try w.ran("a")
    #expect(try w.read("../victim") == "precious\n")
    #expect(try w.read("a.sh") == before)
    #expect(try w.read("in.txt") == "two\none\n")
    try w.assay("run", stdout: Self.reused)
  }

  @Test func `a record of a stage named like a way out writes nothing outside`() throws {
    let w = try built()
    let text = try w.read(Self.record)
    try w.write(Self.record, text.replacing(#"stage": "a"#, with: #"stage": "../../../evil"#))
    try w.write("in.txt", "three\n")
    #expect(try w.runs())
    let outside = try Files.entries(of: w.path("..")).map(\.name)
      .filter { !$0.hasPrefix("stdout-") && !$0.hasPrefix("stderr-") }
    #expect(outside == ["home", "project", "ran", "tmp"])
    #expect(try Files.entries(of: w.path("../..")).allSatisfy { !$0.name.hasPrefix("evil") })
  }

  @Test(arguments: [
    "../outside.txt", "/etc/passwd", "", "a//b", "a/./b", "sub/../../x", "a NUL", "a long name",
    "a long path",
  ])
  func `a record that was seen to ask outside of the project is told and ignored`(what: String)
    throws
  {
    let w = try built()
    let path =
      switch what {
      case "a NUL": "nul\u{0}nul"
      case "a long name": String(repeating: "x", count: 300)
      case "a long path": String(repeating: "x/", count: 3000) + "x"
      default: what
      }
    try w.forgeRecord(of: "a", adding: ["found", path, "file", String(repeating: "0", count: 64)])
    let outcome = try w.call([Workspace.assay, "status"]).without()
    let shown = Escaped(path).description
    #expect(
      outcome.stderr
        == "note: provenance/a.json names `\(shown)`, which is no path of the project; ignored\n")
    #expect(try w.runs())
    try w.ran("a")
    try w.assay("run", stdout: Self.reused)
  }

  @Test(arguments: ["ring", "zero", "pipe"])
  func `a record that was seen to read what cannot be read holds nothing up`(name: String) throws {
    let w = try built()
    let made = ["ring": "ln -s ring ring", "zero": "ln -s /dev/zero zero", "pipe": "mkfifo pipe"]
    #expect(try w.call(["sh", "-c", made[name] ?? "false"]).code == 0)
    try w.forgeRecord(of: "a", adding: ["found", name, "file", String(repeating: "0", count: 64)])
    #expect(try w.runs())
    try w.ran("a")
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
    try w.assay("run", stdout: Self.reused)
  }

  @Test func `a record that is a link is not followed`() throws {
    let w = try built()
    try w.write("../elsewhere.json", w.read(Self.record))
    #expect(try w.call(["ln", "-sf", "../../elsewhere.json", Self.record]).code == 0)
    try w.assay(
      "status", stdout: "never     a\nwaiting   b  may run, behind a\n2 stages: 1 never, 1 waiting",
      stderr: "note: provenance/a.json is no file, and so no record; ignored", code: 3)
    let elsewhere = try w.read("../elsewhere.json")
    try w.write("in.txt", "three\n")
    #expect(try w.runs())
    #expect(try w.read("../elsewhere.json") == elsewhere)
    #expect(try Files.status(w.path(Self.record), followingLinks: false)?.kind == .file)
  }

  @Test func `a gigantic record is not read`() throws {
    let w = try built()
    #expect(try w.call(["truncate", "-s", "1T", Self.record]).code == 0)
    try w.assay(
      "status", stdout: "never     a\nwaiting   b  may run, behind a\n2 stages: 1 never, 1 waiting",
      stderr:
        "note: provenance/a.json is longer than the 67108864 bytes a record may have; ignored",
      code: 3)
    #expect(try w.runs())
    try w.assay("run", stdout: Self.reused)
  }

  @Test(arguments: [
    ("pipeline.yaml", "status"), ("samples.csv", "status"), ("paper.md", "check"),
    (".assay/ledger", "log"),
  ])
  func `a gigantic file is not read into memory`(file: String, verb: String) throws {
    let w = try Workspace(
      """
      assay: 1
      manuscripts: [{ file: paper.md }]
      stages:
        a:
          foreach: { rows: samples.csv }
          run: "echo {foreach.x} > a.txt"
          outputs: [a.txt]
      """, files: ["samples.csv": "x\n1\n", "paper.md": "Nothing.\n", ".assay/ledger": ""])
    #expect(try w.call(["truncate", "-s", "1T", file]).code == 0)
    let limited = "ulimit -v 4000000; exec \(Workspace.assay) \(verb)"
    let outcome = try w.call(["timeout", "-s", "KILL", "60", "sh", "-c", limited])
    #expect(outcome.code == (verb == "status" ? 2 : 1), "\(outcome)")
    #expect(outcome.stderr.contains("`\(file)` is longer than the "), "\(outcome)")
  }

  @Test(arguments: ["[", #"{"a":"#])
  func `a deeply nested record is not read to its end`(opening: String) throws {
    let w = try built()
    try w.write(Self.record, String(repeating: opening, count: 1_000_000))
    #expect(try w.runs())
    try w.ran("a")
    try w.assay("run", stdout: Self.reused)
  }

  @Test func `altered values of a record are found by who asks for numbers`() throws {
    let numbers = #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: cp in.json n.json, inputs: [in.json], outputs: [n.json], numbers: n.json }
      """, files: ["in.json": numbers])
    try w.runs()
    try w.write(Self.record, w.read(Self.record).replacing("\"x\", 1.5", with: "\"x\", 2.5"))
    try w.assay(
      "numbers",
      stdout: "a.x    in doubt",
      stderr: """
        error: the record of `a` lists other values than n.json, which it names
          x: 2.5 % → 1.5 %
        """, code: 4)
  }

  // MARK: - Links in the folder of local state

  @Test(arguments: [
    "lock", "actions", "ledger", "salt", "snapshot", "logs", "cas", "records", "run",
  ])
  func `local state that is a link is not written through`(name: String) throws {
    let w = try Workspace.pair()
    try w.write("../victim", "precious\n")
    try w.write("../folder/precious", "precious\n")
    try w.remove(".assay/\(name)")
    let isFile = ["lock", "actions", "ledger", "salt", "snapshot"].contains(name)
    let target = isFile ? "../../victim" : "../../folder"
    #expect(try w.call(["ln", "-s", target, ".assay/\(name)"]).code == 0)
    try w.write("in.txt", "three\n")
    for verb in ["run", "restore", "clean"] {
      try w.assay(
        verb,
        stderr: """
          error: `.assay/\(name)` is not what lies there: nothing is written through it
            hint: look what it is, and remove it; what is lost with it costs reruns at most
          """, code: 2)
    }
    #expect(try w.read("../victim") == "precious\n")
    #expect(try w.files(in: "../folder") == ["precious"])
    try w.remove(".assay/\(name)")
    #expect(try w.runs())
    #expect(try w.read("out.txt") == "three 2\n")
  }

  @Test func `a folder of local state that is a link is not written through`() throws {
    let w = try Workspace.pair(built: false)
    try w.write("../folder/.gitignore", "*\n")
    #expect(try w.call(["ln", "-s", "../folder", ".assay"]).code == 0)
    try w.assay(
      "run",
      stderr: "error: the way to `.assay` leads through a symbolic link or out of the project",
      code: 1)
    #expect(try w.files(in: "../folder") == [".gitignore"])
  }

  @Test func `a folder in place of the lock is told`() throws {
    let w = try Workspace.pair()
    try w.remove(".assay/lock")
    try w.write(".assay/lock/x", "")
    // To find that nothing is to be done needs no lock.
    let outcome = try w.call([Workspace.assay, "run", "--force"])
    #expect(outcome.code == 2)
    #expect(outcome.stderr.hasPrefix("error: `.assay/lock` is not what lies there"))
  }

  @Test func `a log that is a link is not written through`() throws {
    let w = try Workspace.pair()
    let keys = try w.read(".assay/actions").matches(of: /"key": "([0-9a-f]+)"/).map(\.output.1)
    #expect(keys.count == 2)
    try w.write("../victim", "precious\n")
    for key in keys {
      #expect(try w.call(["ln", "-sf", "../../../victim", ".assay/logs/\(key)"]).code == 0)
    }
    #expect(try w.runs("run", "--force", "a", "b"))
    try w.ran("a", "b")
    #expect(try w.read("../victim") == "precious\n")
  }

  // MARK: - Links in the way of outputs

  @Test(arguments: ["run", "restore", "clean", "verify"])
  func `a folder of an output that became a link is not written through`(verb: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > deep/er/out.txt", outputs: [deep/er/out.txt] }
        b: { run: "echo 2 > folder/out.txt", outputs: [folder/] }
      """)
    try w.runs()
    try w.write("../elsewhere/er/out.txt", "precious\n")
    try w.write("../elsewhere/out.txt", "precious\n")
    let swap = "rm -r deep folder; ln -s ../elsewhere deep; ln -s ../elsewhere folder"
    #expect(try w.call(["sh", "-c", swap]).code == 0)
    _ = try w.call([Workspace.assay, verb])
    #expect(try w.files(in: "../elsewhere") == ["er/out.txt", "out.txt"])
    #expect(try w.read("../elsewhere/er/out.txt") == "precious\n")
    #expect(try w.read("../elsewhere/out.txt") == "precious\n")
    try w.remove("deep")
    #expect(try w.runs())
    #expect(try w.read("deep/er/out.txt") == "1\n")
    #expect(try w.read("folder/out.txt") == "2\n")
    #expect(try w.read("../elsewhere/out.txt") == "precious\n")
  }

  @Test(arguments: ["exit 1", "echo 2 >> ../in.txt; exit 0", "exit 0"])
  func `what a stage leads its own outputs to is not moved or removed`(end: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: >-
            if test -e ../swap; then rm -r results; ln -s ../elsewhere results; \(end); fi;
            echo 1 > results/out.txt
          inputs: [in.txt]
          outputs: [results/out.txt]
      """, files: ["in.txt": "1\n", "../elsewhere/out.txt": "precious\n", "../swap": ""])
    #expect(try w.call(["ln", "-s", "project/in.txt", "../in.txt"]).code == 0)
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 1, "\(outcome)")
    #expect(try w.read("../elsewhere/out.txt") == "precious\n")
    try w.remove("../swap")
    try w.remove("results")
    #expect(try w.runs())
    #expect(try w.read("results/out.txt") == "1\n")
  }

  // MARK: - What is shown

  @Test func `sequences for a terminal are shown, never sent`() throws {
    let bad = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}"
    let cell = bad.replacing("\u{202E}", with: "")
    let numbers = """
      {"numbers": {"x": {"value": 1.5, "unit": "%", "step": 0,
        "definition": "what \\u001b[2J it is"}},
       "steps": [{"id": 0, "label": "\\u001b[2Jlabel", "value": 1.5, "unit": "%",
        "cell": {"path": "raw.csv", "line": 2, "column": 2, "text": "1.5"}}]}

      """
    let w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw.csv, origin: published, reference: "Table \\e[2J" }]
      manuscripts: [{ file: paper.md }]
      stages:
        a:
          run: "cp in.json a.json; printf '\\e[2J' >&2"
          inputs: [in.json, raw.csv]
          outputs: [a.json]
          numbers: a.json
      """,
      files: [
        "in.json": numbers, "raw.csv": "name,x\n\(cell),1.5\n",
        "paper.md": "It was 1.7 %\(bad).\n",
      ])
    try w.initRepository()
    try w.write("new\(bad).txt", "")
    w.environment["GIT_AUTHOR_NAME"] = "Ada \u{1B}[2J"
    try w.runs()
    try w.commit("Begin \(bad)")
    try w.write("raw.csv", "name,x\n\(cell),1.5\(cell)\n")
    // What was altered is told with its text, by trace for instance.
    let questions = [
      ["status"], ["explain", "a"], ["numbers"], ["trace", "a.x"], ["check"], ["check", "--all"],
      ["run"], ["log"], ["log", "a"], ["verify"], ["gc"], ["graph"], ["clean"], ["restore"],
    ]
    for question in questions + questions.map({ $0 + ["--json"] }) {
      let outcome = try w.call([Workspace.assay] + question)
      let sent = (outcome.stdout + outcome.stderr).unicodeScalars.filter { scalar in
        scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
          || scalar == "\u{202E}"
      }
      #expect(sent.isEmpty, "\(question)")
    }
    try w.git("checkout", "-q", "raw.csv")
    try w.runs()
    let trace = try w.call([Workspace.assay, "trace", "a.x"])
    #expect(trace.stdout.contains(#"Begin \u{1b}]0;owned"#), "\(trace)")
    #expect(trace.stdout.contains(#"Ada \u{1b}[2J"#), "\(trace)")
  }

  @Test func `a secret stands in no answer and in no file`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "test -n \\"$API_TOKEN\\" && cp in.json a.json && test ! -e fail"
          environment: [API_TOKEN, { name: PIN, secret: true }]
          inputs: [in.json]
          outputs: [a.json]
          numbers: a.json
      """, files: ["in.json": #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#])
    try w.initRepository()
    w.environment["API_TOKEN"] = "hunter2hunter2"
    w.environment["PIN"] = "sesame-sesame"
    try w.runs("run", "--events", "events")
    try w.write("fail", "")
    try w.runs("run", "--force", "a", "--events", "events")
    try w.remove("fail")
    let questions = [
      ["run", "--json"], ["status"], ["explain", "a"], ["numbers"], ["trace", "a.x"], ["log"],
      ["verify"], ["gc"],
    ]
    for question in questions + questions.map({ $0 + ["--json"] }) {
      _ = try w.call([Workspace.assay] + question)
    }
    try w.commit("All")
    // The answers lie in files beside the project: nothing in or around it holds a secret, as it is
    // or by a digest that could be guessed.
    for secret in ["hunter2hunter2", "sesame-sesame"] {
      let digest = Digest.of(secret).hex
      let found = try w.call(["grep", "-rlaE", "\(secret)|\(digest)|\(digest.prefix(12))", ".."])
      #expect(found == Outcome(stdout: "", stderr: "", code: 1))
    }
  }
}

extension Workspace {
  /// Adds a line to the record of a stage and lets its recipe and key be the digests of its lines
  /// again.
  func forgeRecord(of stage: String, adding line: [String]) throws {
    let path = "provenance/\(stage).json"
    let text = try read(path)
    let record = try JSON.read(Array(text.utf8), file: path)
    func lines(_ json: JSON?) -> [ManifestLine] {
      (json?.array ?? []).compactMap {
        ManifestLine(fields: $0.array?.compactMap(\.string) ?? [])
      }
    }
    let described = "provenance/machines/\(record["machine"]?.string ?? "").json"
    let machine = try JSON.read(Array(read(described).utf8), file: described)
    let added = try #require(ManifestLine(fields: line))
    let old = Manifest(lines(record["project"]))
    let project = Manifest(old.lines + [added])
    let key = Manifest(project.lines + lines(machine["lines"])).key.hex
    let json = JSON.array(line.map(JSON.string)).compact
    try write(
      path,
      text.replacing(old.recipe.hex, with: project.recipe.hex)
        .replacing(#""key": "\#(record["key"]?.string ?? "")""#, with: #""key": "\#(key)""#)
        .replacing("\"project\": [\n", with: "\"project\": [\n    \(json),\n"))
  }
}
