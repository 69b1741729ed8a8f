import Host
import Testing

/// `export shell`: a script that gives the same bytes with no assay on the machine.
struct ExportShellTests {
  /// Awkward names, a table of instances, folders, links, variables, a program of the machine.
  private static let pipeline = #"""
    assay: 1
    stages:
      compile:
        run: "mkdir -p bin; cp tool.sh bin/tool; chmod +x bin/tool"
        machine: true
        inputs: [tool.sh]
        outputs: [bin/tool]
      odd:
        run: [bin/tool, "it's $HOME `x` %s \\n", "two\nlines", "{outputs.odd}"]
        inputs: [bin/tool, "raw/it's a $file %d.txt"]
        outputs: { odd: "results/it's \"$odd\" %s.txt" }
      each:
        foreach: { rows: samples.csv }
        run: "printf '%s %s %%\\n' {foreach.mass} {foreach.sample} > {outputs.mass}"
        outputs: { mass: "masses/{foreach.sample}.txt" }
      folder:
        run: |
          test -z "$(ls -A tree)" && test -z "$(ls -A "$TMPDIR")" || exit 9
          mkdir -p 'tree/a b/c' tree/empty tree/__pycache__
          env | grep -v '^PWD=\|^_=\|^SHLVL=\|^OLDPWD=\|TMPDIR\|^PATH=\|^HOME=\|pyc$' | sort > tree/environment
          echo "$MODE" > 'tree/a b/c/mode'; umask >> 'tree/a b/c/mode'; cat >> 'tree/a b/c/mode'
          printf 'x\n' > tree/run; chmod +x tree/run; ln -s 'a b/c/mode' tree/link
          echo 1 > tree/__pycache__/no; printf 2 > 'tree/new
          line'
        inputs: [masses/*.txt]
        outputs: [tree/]
        environment: [MODE]
      linked:
        run: "ln -s masses linked; cp tool.sh program; chmod +x program; echo {stage.recipe} > recipe.txt"
        inputs: [tool.sh]
        outputs: [linked, program, recipe.txt]
    """#

  private static let files = [
    "tool.sh": "#!/bin/sh\nprintf '%s|' \"$1\" \"$2\" > \"$3\"\ncat raw/* >> \"$3\"\n",
    "raw/it's a $file %d.txt": "raw\n",
    "samples.csv": "sample,mass\n10W,1.5\nit's $5,\"2 'g\"\n",
  ]

  /// A project that was built and committed, and a clone of it in which nothing stands.
  private func built() throws -> Workspace {
    let w = try Workspace(Self.pipeline, files: Self.files)
    w.environment["MODE"] = "it's a \"mode\""
    try w.initRepository(
      ignoring: ".assay/\nbin/\nresults/\nmasses/\ntree/\nlinked\nprogram\n*.txt\n!raw/*\n")
    #expect(try w.runs())
    try w.commit("Begin")
    return w
  }

  /// All results, as one archive would hold them.
  private func results(_ w: Workspace) throws -> String {
    let list =
      "find bin results masses tree linked program recipe.txt ! -path '*__pycache__*' -printf '%p %y %m %l\\n' | sort; "
      + "find results masses tree program recipe.txt -type f ! -path '*__pycache__*' -exec sha256sum {} + | sort"
    return try w.call(["sh", "-c", list]).stdout
  }

  static let shells = ["dash", "busybox", "bash"].filter {
    Machine.executable(named: $0, path: Machine.variable("PATH") ?? "") != nil
  }

  @Test(arguments: shells)
  func `a clone without assay gets the same bytes`(shell: String) throws {
    let w = try built()
    #expect(
      try w.call([Workspace.assay, "export", "shell", "--output", "../rebuild.sh"]).code == 0)
    let expected = try results(w)
    try w.enterClone()
    let outcome = try w.call([shell] + (shell == "busybox" ? ["sh"] : []) + ["../rebuild.sh"])
    #expect(
      outcome
        == Outcome(
          stdout: """
            compile
            odd
            each@10W
            each@it%27s%20%245
            folder
            linked
            7 of 7 results as recorded

            """, stderr: "", code: 0))
    #expect(try results(w) == expected)
    #expect(try Files.entries(of: "\(w.root)/tmp").isEmpty)
    #expect(try !w.exists(".assay"))
  }

  @Test func `every clone gives the same script`() throws {
    let w = try built()
    let script = try w.call([Workspace.assay, "export", "shell"])
    #expect(script.code == 0 && script.stderr == "", "\(script)")
    try w.enterClone()
    #expect(try w.call([Workspace.assay, "export", "shell"]) == script)
    #expect(try w.call([Workspace.assay, "-C", "../project", "export", "shell"]) == script)
  }

  static let hasShellcheck =
    Machine.executable(named: "shellcheck", path: Machine.variable("PATH") ?? "") != nil

  @Test(.enabled(if: hasShellcheck, "shellcheck is not installed"))
  func `shellcheck has nothing to say`() throws {
    let w = try built()
    try w.runs("export", "shell", "-o", "../rebuild.sh")
    let outcome = try w.call(["shellcheck", "../rebuild.sh"])
    #expect(outcome == Outcome(stdout: "", stderr: "", code: 0))
  }

  @Test func `what stands where results go is moved and never destroyed`() throws {
    let w = try built()
    try w.runs("export", "shell", "-o", "../rebuild.sh")
    try w.enterClone()
    try w.write("tree/mine", "mine\n")
    try w.write("recipe.txt", "mine too\n")
    let outcome = try w.call(["sh", "../rebuild.sh"])
    #expect(outcome.code == 0, "\(outcome)")
    let folder = try #require(
      Files.entries(of: w.path(".")).map(\.name).first { $0.hasPrefix(".rebuilt-over.") })
    #expect(outcome.stdout.contains("what stood there before is in \(folder)\n"))
    #expect(try w.read("\(folder)/tree/mine") == "mine\n")
    #expect(try w.read("\(folder)/recipe.txt") == "mine too\n")
    #expect(try !w.exists("tree/mine"))
  }

  @Test func `a result that is not as recorded is named`() throws {
    let w = try built()
    try w.runs("export", "shell", "-o", "../rebuild.sh")
    try w.enterClone()
    try w.write("raw/it's a $file %d.txt", "other\n")
    w.environment["MODE"] = nil
    let outcome = try w.call(["sh", "../rebuild.sh"]).without()
    #expect(
      outcome.stderr == """
        not as recorded: results/it's "$odd" %s.txt
          recorded file <digest>
          rebuilt  file <digest>
        not as recorded: tree
          recorded folder <digest>
          rebuilt  folder <digest>

        """)
    #expect(outcome.stdout.hasSuffix("5 of 7 results as recorded\n"))
    #expect(outcome.code == 4)
  }

  @Test func `it stops at the first stage that fails`() throws {
    let w = try built()
    try w.runs("export", "shell", "-o", "../rebuild.sh")
    try w.enterClone()
    try w.write("tool.sh", "#!/bin/sh\nexit 7\n")
    #expect(
      try w.call(["sh", "../rebuild.sh"])
        == Outcome(stdout: "compile\nodd\n", stderr: "stage odd failed: exit code 7\n", code: 1))
    try w.write("tool.sh", "#!/bin/sh\n")
    #expect(
      try w.call(["sh", "../rebuild.sh", "."])
        == Outcome(
          stdout: "compile\nodd\n",
          stderr: "stage odd failed: it did not write results/it's \"$odd\" %s.txt\n", code: 1))
    #expect(
      try w.call(["sh", "../rebuild.sh", ".."])
        == Outcome(stdout: "", stderr: "\(w.root) is not the folder of the project\n", code: 1))
  }

  @Test func `stages without a record, or with an old one`() throws {
    let w = try Workspace(Self.pipeline, files: Self.files)
    try w.assay(
      "export", "shell", stderr: "error: stage `odd` has no record\n  hint: assay run", code: 2)
    try w.runs()
    try w.write("raw/it's a $file %d.txt", "other\n")
    let outcome = try w.call([Workspace.assay, "export", "shell", "-o", "../rebuild.sh"])
    #expect(
      outcome
        == Outcome(
          stdout: "",
          stderr: "note: changed since they were recorded, and rebuilt as recorded: odd\n", code: 0)
    )
  }
}
