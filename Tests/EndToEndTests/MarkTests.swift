import Testing

/// What a stage may say of itself in what it makes: its name, its recipe, and that data were made up.
struct MarkTests {
  /// `plot` draws what `fit` makes of the raw files.
  private func drawing(origin: String, raw: String = "[raw]") throws -> Workspace {
    try Workspace(
      """
      assay: 1
      sources:
        - { files: raw/*, origin: \(origin), reference: here }
      stages:
        fit: { run: "cat raw/* > fit.txt", inputs: \(raw), outputs: [fit.txt] }
        plot:
          run: [sh, plot.sh, "{stage.mark}", "by {stage.name} {stage.recipe}", "{outputs.plot}"]
          inputs: [plot.sh, fit.txt]
          outputs: { plot: plot.txt }
      """,
      files: [
        "raw/a.txt": "1\n", "plot.sh": #"printf '<%s>\n%s\n' "$1" "$2" > "$3""# + "\n",
      ])
  }

  private func plot(_ w: Workspace) throws -> [String] {
    try w.runs()
    return try w.read("plot.txt").split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["[raw]", "[raw/a.txt]", "[raw/*.txt]"])
  func `data that were made up mark all that rests on them`(raw: String) throws {
    #expect(try plot(drawing(origin: "synthetic", raw: raw))[0] == "<SYNTHETIC INPUT>")
    #expect(try plot(drawing(origin: "published", raw: raw))[0] == "<>")
  }

  @Test func `another origin makes again what is marked, and nothing else`() throws {
    let w = try drawing(origin: "published")
    #expect(try plot(w)[0] == "<>")
    try w.write(
      "pipeline.yaml",
      w.read("pipeline.yaml").replacing("origin: published", with: "origin: synthetic"))
    w.expect(
      try w.call([Workspace.assay, "run"]), ["run"],
      "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      """
      run       plot: command sh plot.sh  by plot {stage.recipe} plot.txt → \
      sh plot.sh SYNTHETIC INPUT by plot {stage.recipe} plot.txt
      changed   plot new outputs, <time>
      """, 0, at: #_sourceLocation)
    #expect(try w.read("plot.txt").hasPrefix("<SYNTHETIC INPUT>\n"))
  }

  @Test func `the recipe is that of the record, and the same in every clone`() throws {
    let w = try drawing(origin: "published")
    let made = try plot(w)[1]
    let record = try w.read("provenance/plot.json")
    let digest = try #require(made.split(separator: " ").last)
    #expect(made.hasPrefix("by plot "))
    #expect(record.contains(#""recipe": "\#(digest)""#), "\(made)\n\(record)")
    #expect(record.contains("{stage.recipe}"))
    try w.write("raw/a.txt", "2\n")
    #expect(try plot(w)[1] != made)
  }

  @Test func `another word is refused with those there are`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo {stage.marks} > a.txt", outputs: [a.txt] }
      """)
    try w.assay(
      "run",
      stderr: """
        pipeline.yaml:3:19: `{stage.marks}` names nothing
          3 |   a: { run: "echo {stage.marks} > a.txt", outputs: [a.txt] }
            |                   ^^^^^^^^^^^^^
          hint: did you mean `mark`?
        """, code: 2)
  }
}
