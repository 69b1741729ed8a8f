import Glibc
import Testing

/// What runs after a change, row by row: the table of `docs/reliability.md`, in its words.
///
/// Two stages, A before B. `AB` says which of them are executed by the next run, `restored` that none is
/// and the right bytes stand. Each row is tried in place with one processor and with two, and by a
/// colleague, in a clone that has only what was committed: code, data and records.
struct BehaviourTableTests {
  enum Setting: CaseIterable { case oneProcessor, twoProcessors, clone }

  private static let pipeline = """
    assay: 1
    parameters: { scale: 2 }
    stages:
      A:
        run: [/usr/bin/python3, code/a.py, "{parameters.scale}"]
        inputs: [code/a.py, in.txt]
        parameters: [scale]
        environment: [MODE]
        outputs: [mid.txt]
      B: { run: "echo B >> ../ran; tr a-z A-Z < mid.txt > out.txt", inputs: [mid.txt], outputs: [out.txt] }
    """

  /// Reads an input, a module and a text that it does not declare, and stands half done where it is told
  /// to halt.
  private static let code = """
    import os, sys, time
    import helper
    open("../ran", "a").write("A\\n")
    parts = [open(name).read().strip() for name in ("in.txt", "note.txt")]
    parts += [helper.word, sys.argv[1], os.environ.get("MODE", "-"), os.environ.get("HIDDEN", "-")]
    with open("mid.txt", "w") as out:
      out.write(parts[0])
      out.flush()
      if os.path.exists("../halt"):
        open("../halted", "w").close()
        while os.path.exists("../halt"): time.sleep(0.01)
      out.write(" " + " ".join(parts[1:]) + "\\n")

    """

  /// The project as it was built and committed, or a clone of it that was brought up to date.
  private func project(_ setting: Setting) throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: [
        "code/a.py": Self.code, "code/helper.py": "word = 'one'\n", "in.txt": "in\n",
        "note.txt": "note\n",
      ])
    try w.initRepository(ignoring: ".assay/\n__pycache__/\nmid.txt\nout.txt\n")
    let first = try w.call([Workspace.assay, "run"])
    let told =
      "A reads what it does not declare; add to its inputs:\n  code/helper.py\n  note.txt\n"
    #expect(first.stderr.contains(told), "\(first)")
    try w.commit("Build")
    try w.ran("A", "B")
    if setting == .clone {
      try w.enterClone()
      try next(w, setting, runs: "AB", gives: "in note one 2 - -")
      try w.isClean()
    }
    return w
  }

  /// Expects what the next run executes, and what stands then; a run after that has nothing to do.
  private func next(
    _ w: Workspace, _ setting: Setting, runs stages: String, gives text: String,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    for stages in [stages, ""] {
      let outcome = try w.call([Workspace.assay, "run", setting == .twoProcessors ? "-j2" : "-j1"])
      #expect(outcome.code == 0, "\(outcome)", sourceLocation: place)
      try w.ran(stages.map(String.init), at: place)
      #expect(try w.read("mid.txt") == text + "\n", sourceLocation: place)
    }
    #expect(try w.read("out.txt") == "\(text.uppercased())\n", sourceLocation: place)
  }

  private func row(
    _ setting: Setting, runs stages: String, gives text: String = "in note one 2 - -",
    at place: SourceLocation = #_sourceLocation, after change: (Workspace) throws -> Void
  ) throws {
    let w = try project(setting)
    try change(w)
    try next(w, setting, runs: stages, gives: text, at: place)
  }

  @Test(arguments: Setting.allCases)
  func `nothing: nothing`(setting: Setting) throws { try row(setting, runs: "") { _ in } }

  @Test(arguments: Setting.allCases)
  func `touch input: nothing`(setting: Setting) throws {
    try row(setting, runs: "") { $0.makeOld("in.txt") }
  }

  @Test(arguments: Setting.allCases)
  func `edit input: AB`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "new note one 2 - -") { try $0.write("in.txt", "new\n") }
  }

  @Test(arguments: Setting.allCases)
  func `edit input keeping size and mtime: AB`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "ni note one 2 - -") {
      try $0.writeKeepingTime("in.txt", "ni\n")
    }
  }

  @Test(arguments: Setting.allCases)
  func `edit input, older mtime: AB`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "old note one 2 - -") { w in
      try w.write("in.txt", "old\n")
      w.makeOld("in.txt")
    }
  }

  @Test(arguments: Setting.allCases)
  func `comment in script of A, same output: A`(setting: Setting) throws {
    try row(setting, runs: "A") { try $0.write("code/a.py", "# A comment.\n" + Self.code) }
  }

  @Test(arguments: Setting.allCases, ["no", "stale", "valid"])
  func `edit helper imported by A: AB`(setting: Setting, compiled: String) throws {
    try row(setting, runs: "AB", gives: "in note two 2 - -") { w in
      if compiled != "no" {
        _ = try w.call(["/usr/bin/python3", "-m", "py_compile", "code/helper.py"])
        #expect(try !w.files(in: "code/__pycache__").isEmpty)
      }
      if compiled == "valid" {
        // Python would take the compiled module for that of this source.
        try w.writeKeepingTime("code/helper.py", "word = 'two'\n")
      } else {
        try w.write("code/helper.py", "word = 'two'\n")
        w.makeOld("code/helper.py")
      }
    }
  }

  @Test(arguments: Setting.allCases)
  func `edit parameter: AB`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "in note one 3 - -") {
      try $0.write("pipeline.yaml", Self.pipeline.replacing("scale: 2", with: "scale: 3") + "\n")
    }
  }

  @Test(arguments: Setting.allCases)
  func `edit undeclared input that A reads: AB`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "in more one 2 - -") { try $0.write("note.txt", "more\n") }
  }

  @Test(arguments: Setting.allCases)
  func `environment variable used by A: AB if declared`(setting: Setting) throws {
    try row(setting, runs: "AB", gives: "in note one 2 x -") { $0.environment["MODE"] = "x" }
  }

  @Test(arguments: Setting.allCases)
  func `environment variable used by A: invisible if not`(setting: Setting) throws {
    try row(setting, runs: "") { $0.environment["HIDDEN"] = "x" }
    try row(setting, runs: "AB", gives: "new note one 2 - -") { w in
      w.environment["HIDDEN"] = "x"
      try w.write("in.txt", "new\n")
    }
  }

  @Test(arguments: Setting.allCases, ["mid.txt", "out.txt"])
  func `intermediate or final output edited by hand: restored`(setting: Setting, output: String)
    throws
  {
    let w = try project(setting)
    try w.write(output, "mine\n")
    try next(w, setting, runs: "", gives: "in note one 2 - -")
    let aside = try w.files(in: ".assay/aside").map { try w.read(".assay/aside/\($0)") }
    #expect(aside == ["mine\n"])
  }

  @Test(arguments: Setting.allCases, ["mid.txt", "out.txt"])
  func `intermediate or final output deleted: restored`(setting: Setting, output: String) throws {
    try row(setting, runs: "") { try $0.remove(output) }
  }

  @Test(arguments: Setting.allCases)
  func `input reverted to earlier content: restored`(setting: Setting) throws {
    try row(setting, runs: "") { w in
      try w.write("in.txt", "new\n")
      try next(w, setting, runs: "AB", gives: "new note one 2 - -")
      try w.write("in.txt", "in\n")
    }
  }

  @Test(arguments: Setting.allCases, ["in.txt", "note.txt"])
  func `git branch there and back: nothing`(setting: Setting, changed: String) throws {
    let w = try project(setting)
    try w.git("switch", "-q", "-c", "other")
    try w.write(changed, "new\n")
    let other = changed == "in.txt" ? "new note one 2 - -" : "in new one 2 - -"
    try next(w, setting, runs: "AB", gives: other)
    try w.commit("Change what A reads")
    for (branch, text) in [("main", "in note one 2 - -"), ("other", other)] {
      try w.git("switch", "-q", branch)
      try next(w, setting, runs: "", gives: text)
      try w.isClean()
    }
  }

  @Test(arguments: Setting.allCases)
  func `command of B edited: B`(setting: Setting) throws {
    let w = try project(setting)
    try w.write("pipeline.yaml", Self.pipeline.replacing("a-z A-Z", with: "a-m A-M") + "\n")
    let jobs = setting == .twoProcessors ? "-j2" : "-j1"
    for stages in [["B"], []] {
      #expect(try w.runs("run", jobs))
      try w.ran(stages)
      #expect(try w.read("out.txt") == "In notE onE 2 - -\n")
    }
  }

  @Test(arguments: Setting.allCases, [SIGINT, SIGKILL])
  func `Ctrl-C or SIGKILL while A half-wrote its output: AB, partial moved aside`(
    setting: Setting, signal: Int32
  ) throws {
    let w = try project(setting)
    let run = try halfDone(w, setting)
    if signal == SIGINT { run.child.signalGroup(SIGINT) } else { run.child.signal(SIGKILL) }
    #expect(try w.end(of: run).code == (signal == SIGINT ? 130 : -SIGKILL))
    // The keeper outlives a killed tool for a moment: A must not be let go on before it is ended.
    try w.wait(until: "A is gone") { try DoomedProject.processes(in: w.root).isEmpty }
    try w.remove("../halt")
    try w.ran("A")
    try next(w, setting, runs: "AB", gives: "new note one 2 - -")
    let aside = try w.files(in: ".assay/aside").map { try w.read(".assay/aside/\($0)") }
    #expect(aside == ["new"])
  }

  @Test(arguments: Setting.allCases)
  func `input edited while A runs: AB`(setting: Setting) throws {
    let w = try project(setting)
    let run = try halfDone(w, setting)
    try w.write("in.txt", "newer\n")
    try w.remove("../halt")
    #expect(try w.end(of: run).code == 0)
    try w.ran("A", "A", "B")
    try next(w, setting, runs: "", gives: "newer note one 2 - -")
  }

  /// Starts a run in which A has written half of its output and waits.
  private func halfDone(_ w: Workspace, _ setting: Setting) throws -> Workspace.Started {
    try w.write("in.txt", "new\n")
    try w.write("../halt", "")
    let run = try w.start([Workspace.assay, "run", setting == .twoProcessors ? "-j2" : "-j1"])
    try w.wait(until: "A is half done") { try w.exists("../halted") }
    return run
  }
}
