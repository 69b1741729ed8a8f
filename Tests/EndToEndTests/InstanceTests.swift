import Testing

/// Stages that a `foreach` makes many of: what runs, what is written, and what is asked of them.
struct InstanceTests {
  /// One fit for each sample that was measured, and a trend over all fits.
  private static let pipeline = """
    assay: 1
    stages:
      fit:
        foreach: { rows: samples.csv, where: xrd }
        run: "echo fit@{foreach.sample} >> ../ran; sed 's/$/ {foreach.mass}/' {inputs.data} > {outputs.o}"
        inputs: { data: "raw/{foreach.file}" }
        outputs: { o: "fit/{foreach.sample}.txt" }
      trend:
        run: [sh, -c, 'echo trend >> ../ran; cat "$@" > trend.txt', sh, "{inputs.all}"]
        inputs: { all: "{stages.fit.o}" }
        outputs: [trend.txt]
    """
  private static let samples = """
    sample,xrd,file,mass,remark
    25W,yes,b.xy,2.5,first
    10W,yes,a.xy,1.5,
    50W,no,,,not measured yet

    """

  private func project(_ samples: String = samples) throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: ["samples.csv": samples, "raw/a.xy": "a\n", "raw/b.xy": "b\n", "raw/c.xy": "c\n"])
    try w.runs()
    try w.ran("fit@25W", "fit@10W", "trend")
    return w
  }

  @Test func `each row that counts is a stage, and one stage takes in what all make`() throws {
    let w = try Workspace(
      Self.pipeline, files: ["samples.csv": Self.samples, "raw/a.xy": "a\n", "raw/b.xy": "b\n"])
    try w.assay(
      "status",
      stdout: """
        never     fit@25W
        never     fit@10W
        waiting   trend    may run, behind fit@25W, fit@10W
        3 stages: 2 never, 1 waiting
        """, code: 3)
    try w.assay(
      "run", "-j1",
      stdout: "3 stages: 3 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       fit@25W: never run here
        changed   fit@25W new outputs, <time>
        run       fit@10W: never run here
        changed   fit@10W new outputs, <time>
        run       trend: never run here
        changed   trend new outputs, <time>
        """)
    #expect(try w.read("trend.txt") == "b 2.5\na 1.5\n")
    try w.assay(
      "run", stdout: "3 stages: 0 run here, 3 from this machine, 0 believed from the record")
  }

  @Test func `a new row runs alone, and what collects the instances`() throws {
    let w = try project()
    try w.write("samples.csv", Self.samples + "75W,yes,c.xy,7.5,\n")
    try w.assay(
      "run", stdout: "4 stages: 2 run here, 2 from this machine, 0 believed from the record",
      stderr: """
        run       fit@75W: never run here
        changed   fit@75W new outputs, <time>
        run       trend: input fit/75W.txt absent → file <digest> (and 1 more)
        changed   trend new outputs, <time>
        """)
    try w.ran("fit@75W", "trend")
    #expect(try w.read("trend.txt") == "b 2.5\na 1.5\nc 7.5\n")
  }

  @Test func `a column that nobody uses runs nothing`() throws {
    let w = try project()
    try w.write("samples.csv", Self.samples.replacing("first", with: "\"second, third\""))
    try w.assay(
      "run", stdout: "3 stages: 0 run here, 3 from this machine, 0 believed from the record")
  }

  @Test func `a column that is used runs the instance of its row`() throws {
    let w = try project()
    try w.write("samples.csv", Self.samples.replacing("1.5", with: "1.75"))
    try w.runs()
    try w.ran("fit@10W", "trend")
    #expect(try w.read("trend.txt") == "b 2.5\na 1.75\n")
  }

  @Test func `an input of one instance runs that instance`() throws {
    let w = try project()
    try w.write("raw/b.xy", "B\n")
    try w.runs()
    try w.ran("fit@25W", "trend")
  }

  @Test func `rows in another order run only what collects them in order`() throws {
    let w = try project()
    let lines = Self.samples.split(separator: "\n")
    try w.write(
      "samples.csv", [lines[0], lines[2], lines[1], lines[3]].joined(separator: "\n") + "\n")
    try w.runs()
    try w.ran("trend")
    #expect(try w.read("trend.txt") == "a 1.5\nb 2.5\n")
  }

  @Test func `a row that is taken out takes nothing else with it`() throws {
    let w = try project()
    try w.write("samples.csv", Self.samples.replacing("10W,yes", with: "10W,-"))
    try w.runs()
    try w.ran("trend")
    #expect(try w.read("trend.txt") == "b 2.5\n")
    try w.write("samples.csv", Self.samples)
    try w.runs()
    try w.ran()
    #expect(try w.read("trend.txt") == "b 2.5\na 1.5\n")
  }

  @Test func `lists are combined, and every byte of a value is safe in a name`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        grid:
          foreach: { x: [10W, "50 W/1"], y: [ü, "it's"] }
          run: printf '%s\\n' {foreach.x} {foreach.y} > {outputs.o}
          outputs: { o: "grid/{foreach.x}/{foreach.y}.txt" }
      """)
    try w.assay(
      "run", "-j1",
      stdout: "4 stages: 4 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       grid@10W,%C3%BC: never run here
        changed   grid@10W,%C3%BC new outputs, <time>
        run       grid@10W,it%27s: never run here
        changed   grid@10W,it%27s new outputs, <time>
        run       grid@50%20W%2F1,%C3%BC: never run here
        changed   grid@50%20W%2F1,%C3%BC new outputs, <time>
        run       grid@50%20W%2F1,it%27s: never run here
        changed   grid@50%20W%2F1,it%27s new outputs, <time>
        """)
    #expect(try w.read("grid/50 W/1/it's.txt") == "50 W/1\nit's\n")
    #expect(
      try w.files(in: "provenance").filter { !$0.hasPrefix("machines/") } == [
        "grid@10W,%C3%BC.json", "grid@10W,it%27s.json", "grid@50%20W%2F1,%C3%BC.json",
        "grid@50%20W%2F1,it%27s.json",
      ])
    try w.assay(
      "explain", "grid@10W,%C3%BC",
      stdout: """
        grid@10W,%C3%BC: fresh: its outputs are what this machine made of these inputs

        recipe <digest>
        key    <digest>
          command   /bin/sh -c 'printf '\\''%s\\n'\\'' 10W ü > grid/10W/ü.txt'
          cpus      1
          output    'grid/10W/ü.txt' any stored
          platform  'linux x86_64'
        """)
  }

  @Test func `numbers of instances have the names of their instances`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        fit:
          foreach: { sample: [10W, 2.5 W] }
          run: |
            echo '{"numbers": {"slope": {"value": 1.5, "unit": "g"}}}' > {outputs.n}
          outputs: { n: "fit/{foreach.sample}.json" }
          numbers: "fit/{foreach.sample}.json"
      """)
    try w.runs()
    #expect(
      try w.files(in: "provenance").filter { !$0.hasPrefix("machines/") } == [
        "fit@10W.json", "fit@10W.numbers.json", "fit@2.5%20W.json", "fit@2.5%20W.numbers.json",
      ])
    try w.assay(
      "numbers",
      stdout: """
        fit@10W.slope      1.5 g  unknown  no budget stated
        fit@2.5%20W.slope  1.5 g  unknown  no budget stated
        """)
    let trace = try w.call([Workspace.assay, "trace", "fit@2.5%20W.slope"])
    #expect(trace.code == 0)
    #expect(trace.stdout.hasPrefix("fit@2.5%20W.slope = 1.5 g ("), "\(trace)")
    try w.assay(
      "trace", "slope",
      stderr: "error: several stages have a number `slope`: fit@10W.slope, fit@2.5%20W.slope",
      code: 2)
    try w.assay(
      "trace", "fit@2.5%20.slope",
      stderr: """
        error: there is no number `fit@2.5%20.slope`
          hint: did you mean `fit@2.5%20W.slope`?
        """, code: 2)
  }

  @Test func `of many instances the first are named`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        fit:
          foreach: { i: [\((1...23).map(String.init).joined(separator: ", "))] }
          run: |
            echo '{"numbers": {"slope": {"value": 1.5, "unit": "g"}}}' > {outputs.n}
          outputs: { n: "fit/{foreach.i}.json" }
          numbers: "fit/{foreach.i}.json"
      """)
    let first = (1...20).map { "fit@\($0)" }
    try w.assay(
      "numbers",
      stderr: "note: \(first.joined(separator: ", ")) and 3 more have never run: assay run")
    try w.runs()
    let ids = first.map { "\($0).slope" }.joined(separator: ", ")
    try w.assay(
      "trace", "slope", stderr: "error: several stages have a number `slope`: \(ids) and 3 more",
      code: 2)
  }

  @Test func `the longest names are written, changed and put back`() throws {
    let name = "fit@" + String(repeating: "x", count: 196)
    let pipeline = """
      assay: 1
      stages:
        fit:
          foreach: { v: [\(name.dropFirst(4))] }
          run: "cp in.json out/n.json"
          inputs: [in.json]
          outputs: [out/]
          numbers: out/n.json
      """
    let first = #"{"numbers": {"x": {"value": 1.5, "unit": "g"}}}"#
    let w = try Workspace(pipeline, files: ["in.json": first])
    #expect(try w.runs())
    let record = try w.read("provenance/\(name).json")
    try w.write("in.json", first.replacing("1.5", with: "2.5"))
    try w.write("out/n.json", "mine")
    #expect(try w.runs())
    #expect(try w.read("provenance/\(name).numbers.json").contains("2.5"))
    try w.write("in.json", first)
    #expect(try w.runs())
    #expect(try w.read("provenance/\(name).json") == record)
  }

  @Test func `a fault in the table is told at its line, and nothing is done`() throws {
    let samples = Self.samples + "10W,yes,c.xy,7.5,again\n"
    let w = try Workspace(Self.pipeline, files: ["samples.csv": samples])
    for arguments in [["run"], ["run", "-n"], ["status"]] {
      let outcome = try w.call([Workspace.assay] + arguments)
      w.expect(
        outcome, arguments, "",
        """
        samples.csv:5:1: there are two rows for `fit@10W`, the first at samples.csv:3:1
          5 | 10W,yes,c.xy,7.5,again
            | ^^^
          hint: let `key` list the columns that tell them apart
        """, 2, at: #_sourceLocation)
    }
    try w.remove("samples.csv")
    try w.assay(
      "status",
      stderr: """
        pipeline.yaml:4:22: there is no table `samples.csv`
          4 |     foreach: { rows: samples.csv, where: xrd }
            |                      ^^^^^^^^^^^
          hint: it is read before any stage runs
        """, code: 2)
    #expect(try !w.exists("provenance"))
  }

  @Test func `a missing input is told with the instance that wants it`() throws {
    let w = try Workspace(Self.pipeline, files: ["samples.csv": Self.samples, "raw/b.xy": "b\n"])
    try w.assay(
      "run",
      stderr: """
        pipeline.yaml:6:21: the input `raw/a.xy` of stage `fit@10W` is missing, and no stage makes it
          6 |     inputs: { data: "raw/{foreach.file}" }
            |                     ^^^^^^^^^^^^^^^^^^^^
          hint: did you mean `raw/b.xy`?
        """, code: 2)
  }
}
