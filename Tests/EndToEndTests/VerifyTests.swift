import Host
import Store
import Testing

/// What `verify` finds: each thing that has a digest, damaged once, found, and healed by the next run.
struct VerifyTests {
  private static let numbers = #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#
  /// Two stages with numbers, `b` behind `a`, and a folder among the outputs of `b`.
  private func built() throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      defaults: { access: declared }
      stages:
        a:
          run: "echo a >> ../ran; cp in.json a.json"
          inputs: [in.json]
          outputs: [a.json]
          numbers: a.json
        b:
          run: "echo b >> ../ran; cp a.json b/numbers.json; echo plot > b/plot"
          inputs: [a.json]
          outputs: [b/]
          numbers: b/numbers.json
      """, files: ["in.json": Self.numbers])
    // The stat cache keeps only what was older than two ticks of the clock when it was hashed.
    try w.wait(until: "in.json is settled") {
      guard let status = try Files.status(w.path("in.json")) else { return false }
      return status.identity.changed + 20_000_000 < Machine.now.sinceEpoch
    }
    try w.runs()
    try w.ran("a", "b")
    return w
  }

  /// After the damage was found the next run needs no flag, gives the right bytes, and all holds.
  private func heals(_ w: Workspace, running stages: [String] = []) throws {
    #expect(try w.runs())
    let seen = try w.exists("../ran") ? w.read("../ran") : ""
    #expect(seen.split(separator: "\n").map(String.init) == stages)
    #expect(try w.read("a.json") == Self.numbers)
    #expect(try w.read("b/numbers.json") == Self.numbers)
    #expect(try w.read("b/plot") == "plot\n")
    let again = try w.call([Workspace.assay, "verify"])
    #expect(again.code == 0, "\(again)")
    // What the store holds is whole: it can give everything back.
    try w.remove("../ran")
    #expect(try w.runs("clean"))
    #expect(try w.runs("restore"))
    #expect(try w.read("b/plot") == "plot\n")
  }

  /// The file of the store with the bytes of a file.
  private func blob(of file: String, in w: Workspace) throws -> String {
    let digest = try w.call(["sha256sum", file]).stdout.prefix(64)
    return ".assay/cas/\(digest.prefix(2))/\(digest.dropFirst(2))"
  }

  @Test func `all holds`() throws {
    let w = try built()
    try w.assay(
      "verify",
      stdout: """
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: all hold
        the next run has nothing to do
        """)
    try w.assay(
      "verify", "--json",
      stdout: """
        {
          "holds": true,
          "checked": {
            "blobs": 5,
            "bytes": 766,
            "actions": 2,
            "records": 2,
            "machines": 1,
            "files": 2,
            "outputs": 2,
            "runs": 1
          },
          "findings": [],
          "next": {"stages": [], "refused": null}
        }
        """)
  }

  @Test func `where nothing ever ran nothing is made`() throws {
    let w = try built()
    try w.initRepository()
    try w.commit("Build")
    try w.enterClone()
    try w.assay(
      "verify",
      stdout: """
        0 blobs (0 bytes), 0 actions, 2 records, 2 outputs, 0 runs in the ledger: all hold
        the next run has nothing to do
        """)
    #expect(try !w.exists(".assay"))
  }

  @Test(arguments: ["truncated", "flipped", "forged", "emptied"])
  func `a blob with other bytes`(damage: String) throws {
    let w = try built()
    let blob = try blob(of: "b/plot", in: w)
    var bytes = 766
    switch damage {
    case "truncated":
      #expect(try w.call(["truncate", "-s", "3", blob]).code == 0)
      bytes -= 2
    case "emptied":
      #expect(try w.call(["truncate", "-s", "0", blob]).code == 0)
      bytes -= 5
    case "flipped": try w.write(blob, "plOt\n")
    default:
      // As root a file may be written to whatever its mode; it stays 0444.
      try w.writeKeepingTime(blob, "PLOT\n")
      #expect(try Files.status(w.path(blob))?.permissions == 0o444)
    }
    try w.remove("b")
    try w.assay(
      "verify",
      stdout: """
        blob        \(blob): holds other bytes than its name says (<digest>)
                    moved to .assay/quarantine/<digest>
                    made by b: b/plot
        5 blobs (\(bytes) bytes), 2 actions, 2 records, 1 output, 1 run in the ledger: 1 does not hold
        the next run:
          runs     b
        """, code: 4)
    try heals(w, running: ["b"])
  }

  @Test func `a blob on which numbers rest`() throws {
    let w = try built()
    let blob = try blob(of: "a.json", in: w)
    try w.writeKeepingTime(blob, "forged")
    try w.assay(
      "verify",
      stdout: """
        blob        \(blob): holds other bytes than its name says (<digest>)
                    moved to .assay/quarantine/<digest>
                    taken in again from where it stands
                    made by a: a.json
                    made by b: b/numbers.json
                    numbers that rest on it: a.x, b.x
        5 blobs (725 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 1 does not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
  }

  @Test func `a blob that is not there`() throws {
    let w = try built()
    let blob = try blob(of: "a.json", in: w)
    try w.remove(blob)
    try w.remove("a.json")
    try w.remove("b")
    try w.assay(
      "verify",
      stdout: """
        missing     \(blob): is not there, and an action of this machine promises it
                    made by a: a.json
                    made by b: b/numbers.json
                    numbers that rest on it: a.x, b.x
        4 blobs (719 bytes), 2 actions, 2 records, 0 outputs, 1 run in the ledger: 1 does not hold
        the next run:
          runs     a
          may run  b
        """, code: 4)
    try heals(w, running: ["a"])
  }

  @Test func `the manifest of an action`() throws {
    let w = try built()
    let keys = try w.read(".assay/actions").matches(of: /"key": "([0-9a-f]+)"/).map(\.output.1)
    #expect(keys.count == 2)
    for key in keys { try w.write(".assay/cas/\(key.prefix(2))/\(key.dropFirst(2))", "?") }
    let outcome = try w.call([Workspace.assay, "verify"])
    #expect(outcome.code == 4)
    #expect(outcome.stdout.contains("made by a: its manifest"), "\(outcome)")
    try heals(w)
  }

  @Test func `what is no blob, and a blob that can be written to`() throws {
    let w = try built()
    try w.write(".assay/cas/notes.txt", "mine\n")
    try w.write(".assay/cas/ab/short", "mine\n")
    #expect(try w.call(["ln", "-s", "/etc/passwd", ".assay/cas/link"]).code == 0)
    let blob = try blob(of: "a.json", in: w)
    #expect(try w.call(["chmod", "644", blob]).code == 0)
    try w.assay(
      "verify",
      stdout: """
        permissions \(blob): was not read-only; set right, its bytes are those of its name
        stranger    .assay/cas/ab/short: is no blob
                    moved to .assay/quarantine/abshort
        stranger    .assay/cas/link: is no blob
                    moved to .assay/quarantine/link
        stranger    .assay/cas/notes.txt: is no blob
                    moved to .assay/quarantine/notes.txt
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 4 do not hold
        the next run has nothing to do
        """, code: 4)
    #expect(try w.read(".assay/quarantine/notes.txt") == "mine\n")
    try heals(w)
  }

  @Test func `a folder in place of a blob gives way to it`() throws {
    let w = try built()
    let blob = try blob(of: "a.json", in: w)
    try w.remove(blob)
    try w.write("\(blob)/mine", "mine\n")
    try w.remove("a.json")
    try w.runs()
    try w.remove("../ran")
    let name = blob.suffix(65).replacing("/", with: "")
    #expect(try w.read(".assay/quarantine/\(name)/mine") == "mine\n")
    try heals(w)
  }

  @Test func `outputs of which only the digest is kept are not missed`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "date +%N > out.txt", always: true, outputs: [{ path: out.txt, cache: false }] }
      """)
    try w.runs()
    try w.runs()
    try w.remove("out.txt")
    #expect(try w.runs("verify"))
  }

  @Test func `a damaged line of the log of actions`() throws {
    let w = try built()
    let lines = try w.read(".assay/actions").split(separator: "\n")
    try w.write(
      ".assay/actions", "\(lines[0])\n{\"stage\": \"a\", torn\n\(lines[1].dropLast(9))\n")
    try w.assay(
      "verify",
      stdout: """
        lines       .assay/actions: cannot be read in line 2, 3; taken out
                    moved to .assay/quarantine/actions
        5 blobs (766 bytes), 1 action, 2 records, 2 outputs, 1 run in the ledger: 1 does not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
  }

  @Test func `a damaged record`() throws {
    let w = try built()
    let record = try w.read("provenance/a.json")
    try w.write("provenance/a.json", "<<<<<<< HEAD\n" + record)
    try w.assay(
      "verify",
      stdout: """
        record      provenance/a.json: cannot be read as a record
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 1 does not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
    #expect(try w.read("provenance/a.json") == record)
  }

  @Test func `a damaged copy of the numbers, and values that are not in it`() throws {
    let w = try built()
    try w.write("provenance/a.numbers.json", Self.numbers.replacing("1.5", with: "2.5"))
    try w.write(
      "provenance/b.json",
      w.read("provenance/b.json").replacing("\"x\", 1.5", with: "\"x\", 2.5"))
    try w.assay(
      "verify",
      stdout: """
        numbers     provenance/a.numbers.json was altered: the record of `a` names the bytes <digest>, \
        these are <digest>
                      x: 1.5 % → 2.5 %
                    numbers that rest on it: a.x
        numbers     the record of `b` lists other values than b/numbers.json, which it names
                      x: 2.5 % → 1.5 %
                    numbers that rest on it: b.x
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 2 do not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
  }

  @Test func `a damaged description of a machine`() throws {
    let w = try built()
    let machine = try w.files(in: "provenance/machines")[0]
    let text = try w.read("provenance/machines/\(machine)")
    try w.write("provenance/machines/\(machine)", text.replacing("linux", with: "LINUX"))
    try w.assay(
      "verify",
      stdout: """
        machine     provenance/machines/\(machine): does not describe the machine that its name or its \
        record promises
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 1 does not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
    #expect(try w.read("provenance/machines/\(machine)") == text)
  }

  @Test func `a damaged former record`() throws {
    let w = try built()
    try w.write("in.json", Self.numbers.replacing("1.5", with: "3"))
    try w.runs()
    try w.write("in.json", Self.numbers)
    try w.runs()
    try w.remove("../ran")
    let former = try w.files(in: ".assay/records")
    try w.write(".assay/records/\(former[0])", "half")
    let outcome = try w.call([Workspace.assay, "verify"])
    #expect(outcome.code == 4)
    #expect(outcome.stdout.hasPrefix("record      .assay/records/\(former[0]): cannot be read"))
    try heals(w)
  }

  @Test(arguments: ["half", "lie"])
  func `a damaged snapshot`(damage: String) throws {
    let w = try built()
    let path = ".assay/snapshot"
    let bytes = try Files.read(w.path(path))
    if damage == "half" {
      #expect(try w.call(["truncate", "-s", "\(bytes.count / 2)", path]).code == 0)
    } else {
      // Of one file it says another digest, and its own checksum is right.
      let survey = try #require(Survey(at: w.path(path)))
      let rows = (0..<survey.count).map { index -> Survey.Next in
        guard let row = survey.row(index), row.path == "in.json" else { return .kept(index) }
        return .new(
          Survey.Row(row.path, row.question, row.kind, row.identity, digest: Digest.of("lie")))
      }
      try Survey.write(
        rows, of: survey, groups: [], notes: survey.notes, answer: [], to: w.path(path),
        by: w.path(".assay/incoming"))
    }
    let outcome = try w.call([Workspace.assay, "verify"])
    #expect(outcome.code == 4)
    #expect(
      outcome.stdout.hasPrefix(
        damage == "half"
          ? "snapshot    .assay/snapshot: is not whole\n"
          : "snapshot    .assay/snapshot: says of `in.json` what is not so\n"), "\(outcome)")
    try heals(w)
  }

  @Test func `a damaged line of the ledger`() throws {
    let w = try built()
    try w.write(".assay/ledger", "torn {\n" + w.read(".assay/ledger"))
    try w.assay(
      "verify",
      stdout: """
        lines       .assay/ledger: cannot be read in line 1; taken out
                    moved to .assay/quarantine/ledger
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 2 runs in the ledger: 1 does not hold
        the next run has nothing to do
        """, code: 4)
    try heals(w)
  }

  @Test func `an output that somebody edited`() throws {
    let w = try built()
    try w.write("a.json", "mine")
    try w.assay(
      "verify",
      stdout: """
        output      a.json: is not what `a` made, as far as its record and this machine know
                    numbers that rest on it: a.x, b.x
        5 blobs (766 bytes), 2 actions, 2 records, 2 outputs, 1 run in the ledger: 1 does not hold
        the next run:
          restores a
        """, code: 4)
    try heals(w)
  }

  @Test func `outputs of another branch are no damage`() throws {
    let w = try built()
    try w.initRepository(ignoring: ".assay/\n/a.json\n/b/\n")
    try w.commit("One")
    try w.git("checkout", "-q", "-b", "other")
    try w.write("in.json", Self.numbers.replacing("1.5", with: "3"))
    try w.runs()
    try w.commit("Three")
    try w.git("checkout", "-q", "main")
    let outcome = try w.call([Workspace.assay, "verify"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.stdout.hasSuffix("the next run:\n  restores a, b\n"), "\(outcome)")
  }

  @Test func `it waits for a run, and what reads does not`() throws {
    let w = try built()
    let other = try w.start([
      "flock", ".assay/lock", "sh", "-c", "touch ../held; until [ -e ../go ]; do sleep 0.01; done",
    ])
    try w.wait(until: "the lock is held") { try w.exists("../held") }
    let verify = try w.start([Workspace.assay, "verify"])
    try w.wait(until: "it says that it waits") { try w.said(by: verify).contains("\n") }
    #expect(try w.runs("status"))
    try w.write("../go", "")
    #expect(try w.end(of: verify).code == 0)
    _ = try w.end(of: other)
  }

  @Test func `a damaged record of a stage that is gone is an orphan`() throws {
    let w = try built()
    try w.write("provenance/gone.json", "<<<<<<< HEAD\n" + w.read("provenance/a.json"))
    try w.write("provenance/notes.json", "{}")
    let status = try w.call([Workspace.assay, "status"])
    #expect(status.stdout.contains("orphan    gone  record provenance/gone.json\n"), "\(status)")
    #expect(!status.stdout.contains("notes"))
    let verify = try w.call([Workspace.assay, "verify"])
    #expect(verify.code == 4)
    #expect(verify.stdout.hasPrefix("record      provenance/gone.json: cannot be read"))
    #expect(!verify.stdout.contains("notes"))
  }
}
