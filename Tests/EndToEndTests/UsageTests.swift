import Testing

/// How the tool is called: folders, files, words it does not know, streams that nobody reads.
struct UsageTests {
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: cp in.txt out.txt, inputs: [in.txt], outputs: [out.txt] }
    """
  private static let fresh = "fresh     a\n1 stage: 1 fresh"

  private func built() throws -> Workspace {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n", "sub/deep/x": ""])
    try w.runs()
    return w
  }

  @Test func `from a folder inside the project`() throws {
    let w = try built()
    w.project = "project/sub/deep"
    try w.assay("status", stdout: Self.fresh)
  }

  @Test(arguments: [["-C", "project", "status"], ["status", "-C", "project"]])
  func `on a project elsewhere`(arguments: [String]) throws {
    let w = try built()
    let outcome = try w.call([Workspace.assay] + arguments, in: "..")
    w.expect(outcome, arguments, Self.fresh, "", 0, at: #_sourceLocation)
  }

  @Test func `on a folder that is not there`() throws {
    let w = try built()
    try w.assay("-C", "no/where", "run", stderr: "error: there is no folder `no/where`", code: 2)
  }

  @Test func `with another pipeline file`() throws {
    let w = try built()
    try w.write("other.yaml", Self.pipeline.replacing("a: { run: cp", with: "b: { run: cp -f"))
    try w.assay("-f", "other.yaml", "status", stdout: "never     b\n1 stage: 1 never", code: 3)
  }

  @Test(arguments: ["sub", "gone.yaml"])
  func `with a pipeline file that is none`(file: String) throws {
    let w = try built()
    try w.assay("-f", file, "status", stderr: "error: there is no file `\(file)`", code: 2)
  }

  @Test func `on a folder without a pipeline`() throws {
    let w = try built()
    try w.assay(
      "-C", "sub", "status",
      stderr: """
        error: no pipeline.yaml in `<root>/project/sub`
          hint: run assay inside a project, or name one with -C DIR
        """, code: 2)
  }

  @Test func `a verb that does not exist`() throws {
    let w = try Workspace()
    try w.assay(
      "frobnicate",
      stderr: """
        Error: Unexpected argument 'frobnicate'
        Usage: assay [-C DIR] [-f FILE] VERB …
          See 'assay --help' for more information.
        """, code: 2)
  }

  @Test(arguments: [
    ["run", "-j", "0"], ["run", "-j0"], ["run", "-j", "many"], ["run", "--nope"],
    ["explain"], ["explain", "a", "b"], ["status", "--color", "pink"], ["-C"], ["-f"],
  ])
  func `words that a verb cannot take`(arguments: [String]) throws {
    let w = try built()
    let outcome = try w.call([Workspace.assay] + arguments)
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.hasPrefix("Error: "), "\(outcome)")
  }

  @Test(arguments: [
    ["--help"], ["-h"], ["help"], [], ["run", "--help"], ["help", "status"], ["explain", "-h"],
    ["--version"],
  ])
  func `help that was asked for`(arguments: [String]) throws {
    let w = try Workspace()
    let outcome = try w.call([Workspace.assay] + arguments)
    #expect(outcome.code == 0)
    #expect(outcome.stderr == "")
    #expect(outcome.stdout.hasSuffix("\n"))
  }

  @Test func `help tells the exit codes`() throws {
    let help = try Workspace().call([Workspace.assay, "--help"]).stdout
    let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "Exit codes: 0 good, 1 a stage failed, 2 usage or a refused pipeline, 3 not up to date, "
          + "4 a claim, number, cell, step or blob does not hold, 130 interrupted."))
  }

  @Test func `help has the verbs in groups`() throws {
    let help = try Workspace().call([Workspace.assay, "--help"]).stdout
    var groups: [[Substring]] = []
    for line in help.split(separator: "\n") {
      if line.hasSuffix(" SUBCOMMANDS:") { groups.append([line.prefix { $0 != " " }]) }
      if !groups.isEmpty, let verb = line.prefixMatch(of: /\ \ ([a-z]+)\ /) {
        groups[groups.count - 1].append(verb.output.1)
      }
    }
    #expect(
      groups == [
        ["REBUILD", "run", "status", "explain", "log"],
        ["AUDIT", "numbers", "trace", "check", "unused", "raw", "diff", "impact", "reproduce"],
        ["EXCHANGE", "render", "cells", "export", "seal"],
        ["STORE", "restore", "clean", "verify", "gc"],
        ["PROJECT", "init", "graph", "schema"],
      ])
  }

  @Test func `an answer that nobody reads ends quietly, and the exit code stays true`() throws {
    let w = try built()
    try w.write("in.txt", "2\n")
    for closed in ["> >(exit)", ">&-"] {
      let script = "trap '' PIPE; sleep 0.05 | { \(Workspace.assay) status \(closed); exit $?; }"
      let outcome = try w.call(["bash", "-c", script])
      #expect(outcome == Outcome(stdout: "", stderr: "", code: 3), "\(closed): \(outcome)")
    }
    let piped = try w.call([
      "bash", "-c", "\(Workspace.assay) run --json 2> /dev/null | true; exit ${PIPESTATUS[0]}",
    ])
    #expect(piped == Outcome(stdout: "", stderr: "", code: 0))
    #expect(try w.read("out.txt") == "2\n")
  }

  @Test func `colour only where it is wanted`() throws {
    let w = try built()
    let plain = try w.call([Workspace.assay, "status"]).stdout
    let painted = try w.call([Workspace.assay, "status", "--color", "always"]).stdout
    #expect(!plain.contains("\u{1B}"))
    #expect(painted.contains("\u{1B}[32m"))
    #expect(painted.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }
}
