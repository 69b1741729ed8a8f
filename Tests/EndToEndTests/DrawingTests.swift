import Host
import Testing

/// What `graph` draws: `dot`, Mermaid, SVG and JSON, of all stages or of some.
struct DrawingTests {
  private static let pipeline = """
    assay: 1
    stages:
      read: { run: cp in.txt a.txt, inputs: [in.txt], outputs: [a.txt, more/] }
      fit: { run: cp a.txt b.txt, inputs: [a.txt], outputs: { result: b.txt } }
      plot: { run: cat a.txt b.txt > c.txt, inputs: [a.txt, b.txt], outputs: [c.txt] }
      other: { run: echo 1 > d.txt, outputs: [d.txt] }
    """

  private static func dot(_ rest: String) -> String {
    """
    digraph stages {
      graph [rankdir=LR bgcolor=transparent nodesep=0.15 ranksep=0.4]
      node [shape=box style="filled,rounded" color="#7d8590" fillcolor="#eaeef2" fontcolor="#1f2328" fontname="sans-serif" fontsize=11 height=0.3 margin="0.12,0.05"]
      edge [color="#7d8590" arrowsize=0.6]
    \(rest)
    }
    """
  }

  private static let all = dot(
    """
      "read"
      "fit"
      "plot"
      "other"
      "read" -> "fit"
      "read" -> "plot"
      "fit" -> "plot"
    """)

  @Test(arguments: [["graph"], ["graph", "--format", "dot"]])
  func `all stages as dot`(arguments: [String]) throws {
    let w = try Workspace(Self.pipeline)
    w.expect(
      try w.call([Workspace.assay] + arguments), arguments, Self.all, "", 0, at: #_sourceLocation)
  }

  @Test func `some stages and what leads to them`() throws {
    let w = try Workspace(Self.pipeline)
    try w.assay(
      "graph", "fit", "other",
      stdout: Self.dot("  \"read\"\n  \"fit\"\n  \"other\"\n  \"read\" -> \"fit\""))
    try w.assay(
      "graph", "fti",
      stderr:
        "error: there is no stage `fti`, and no stage makes a file of this path\n  hint: did you mean `fit`?",
      code: 2)
  }

  @Test func `as Mermaid`() throws {
    let w = try Workspace(Self.pipeline)
    try w.assay(
      "graph", "plot", "--format", "mermaid",
      stdout: """
        flowchart LR
          s0["read"]
          s1["fit"]
          s2["plot"]
          s0 --> s1
          s0 --> s2
          s1 --> s2
        """)
  }

  @Test func `as JSON`() throws {
    let w = try Workspace(Self.pipeline)
    try w.assay(
      "graph", "fit", "--json",
      stdout: """
        {
          "stages": [
            {"name": "read", "family": "read", "upstream": [], "outputs": ["a.txt", "more"]},
            {
              "name": "fit",
              "family": "fit",
              "upstream": ["read"],
              "outputs": ["b.txt"]
            }
          ]
        }
        """)
    let both = try w.call([Workspace.assay, "graph", "--json", "--format", "dot"])
    #expect(both.code == 2)
    #expect(
      both.stderr.hasPrefix("Error: --json and --format exclude each other\n"), "\(both)")
  }

  @Test func `into a file, named from where the user stands`() throws {
    let w = try Workspace(Self.pipeline, files: ["sub/x": ""])
    w.project = "project/sub"
    try w.assay("graph", "--output", "graph.dot")
    #expect(try w.read("graph.dot") == Self.all + "\n")
    try w.assay(
      "graph", "--output", "no/graph.dot",
      stderr: "error: cannot write `<root>/project/sub/no/graph.dot`: No such file or directory",
      code: 1)
  }

  private static let hasDot =
    Machine.executable(named: "dot", path: Machine.variable("PATH") ?? "") != nil

  @Test(.enabled(if: hasDot, "graphviz is not installed"))
  func `as SVG: the same bytes each time, nothing behind the boxes`() throws {
    let w = try Workspace(Self.pipeline)
    let first = try w.call([Workspace.assay, "graph", "--format", "svg"])
    #expect(first.code == 0 && first.stderr == "", "\(first)")
    #expect(first.stdout.hasPrefix("<?xml ") && first.stdout.hasSuffix("</svg>\n"))
    let text = /<text [^>]*font-family="sans-serif"[^>]*>([a-z]+)<\/text>/
    let labels = first.stdout.matches(of: text)
    #expect(labels.map { String($0.output.1) } == ["read", "fit", "plot", "other"])
    let grounds = first.stdout.matches(of: /fill="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(grounds) == ["#eaeef2", "#1f2328", "#7d8590", "none"])
    #expect(try w.call([Workspace.assay, "graph", "--format", "svg"]) == first)
    #expect(try w.files(in: "") == ["pipeline.yaml"])
    #expect(try w.files(in: "../tmp") == [])
  }

  @Test func `as SVG where there is no dot`() throws {
    let w = try Workspace(Self.pipeline)
    w.environment["PATH"] = w.path("bin")
    try w.assay(
      "graph", "--format", "svg",
      stderr: "error: `dot` is not on the PATH\n  hint: install graphviz", code: 2)
  }

  @Test func `as SVG where dot fails`() throws {
    let w = try Workspace(
      Self.pipeline,
      files: ["bin/dot": "#!/bin/sh\necho 'syntax error'; echo 'in line 1' >&2\nexit 1\n"])
    w.makeExecutable("bin/dot")
    w.environment["PATH"] = "\(w.path("bin")):/usr/bin:/bin"
    try w.assay(
      "graph", "--format", "svg", stderr: "error: `dot` failed\n  | syntax error\n  | in line 1",
      code: 1)
  }

  @Test func `a drawing that takes long can be interrupted`() throws {
    let w = try Workspace(
      Self.pipeline, files: ["bin/dot": "#!/bin/sh\ntouch ../halted\nexec sleep 100\n"])
    w.makeExecutable("bin/dot")
    w.environment["PATH"] = "\(w.path("bin")):/usr/bin:/bin"
    let run = try w.start([Workspace.assay, "graph", "--format", "svg"])
    try w.wait(until: "it draws") { try w.exists("../halted") }
    run.child.signal(2)
    #expect(try w.end(of: run) == Outcome(stdout: "", stderr: "", code: 130))
    #expect(try w.files(in: "../tmp") == [])
  }
}
