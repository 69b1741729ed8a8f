import Testing

/// A project that `init` begins.
struct InitTests {
  private static let next = """
    next:
      assay run
      assay numbers
      assay trace example.mean_mass
    """
  private static let ignored = "added `.assay/` to .gitignore"
  private static let attributed =
    "added `provenance/** -merge linguist-generated` to .gitattributes"

  @Test func `it works from the first command to the last`() throws {
    let w = try Workspace()
    try w.git("init", "-q", "-b", "main")
    try w.assay(
      "init",
      stdout: """
        wrote raw/example.csv
        wrote pipeline.yaml
        \(Self.ignored)
        \(Self.attributed)
        \(Self.next)
        """)
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: "run       example: never run here\nchanged   example new outputs, <time>")
    try w.assay("numbers", stdout: "example.mean_mass  10.01 mg  simulated  no budget stated")
    let trace = try w.call([Workspace.assay, "trace", "example.mean_mass"])
    #expect(trace.code == 0, "\(trace)")
    #expect(trace.stdout.hasPrefix("example.mean_mass = 10.01 mg (simulated)\n"))
    try w.assay("status", stdout: "fresh     example\n1 stage: 1 fresh")
    try w.commit("Begin")
    let files = try w.git("ls-files").replacing(/[0-9a-f]{64}/, with: "<digest>")
    #expect(
      files == """
        .gitattributes
        .gitignore
        pipeline.yaml
        provenance/example.json
        provenance/example.numbers.json
        provenance/machines/<digest>.json
        raw/example.csv
        results/example.json

        """)
  }

  @Test func `its parameter and its rows count`() throws {
    let w = try Workspace()
    #expect(try w.runs("init") && w.runs())
    try w.write("raw/example.csv", w.read("raw/example.csv").replacing("10.03", with: "10.06"))
    #expect(try w.runs())
    try w.assay("numbers", stdout: "example.mean_mass  10.02 mg  simulated  no budget stated")
    let pipeline = try w.read("pipeline.yaml")
    try w.write("pipeline.yaml", pipeline.replacing("heading_lines: 2", with: "heading_lines: 4"))
    #expect(try w.runs())
    try w.assay("numbers", stdout: "example.mean_mass  10.06 mg  simulated  no budget stated")
  }

  @Test func `in another folder, outside git`() throws {
    let w = try Workspace()
    try w.assay(
      "init", "new/my paper",
      stdout: """
        wrote new/my paper/raw/example.csv
        wrote new/my paper/pipeline.yaml
        added `.assay/` to new/my paper/.gitignore
        added `provenance/** -merge linguist-generated` to new/my paper/.gitattributes
        next:
          cd 'new/my paper'
          git init    so that a trace can name who brought a value, and when
          assay run
          assay numbers
          assay trace example.mean_mass
        """)
    #expect(try w.runs("-C", "new/my paper", "run"))
    #expect(try w.runs("-C", "new", "init", "../beside"))
    #expect(try w.runs("init", w.path("whole")))
    #expect(try w.exists("beside/pipeline.yaml") && w.exists("whole/pipeline.yaml"))
  }

  @Test func `it adds to what is there, once`() throws {
    let w = try Workspace(files: [".gitignore": "build", ".gitattributes": "*.csv text\n"])
    try w.git("init", "-q")
    #expect(try w.runs("init"))
    #expect(try w.read(".gitignore") == "build\n.assay/\n")
    #expect(
      try w.read(".gitattributes") == "*.csv text\nprovenance/** -merge linguist-generated\n")
    try w.remove("pipeline.yaml")
    try w.remove("raw")
    try w.write(".gitignore", "/.assay\r\n")
    try w.assay(
      "init", stdout: "wrote raw/example.csv\nwrote pipeline.yaml\n\(Self.next)")
    #expect(try w.read(".gitignore") == "/.assay\r\n")
    #expect(
      try w.read(".gitattributes") == "*.csv text\nprovenance/** -merge linguist-generated\n")
  }

  @Test(arguments: [
    ("pipeline.yaml", "`assay run` rebuilds that project"),
    ("raw/example.csv", "name another folder: assay init DIR"),
    ("results/example.json", "name another folder: assay init DIR"),
  ])
  func `it overwrites nothing`(name: String, hint: String) throws {
    let w = try Workspace(files: [name: "mine\n"])
    try w.assay(
      "init",
      stderr: "error: `\(name)` exists already: nothing was changed\n  hint: \(hint)", code: 2)
    #expect(try w.files(in: "") == [name])
    #expect(try w.read(name) == "mine\n")
  }

  @Test func `a file in the place of the folder`() throws {
    let w = try Workspace(files: ["x": ""])
    try w.assay(
      "init", "x", stderr: "error: cannot make folder `<root>/project/x`: Not a directory", code: 1)
    try w.assay("-C", "y", "init", stderr: "error: there is no folder `y`", code: 2)
    #expect(try w.files(in: "") == ["x"])
  }
}
