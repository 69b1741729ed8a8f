import Testing
import Text
import YAML

@testable import Pipeline

private let table = """
  sample,xrd,file,mass mg
  10W,yes,raw/a.xy,1.5
  25W,no,raw/b.xy,2
  "50 W,x",1,raw/c.xy,2.5
  75W,-,raw/d.xy,3
  100W, ,raw/e.xy,3
  1kW,FALSE,raw/f.xy,3
  2kW,0,raw/g.xy,3
  """

/// The stages of a pipeline, read beside `samples.csv`.
private func stages(_ text: String, _ samples: String = table) throws -> [Stage] {
  try read("assay: 1\n" + text, tables: ["samples.csv": samples]).stages
}

private func arguments(_ stage: Stage) throws -> [String] {
  try stage.command.arguments(mark: "") { name in
    stage.inputs.filter { $0.name == name }.map(\.pattern.text)
  }
}

@Test func `lists make their product, the first key slowest`() throws {
  let read = try stages(
    """
    stages:
      before: { run: x }
      fit:
        foreach: { sample: [10W, 25W], repeat: [1, 2.0] }
        run: x
        cpus: 2
    """)
  #expect(
    read.map(\.name) == ["before", "fit@10W,1", "fit@10W,2.0", "fit@25W,1", "fit@25W,2.0"])
  #expect(read.map(\.family) == ["before", "fit", "fit", "fit", "fit"])
  #expect(read.map(\.id.index) == [0, 1, 2, 3, 4])
  #expect(read.allSatisfy { $0.resources.cpus == ($0.family == "fit" ? 2 : 1) })
  #expect(read.map(\.mark.line) == [3, 4, 4, 4, 4])
}

@Test func `a row counts unless its cell is empty or says no`() throws {
  let fit = "stages: { fit: { run: x, foreach: { rows: samples.csv, where: xrd } } }"
  #expect(try stages(fit).map(\.name) == ["fit@10W", "fit@50%20W%2Cx"])
  let all = try stages(fit.replacing(", where: xrd", with: ""))
  #expect(all.count == 7 && all.last?.name == "fit@2kW")
}

@Test func `one column or several name the instances of a table`() throws {
  let fit = "stages: { fit: { run: x, foreach: { rows: samples.csv, where: xrd, key: file } } }"
  #expect(try stages(fit).map(\.name) == ["fit@raw%2Fa.xy", "fit@raw%2Fc.xy"])
  #expect(
    try stages(fit.replacing("key: file", with: "key: [mass mg, sample]")).map(\.name)
      == ["fit@1.5,10W", "fit@2.5,50%20W%2Cx"])
}

@Test(arguments: [
  ("a b", "a%20b"), ("ü", "%C3%BC"), ("100%", "100%25"), ("a/b", "a%2Fb"),
  ("A.b_c+d-9", "A.b_c+d-9"),
  ("x@y", "x%40y"), ("1,5", "1%2C5"), ("{x}", "%7Bx%7D"), ("a\nb", "a%0Ab"), ("~", "%7E"),
])
func `in a name every byte but letters, digits and a few signs is written by its number`(
  value: String, encoded: String
) {
  #expect(Instance.encoded(value) == encoded)
}

@Test func `braces stand for the values of the instance, everywhere in a stage`() throws {
  let read = try stages(
    """
    parameters: { mass: { 10W: 1, 50: 2 }, all: 3 }
    stages:
      fit:
        foreach: { rows: samples.csv, where: xrd }
        run: [fit, "{inputs.data}", "-m={foreach.mass mg}", "{foreach.sample}", "{outputs.o}"]
        inputs: { data: "./{foreach.file}", more: "raw/{foreach.sample}/*.csv" }
        outputs: { o: "out/{foreach.sample}/", log: { path: "{foreach.sample}.log", cache: false } }
        numbers: "out/{foreach.sample}/numbers.json"
        scratch: ["tmp/{foreach.sample}"]
        parameters: [all]
      each:
        foreach: { cell: [10W, 50] }
        run: x
        parameters: ["mass.{foreach.cell}", all]
    """)
  #expect(read.map(\.name) == ["fit@10W", "fit@50%20W%2Cx", "each@10W", "each@50"])
  #expect(
    try arguments(read[1]) == ["fit", "raw/c.xy", "-m=2.5", "50 W,x", "out/50 W,x"])
  #expect(read[1].inputs.map(\.pattern.text) == ["raw/c.xy", "raw/50 W,x/*.csv"])
  #expect(read[1].outputs.map(\.path) == ["out/50 W,x", "50 W,x.log"])
  #expect(read[1].outputs.map(\.isFolder) == [true, false])
  #expect(read[1].outputs.map(\.isCached) == [true, false])
  #expect(read[1].numbers == "out/50 W,x/numbers.json")
  #expect(read[1].scratch == ["tmp/50 W,x"])
  #expect(read[2].parameters.map(\.name) == ["mass.10W", "all"])
  #expect(read[3].parameters.map(\.name) == ["mass.50", "all"])
}

@Test func `in the shell a value is quoted where it needs it`() throws {
  let read = try stages(
    """
    stages:
      fit:
        foreach: { x: ["a b", "it's", "$HOME", "{inputs.y}", 1.50] }
        run: echo {foreach.x} -v={foreach.x}
    """)
  #expect(
    try read.map { try arguments($0)[2] } == [
      "echo 'a b' -v='a b'", #"echo 'it'\''s' -v='it'\''s'"#, "echo '$HOME' -v='$HOME'",
      "echo '{inputs.y}' -v='{inputs.y}'", "echo 1.50 -v=1.50",
    ])
}

@Test func `the outputs of all instances are the inputs of one stage`() throws {
  let pipeline = try read(
    """
    assay: 1
    stages:
      trend:
        run: [trend, "{inputs.all}"]
        inputs: { all: "{stages.fit.results}/numbers.json", one: "{stages.fit@1.5.log}" }
      fit:
        foreach: { x: [2, 1.5] }
        run: x
        outputs:
          results: "out/{foreach.x}"
          log: ["a/{foreach.x}.log", "b/{foreach.x}.log"]
      again:
        foreach: { x: [2, 1.5] }
        run: x
        inputs: ["{stages.plain.table}/{foreach.x}/*.csv"]
      plain:
        run: x
        outputs: { table: tables }
    """)
  let trend = pipeline.stages[0]
  #expect(
    trend.inputs.map(\.pattern.text)
      == ["out/2/numbers.json", "out/1.5/numbers.json", "a/1.5.log", "b/1.5.log"])
  #expect(trend.inputs.map(\.name) == ["all", "all", "one", "one"])
  #expect(try arguments(trend) == ["trend", "out/2/numbers.json", "out/1.5/numbers.json"])
  #expect(trend.upstream.map { pipeline[$0].name } == ["fit@2", "fit@1.5"])
  #expect(pipeline.stage(named: "fit@2")?.outputs.first?.isFolder == true)
  let again = try #require(pipeline.stage(named: "again@1.5"))
  #expect(again.inputs.map(\.pattern.text) == ["tables/1.5/*.csv"])
  #expect(
    pipeline.order.map { pipeline[$0].name }.suffix(4) == [
      "trend", "plain", "again@2", "again@1.5",
    ])
}

@Test func `an instance may read what another instance of its family makes`() throws {
  let table = "step,before\n1,start.txt\n2,out/1.txt\n3,out/2.txt\n"
  let read = try stages(
    """
    stages:
      chain:
        foreach: { rows: samples.csv }
        run: x
        inputs: ["{foreach.before}"]
        outputs: ["out/{foreach.step}.txt"]
    """, table)
  #expect(read.map { $0.upstream.map(\.index) } == [[], [0], [1]])
}

@Test func `a table as spreadsheets write it is read`() throws {
  let fit = "stages: { fit: { run: [x, '{foreach.n}'], foreach: { rows: samples.csv } } }"
  let read = try stages(fit, "\u{FEFF}id;n\r\na;1,5\r\n\r\nb;\"2;5\"\r\n")
  #expect(read.map(\.name) == ["fit@a", "fit@b"])
  #expect(try read.map { try arguments($0) } == [["x", "1,5"], ["x", "2;5"]])
}

@Test func `an empty cell that nobody uses is no fault`() throws {
  let fit = "stages: { fit: { run: [x, '{foreach.n}'], foreach: { rows: samples.csv } } }"
  #expect(try stages(fit, "id,n,note,\na,1,,\n").map(\.name) == ["fit@a"])
}

@Test func `names of the longest kind are allowed`() throws {
  let value = String(repeating: "x", count: 196)
  let read = try stages("stages: { fit: { run: x, foreach: { v: [\(value)] } } }")
  #expect(read[0].name.utf8.count == 200)
}

@Test func `thousands of instances are read, linked and collected`() throws {
  let count = 5000
  let rows = (0..<count).map { "s\($0),raw/\($0).xy,\($0)\n" }
  let read = try read(
    """
    assay: 1
    stages:
      fit:
        foreach: { rows: samples.csv }
        run: fit {inputs.data} {foreach.mass} > {outputs.o}
        inputs: { data: "{foreach.file}" }
        outputs: { o: "out/{foreach.sample}/a.txt" }
      next:
        foreach: { rows: samples.csv }
        run: x
        inputs: ["out/{foreach.sample}/*.txt"]
      trend:
        run: [x, "{inputs.all}"]
        inputs: { all: "{stages.fit.o}" }
    """, tables: ["samples.csv": "sample,file,mass\n" + rows.joined()])
  #expect(read.order.count == 2 * count + 1)
  #expect(read.stages[count].upstream == [read.stages[0].id])
  #expect(read.stages[2 * count].upstream.count == count)
}
