import Testing
import Text

@testable import Pipeline

private let paper = """
  assay: 1
  sources:
    - { files: stages/icp/raw/table-s1.csv, origin: published, reference: Table S1 }
    - files: [stages/*/raw/**, extra]
      origin: measured
      instrument: XRD
      date: 2024-05
      by: Ada
  parameters:
    current: 200 mA/g
    fit: { window: [0.5, "a\\"b", ~], order: 3, robust: true }
  stages:
    compile:
      run: [stages/compile.sh]
      machine: true
      tools: [swift, objcopy]
      scratch: [.build/stages/]
      cpus: 2
      inputs: [Package.swift, Sources/C*/**]
      outputs: [stages/bin/icp]
    icp:
      run: ["{inputs.program}", "{inputs.readings}", --results, "{outputs.results}"]
      inputs:
        program: stages/bin/icp
        readings: [stages/icp/raw/table-s1.csv, ./stages//icp/raw/more/]
      outputs: { results: stages/icp/results, log: { path: log.txt, cache: false } }
      numbers: stages/icp/results/numbers.json
      parameters: [fit, current, fit.order]
      environment: [LICENSE_KEY, {name: SEED}, {name: KEYBOARD, secret: false}]
  """

@Test func `a whole pipeline is read as it is written`() throws {
  let pipeline = try read(paper)
  #expect(pipeline.file == "pipeline.yaml")
  #expect(pipeline.stages.map(\.name) == ["compile", "icp"])
  let compile = pipeline.stages[0]
  #expect(compile.isMachine && compile.resources.cpus == 2 && !compile.command.isShell)
  #expect(compile.tools == ["swift", "objcopy"])
  #expect(compile.scratch == [".build/stages"])
  #expect(compile.inputs.map(\.pattern.text) == ["Package.swift", "Sources/C*/**"])
  #expect(compile.inputs.map(\.name) == [nil, nil])
  let icp = try #require(pipeline.stage(named: "icp"))
  #expect(!icp.isMachine && icp.resources.cpus == 1)
  #expect(icp.numbers == "stages/icp/results/numbers.json")
  #expect(icp.inputs.map(\.name) == ["program", "readings", "readings"])
  #expect(icp.inputs.last?.pattern == .path("stages/icp/raw/more", isFolder: true))
  #expect(icp.outputs.map(\.path) == ["stages/icp/results", "log.txt"])
  #expect(icp.outputs.map(\.isFolder) == [true, false])
  #expect(icp.outputs.map(\.isCached) == [true, false])
  #expect(icp.environment.map(\.name) == ["LICENSE_KEY", "SEED", "KEYBOARD"])
  #expect(icp.environment.map(\.isSecret) == [true, false, false])
  #expect(icp.parameters.map(\.name) == ["fit.window", "fit.order", "fit.robust", "current"])
  #expect(pipeline.upstream(of: icp.id) == [compile.id])
  #expect(pipeline.stage(named: "ICP") == nil)
  #expect(pipeline.place(of: icp.mark).description == "pipeline.yaml:21:3")
}

@Test func `parameters keep their type and their source text`() throws {
  let parameters = try read(paper).parameters
  #expect(parameters.map(\.name) == ["current", "fit.window", "fit.order", "fit.robust"])
  #expect(parameters.map(\.type) == [.text, .list, .integer, .bool])
  #expect(parameters.map(\.text) == ["200 mA/g", #"[0.5, "a\"b", ~]"#, "3", "true"])
  #expect(parameters[1].values == ["0.5", "a\"b", "~"])
}

@Test func `the first rule that covers a file tells its source`() throws {
  let pipeline = try read(paper)
  #expect(pipeline.source(of: "stages/icp/raw/table-s1.csv")?.origin == .published)
  #expect(pipeline.source(of: "stages/icp/raw/table-s1.csv")?.reference == "Table S1")
  let measured = try #require(pipeline.source(of: "stages/xrd/raw/a/b.xy"))
  #expect(measured.origin == .measured && measured.instrument == "XRD")
  #expect(measured.date == "2024-05" && measured.by == "Ada")
  #expect(pipeline.source(of: "extra/x.csv")?.origin == .measured)
  #expect(pipeline.source(of: "extras.csv") == nil)
}

@Test func `scripts are code wherever they lie, unless the file lists its own`() throws {
  let usual = try read(paper)
  for path in [
    "a.py", ".ci/x/run.sh", "stages/a/code/main.swift", "fit.R", "Makefile", "x/Package.swift",
  ] {
    #expect(usual.isCode(path), "\(path)")
  }
  for path in ["a.csv", "py", "x.py/data.txt", "makefile.csv", ""] {
    #expect(!usual.isCode(path), "\(path)")
  }
  let own = try read("assay: 1\ncode: [tools, '*.xsl']\nstages: {}")
  #expect(own.isCode("tools/a/b") && own.isCode("x.xsl") && !own.isCode("a.py"))
}

@Test func `the maker of a path is found, also inside a folder it makes`() throws {
  let pipeline = try read(paper)
  #expect(pipeline.maker(of: "stages/bin/icp") == pipeline.stages[0].id)
  #expect(pipeline.maker(of: "stages/icp/results/a/b.csv") == pipeline.stages[1].id)
  #expect(pipeline.maker(of: "stages/icp") == nil)
  #expect(pipeline.maker(of: "stages/icp/resultsx") == nil)
}

@Test(
  arguments: [
    ("90 s", 90.0), ("30min", 1800), ("1.5 h", 5400), ("1 d", 86400), ("0.25 s", 0.25),
    ("'2 h'", 7200),
  ] as [(String, Double)])
func `a time limit is a number and a unit`(written: String, seconds: Double) throws {
  let stage = try read("assay: 1\nstages: {a: {run: x, timeout: \(written)}}").stages[0]
  #expect(stage.timeout == .seconds(seconds))
}

@Test(arguments: [
  ("512 B", 512), ("1.5 kB", 1500), ("4GB", 4_000_000_000), ("2 TB", 2_000_000_000_000),
  ("1 KiB", 1024), ("0.5 MiB", 524_288), ("16 GiB", 17_179_869_184), ("1 TiB", 1_099_511_627_776),
  ("0.1 B", 1),
])
func `memory is a number and a unit, rounded up to bytes`(written: String, bytes: Int) throws {
  let stage = try read("assay: 1\nstages: {a: {run: x, memory: \(written)}}").stages[0]
  #expect(stage.resources.memory == bytes)
}

@Test func `what a stage says takes the place of the default`() throws {
  let pipeline = try read(
    """
    assay: 1
    stages:
      plain: { run: x }
      own:
        run: x
        tools: [awk]
        cpus: 1
        memory: 1 MB
        pool: licence
        timeout: 2 s
        retries: 0
        access: declared
        always: false
    defaults:
      tools: [sed, sort]
      cpus: 4
      memory: 1 GB
      pool: gpu
      timeout: 1 min
      retries: 3
      access: declared
      always: true
    pools: { gpu: 1, licence: 2 }
    """)
  #expect(pipeline.pools == ["gpu": 1, "licence": 2])
  let (plain, own) = (pipeline.stages[0], pipeline.stages[1])
  #expect(plain.tools == ["sed", "sort"] && own.tools == ["awk"])
  #expect(plain.resources == Resources(cpus: 4, memory: 1_000_000_000, pool: "gpu"))
  #expect(own.resources == Resources(cpus: 1, memory: 1_000_000, pool: "licence"))
  #expect(plain.timeout == .seconds(60) && own.timeout == .seconds(2))
  #expect(plain.retries == 3 && own.retries == 0)
  #expect(plain.isAlways && !own.isAlways)
}

@Test func `a lonely map of no stages is a pipeline`() throws {
  #expect(try read("assay: 1\nstages: {}").order.isEmpty)
}

@Test func `names of any script, with spaces, quotes and newlines, are paths`() throws {
  let pipeline = try read(
    "assay: 1\nstages: {a: {run: x, inputs: [Größe ‰.csv, \"it's \\\"x\\\"\\n.csv\", ' b ', 1, ~x]}}"
  )
  #expect(
    pipeline.stages[0].inputs.map(\.pattern.text)
      == ["Größe ‰.csv", "it's \"x\"\n.csv", " b ", "1", "~x"])
}

@Test func `what only the disk can show is told where it is declared`() throws {
  let pipeline = try read(paper)
  let (compile, icp) = (pipeline.stages[0], pipeline.stages[1])
  let path = "stages/icp/raw/table-s1.csv"
  #expect(
    pipeline.diagnostic(
      .inputMissing(icp.inputs[1], of: icp, among: ["x", "stages/icp/raw/table_s1.csv"])
    ).description == """
      pipeline.yaml:25:18: the input `\(path)` of stage `icp` is missing, and no stage makes it
        25 |       readings: [\(path), ./stages//icp/raw/more/]
           |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: did you mean `stages/icp/raw/table_s1.csv`?
      """)
  #expect(
    pipeline.diagnostic(.patternMatchesNothing(compile.inputs[1], of: compile)).description == """
      pipeline.yaml:19:29: the input `Sources/C*/**` of stage `compile` matches nothing
        19 |     inputs: [Package.swift, Sources/C*/**]
           |                             ^^^^^^^^^^^^^
      """)
  #expect(
    pipeline.diagnostic(
      .patternFindsOutput(compile.inputs[1], of: compile, found: "Sources/C/x/y", madeBy: icp)
    ).description == """
      pipeline.yaml:19:29: `Sources/C*/**` of stage `compile` finds `Sources/C/x/y`, which stage \
      `icp` makes, but need not have made before
        19 |     inputs: [Package.swift, Sources/C*/**]
           |                             ^^^^^^^^^^^^^
        hint: write a slash after the output that is a folder
      """)
}

/// A small generator with a fixed seed, so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

private let many = """

    trend:
      timeout: 30 min
      memory: 4 GB
      run: cat {inputs.all} > {outputs.o}
      inputs: { all: "{stages.xrd.o}" }
      outputs: { o: trend.txt }
    xrd:
      foreach: { sample: [10W, 25 W], repeat: [1, 2] }
      run: [x, "{foreach.sample}"]
      inputs: ["raw/{foreach.sample}/*.csv"]
      outputs: { o: "xrd/{foreach.sample} {foreach.repeat}.csv" }
  """

@Test func `no pipeline whatever makes the reader trap`() {
  var random = Seeded(state: 7)
  let words = (paper + many).split(separator: " ", omittingEmptySubsequences: false).map(
    String.init)
  let spice = [
    "{inputs.x}", "{foreach.sample}", "{stages.icp.log}", "{stages.{foreach.x}}", "rows:", "~",
    "''", "*", "**", "/", "[", "{a: b}", "-1", "\"\\0\"", "run:", "é",
  ]
  var read = 0
  for _ in 0..<3000 {
    var changed = words
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let at = Int.random(in: 0..<changed.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: changed[at] = spice.randomElement(using: &random) ?? ""
      case 1: changed.swapAt(at, Int.random(in: 0..<changed.count, using: &random))
      default: changed[at] = String(changed[at].dropFirst())
      }
    }
    read += told(changed.joined(separator: " ")).isEmpty ? 1 : 0
  }
  #expect(read > 100 && read < 2900, "the mutations shall neither all pass nor all fail")
}
