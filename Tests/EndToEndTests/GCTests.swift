import Glibc
import Host
import Testing

/// What `gc` takes away, and what it must never take: whatever a record still needs, wherever git
/// keeps that record.
struct GCTests {
  private static let pipeline = """
    assay: 1
    defaults: { access: declared }
    stages:
      a:
        run: "echo a | tee -a ../ran; cp in.json a.json; mkdir -p d/sub; cp in.json d/sub/copy"
        inputs: [in.json]
        outputs: [a.json, d/]
        numbers: a.json
    """

  private static func input(_ value: String) -> String {
    #"{"numbers": {"x": {"value": \#(value), "unit": "%"}}}"#
  }

  /// A project whose outputs git ignores, built and committed with the value 1.
  private func built() throws -> Workspace {
    let w = try Workspace(Self.pipeline, files: ["in.json": Self.input("1.5")])
    try w.initRepository(ignoring: ".assay/\n/a.json\n/d/\n")
    try w.runs()
    try w.commit("One")
    try w.remove("../ran")
    return w
  }

  /// Builds with another value.
  private func build(_ value: String, in w: Workspace) throws {
    try w.write("in.json", Self.input(value))
    try w.runs()
    try w.ran("a")
  }

  /// Gives everything back with this value; nothing runs.
  private func restores(
    _ value: String, in w: Workspace, at place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try w.runs("clean"), sourceLocation: place)
    let outcome = try w.call([Workspace.assay, "restore"])
    #expect(outcome.code == 0, "\(outcome)", sourceLocation: place)
    #expect(try w.read("a.json") == Self.input(value), sourceLocation: place)
    #expect(try w.read("d/sub/copy") == Self.input(value), sourceLocation: place)
    #expect(try w.runs("run"), sourceLocation: place)
    try w.ran()
    #expect(try w.runs("trace", "a.x"), sourceLocation: place)
    #expect(try w.runs("verify"), sourceLocation: place)
  }

  @Test func `what nothing needs is told, moved, and gone the next time`() throws {
    let w = try built()
    try build("2.5", in: w)
    try w.git("checkout", "-q", ".")
    try w.runs()
    let before = try w.files(in: ".assay")
    // It says how long its stage took, in as many digits as that has.
    let action = try #require(try w.read(".assay/actions").split(separator: "\n").dropFirst().first)
    let length = action.utf8.count + 1
    let freed = 473 + length + 2
    let told = """
      3 blobs, 473 bytes of a
      1 action, \(length) bytes of a
      1 log, 2 bytes

      """
    let needed =
      "473 bytes needed, by the records here, those of 1 commit and what was made in the last 0 days"
    try w.assay(
      "gc", "--keep-days", "0",
      stdout: told + "\(freed) bytes to free; \(needed)\n`assay gc --yes` moves it to .assay/trash")
    #expect(try w.files(in: ".assay") == before)
    try w.assay(
      "gc", "--keep-days", "0", "--yes",
      stdout: told + "\(freed) bytes moved to .assay/trash; \(needed)")
    #expect(try w.files(in: ".assay/trash").count == 5)
    try w.assay(
      "gc", "--keep-days", "0", "--yes",
      stdout: "emptied the trash: \(freed) bytes\nnothing moved to .assay/trash; \(needed)")
    #expect(try !w.exists(".assay/trash"))
    try restores("1.5", in: w)
    try build("2.5", in: w)
  }

  @Test func `what is young stays`() throws {
    let w = try built()
    try build("2.5", in: w)
    try w.git("checkout", "-q", ".")
    try w.runs()
    let outcome = try w.call([Workspace.assay, "gc", "--yes"])
    #expect(outcome.stdout.hasPrefix("nothing moved"), "\(outcome)")
    try w.write("in.json", Self.input("2.5"))
    try restores("2.5", in: w)
  }

  @Test func `the answer in JSON`() throws {
    let w = try built()
    try build("2.5", in: w)
    try w.git("checkout", "-q", ".")
    try w.runs()
    try w.write("a.json", "mine")
    try w.runs()
    for arguments in [[], ["--yes"], ["--yes"]] {
      let outcome = try w.call(
        [Workspace.assay, "gc", "--json", "--keep-days", "0"] + arguments)
      #expect(outcome.code == 0, "\(outcome)")
      #expect(outcome.stdout.contains(".assay/aside/"), "\(outcome)")
    }
    #expect(try w.files(in: ".assay/aside").count == 1)
  }

  @Test(arguments: [
    "branch", "tag", "annotated tag", "stash", "older stash", "worktree", "detached HEAD",
    "branch of a remote", "note", "nothing",
  ])
  func `what a record in git needs stays`(holder: String) throws {
    let w = try built()
    try w.git("checkout", "-q", "-b", "other")
    try build("2.5", in: w)
    if holder.hasSuffix("stash") {
      try w.git("stash", "-q")
      if holder == "older stash" {
        try w.write("x.txt", "later\n")
        try w.git("stash", "-q", "--include-untracked")
      }
    } else {
      try w.commit("Two")
    }
    let commit = String(try w.git("rev-parse", "HEAD").dropLast())
    switch holder {
    case "tag": try w.git("tag", "two")
    case "annotated tag": try w.git("tag", "-a", "-m", "Two", "two")
    case "branch of a remote": try w.git("update-ref", "refs/remotes/origin/two", commit)
    case "note": try w.git("update-ref", "refs/notes/two", commit)
    case "worktree": try w.git("worktree", "add", "-q", "--detach", "../second", commit)
    default: break
    }
    if holder == "detached HEAD" {
      try w.git("checkout", "-q", "--detach")
      try build("9.5", in: w)
    } else {
      try w.git("checkout", "-q", "main")
    }
    if holder != "branch" { try w.git("branch", "-q", "-D", "other") }
    try w.runs()
    try w.remove("../ran")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    switch holder {
    case "stash": try w.git("stash", "pop", "-q")
    case "older stash": try w.git("stash", "pop", "-q", "stash@{1}")
    case "detached HEAD": try w.git("checkout", "-q", ".")
    default: try w.git("checkout", "-q", commit)
    }
    if holder == "nothing" {
      try w.runs()
      return try w.ran("a")
    }
    try restores("2.5", in: w)
  }

  @Test func `what only a commit of the past needs goes, unless all history counts`() throws {
    let w = try built()
    try build("2.5", in: w)
    try w.commit("Two")
    try build("3.5", in: w)
    try w.commit("Three")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0", "--all-history"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0", "--all-history"))
    for (commit, value) in [("main~2", "1.5"), ("main~1", "2.5"), ("main", "3.5")] {
      try w.git("checkout", "-q", commit)
      try restores(value, in: w)
    }
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try w.git("checkout", "-q", "main~1")
    #expect(try w.runs())
    try w.ran("a")
  }

  @Test func `in a clone with worktrees each is asked from each`() throws {
    let w = try built()
    try w.git("worktree", "add", "-q", "-b", "other", "../second")
    w.project = "second"
    try build("2.5", in: w)
    try w.git("checkout", "-q", "--detach")
    try w.commit("Two")
    // The first worktree stands on no branch, and its commit is on none.
    w.project = "project"
    try w.git("checkout", "-q", "--detach")
    try build("4.5", in: w)
    try w.commit("Four")
    let four = String(try w.git("rev-parse", "HEAD").dropLast())
    w.project = "second"
    try w.git("checkout", "-q", four)
    try w.runs()
    try w.remove("../ran")
    try w.git("checkout", "-q", "other")
    try w.runs()
    try w.remove("../ran")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try w.git("checkout", "-q", four)
    try restores("4.5", in: w)
  }

  @Test func `without a repository the records that lie here count`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.json": Self.input("1.5")])
    try w.runs()
    try w.remove("../ran")
    try build("2.5", in: w)
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try restores("2.5", in: w)
    try build("1.5", in: w)
  }

  @Test func `a repository that cannot be read is a reason to move nothing`() throws {
    let w = try built()
    try build("2.5", in: w)
    let before = try w.files(in: ".assay")
    try w.git("branch", "other")
    try w.write(".git/refs/heads/other", String(repeating: "1", count: 40) + "\n")
    let outcome = try w.call([Workspace.assay, "gc", "--yes", "--keep-days", "0"])
    #expect(outcome.code == 2)
    #expect(
      outcome.stderr.hasPrefix("error: it cannot be known what the history still needs: the git "),
      "\(outcome)")
    #expect(outcome.stderr.hasSuffix("\n  hint: nothing was moved\n"), "\(outcome)")
    #expect(try w.files(in: ".assay") == before)
  }

  @Test func `both sides of a record in conflict stay`() throws {
    let w = try built()
    let one = try w.read("provenance/a.json")
    try build("2.5", in: w)
    let two = try w.read("provenance/a.json")
    try build("3.5", in: w)
    try w.remove(".git")
    try w.write(
      "provenance/a.json", "<<<<<<< HEAD\n\(one)=======\n\(two)>>>>>>> other\n")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    for (value, record) in [("1.5", one), ("2.5", two)] {
      try w.write("in.json", Self.input(value))
      try w.write("provenance/a.json", record)
      try restores(value, in: w)
    }
  }

  @Test func `a result that was confirmed here by another tool than its record names stays`()
    throws
  {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; copy in.txt a.txt", inputs: [in.txt], outputs: [a.txt], tools: [copy] }
      """, files: ["in.txt": "1\n", "../bin/copy": "#!/bin/sh\ncp $1 $2\n"])
    w.makeExecutable("../bin/copy")
    w.environment["PATH"] = "\(w.root)/bin:\(Machine.variable("PATH") ?? "")"
    try w.initRepository(ignoring: ".assay/\n/a.txt\n")
    try w.runs()
    try w.commit("One")
    // Another machine: another tool, and nothing known.
    try w.remove(".assay")
    try w.remove("a.txt")
    try w.write("../bin/copy", "#!/bin/sh\n# newer\ncp $1 $2\n")
    try w.runs()
    try w.ran("a", "a")
    try w.isClean()
    try w.git("checkout", "-q", "-b", "other")
    try w.write("in.txt", "2\n")
    try w.runs()
    try w.commit("Two")
    try w.ran("a")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try w.git("checkout", "-q", "main")
    #expect(try w.runs())
    #expect(try w.read("a.txt") == "1\n")
    try w.ran()
    try w.isClean()
  }

  @Test func `a program that a record of another branch names stays`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        make: { run: "echo make >> ../ran; cp tool.sh tool; chmod +x tool", machine: true, inputs: [tool.sh], outputs: [tool] }
        use: { run: [./tool, out.txt], inputs: [tool], outputs: [out.txt] }
      """, files: ["tool.sh": "#!/bin/sh\necho use >> ../ran\necho 1 > $1\n"])
    try w.initRepository(ignoring: ".assay/\n/tool\n/out.txt\n")
    try w.runs()
    try w.commit("One")
    try w.git("checkout", "-q", "-b", "other")
    try w.write("tool.sh", "#!/bin/sh\necho use >> ../ran\necho 2 > $1\n")
    try w.runs()
    try w.commit("Two")
    try w.remove("../ran")
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try w.git("checkout", "-q", "main")
    #expect(try w.runs())
    #expect(try w.read("out.txt") == "1\n")
    try w.ran()
  }

  @Test func `logs and former records of what is gone go too`() throws {
    let w = try built()
    for value in ["2.5", "3.5", "4.5"] { try build(value, in: w) }
    #expect(try w.files(in: ".assay/logs").count == 4)
    #expect(try w.files(in: ".assay/records").count == 3)
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    // What the commit and the working tree name: 1.5 and 4.5.
    #expect(try w.files(in: ".assay/logs").count == 2)
    #expect(try w.files(in: ".assay/records").count == 1)
    #expect(try w.read(".assay/actions").split(separator: "\n").count == 2)
    try w.git("checkout", "-q", ".")
    try restores("1.5", in: w)
    try w.isClean()
  }

  @Test func `what lies in the trash can be put back by hand`() throws {
    let w = try built()
    try build("2.5", in: w)
    try w.git("checkout", "-q", ".")
    try w.runs()
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    let back = "cp -a .assay/trash/cas .assay/ && cat .assay/trash/actions >> .assay/actions"
    #expect(try w.call(["sh", "-c", back]).code == 0)
    try w.write("in.json", Self.input("2.5"))
    try restores("2.5", in: w)
  }

  @Test func `the outputs of a stage that is gone are still known as ours`() throws {
    let w = try built()
    try w.write("pipeline.yaml", "assay: 1\nstages:\n  z: { run: \"echo 1 > z\", outputs: [z] }\n")
    try w.runs()
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    let clean = try w.call([Workspace.assay, "clean"])
    #expect(clean.stdout.contains("removed   a.json\n"), "\(clean)")
  }

  @Test func `a kill at any moment takes nothing that is needed`() throws {
    let w = try built()
    for round in 0..<8 {
      let files = "seq \(round * 1000) \(round * 1000 + 300) | split -l 1 -a 4 - e/"
      try w.write(
        "pipeline.yaml", Self.pipeline + "\n  e: { run: \"\(files)\", outputs: [e/] }\n")
      try w.runs()
      try w.write("pipeline.yaml", Self.pipeline + "\n")
      try w.remove("e")
      try w.remove("../ran")
      let gc = try w.start([Workspace.assay, "gc", "--yes", "--keep-days", "0"])
      try w.wait(until: "things are moved") { try w.exists(".assay/trash") || gc.child.hasEnded }
      usleep(useconds_t(400 * round))
      gc.child.signal(SIGKILL)
      _ = try w.end(of: gc)
      #expect(try w.runs("verify"))
      try restores("1.5", in: w)
    }
    #expect(try w.runs("gc", "--yes", "--keep-days", "0"))
    try restores("1.5", in: w)
  }

  @Test func `it waits for a run, and asking does not`() throws {
    let w = try built()
    let other = try w.start([
      "flock", ".assay/lock", "sh", "-c", "touch ../held; until [ -e ../go ]; do sleep 0.01; done",
    ])
    try w.wait(until: "the lock is held") { try w.exists("../held") }
    #expect(try w.runs("gc"))
    let gc = try w.start([Workspace.assay, "gc", "--yes"])
    try w.wait(until: "it says that it waits") { try w.said(by: gc).contains("\n") }
    try w.write("../go", "")
    #expect(try w.end(of: gc).code == 0)
    _ = try w.end(of: other)
  }

  @Test(arguments: ["-1", "many", "40000"])
  func `a number of days that is none`(days: String) throws {
    let w = try built()
    #expect(try w.call([Workspace.assay, "gc", "--keep-days=\(days)"]).code == 2)
  }
}
