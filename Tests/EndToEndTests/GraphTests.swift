import Testing

/// What stages may take in and make, and how far a change reaches.
struct GraphTests {
  private func summary(_ stages: Int, ran: Int) -> String {
    "\(stages) stages: \(ran) run here, \(stages - ran) from this machine, 0 believed from the record"
  }

  @Test func `equal outputs stop a change`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        clean: { run: "echo clean >> ../ran; tr A-Z a-z < in.txt > clean.txt", inputs: [in.txt], outputs: [clean.txt] }
        count: { run: "echo count >> ../ran; grep -c . clean.txt > count.txt", inputs: [clean.txt], outputs: [count.txt] }
        print: { run: "echo print >> ../ran; cat count.txt > print.txt", inputs: [count.txt], outputs: [print.txt] }
      """, files: ["in.txt": "a\nb\n"])
    try w.runs()
    try w.ran("clean", "count", "print")
    try w.write("in.txt", "A\nB\n")
    try w.runs()
    try w.ran("clean")
    try w.write("in.txt", "A\nC\n")
    try w.assay(
      "run", stdout: summary(3, ran: 2),
      stderr: """
        run       clean: input in.txt file <digest> → file <digest>
        changed   clean new outputs, <time>
        run       count: input clean.txt file <digest> → file <digest>
        confirmed count same outputs as recorded, <time>
        """)
    try w.ran("clean", "count")
  }

  @Test(arguments: ["-j1", "-j2"])
  func `patterns range over what folders of other stages hold`(jobs: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        sum: { run: ["sh", "-c", 'echo sum >> ../ran; cat "$@" > sum.txt', "-", "{inputs.all}"], inputs: { all: parts/**/*.txt }, outputs: [sum.txt] }
        split: { run: "echo split >> ../ran; mkdir parts/deep; for i in $(cat in.txt); do echo $i > parts/deep/$i.txt; done; echo no > parts/no.csv", inputs: [in.txt], outputs: [parts/] }
      """, files: ["in.txt": "1 2\n"])
    try w.runs("run", jobs)
    #expect(try w.read("sum.txt") == "1\n2\n")
    try w.ran("split", "sum")
    try w.write("in.txt", "1 2 3\n")
    try w.assay(
      "status",
      stdout: """
        changed   split  input in.txt file <digest> → file <digest>
        waiting   sum    may run, behind split
        2 stages: 1 changed, 1 waiting
        """, code: 3)
    try w.runs("run", jobs)
    #expect(try w.read("sum.txt") == "1\n2\n3\n")
    try w.write("in.txt", "2\n")
    try w.runs("run", jobs)
    #expect(try w.read("sum.txt") == "2\n")
    #expect(try w.files(in: "parts") == ["deep/2.txt", "no.csv"])
    try w.ran("split", "sum", "split", "sum")
    try w.write("in.txt", "1 2\n")
    try w.remove("parts")
    try w.assay(
      "status",
      stdout: """
        restored  split  output parts folder <digest> → missing
        restored  sum    output sum.txt file <digest> → file <digest>
        2 stages: 2 restored
        """, code: 3)
    try w.runs("run", jobs)
    #expect(try w.read("sum.txt") == "1\n2\n")
    try w.ran()
  }

  @Test func `a pattern notices files that come and go, and passes over droppings`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cat raw/*.csv > out.txt", inputs: [raw/*.csv], outputs: [out.txt] }
      """, files: ["raw/1.csv": "1\n"])
    try w.runs()
    try w.ran("a")
    try w.write("raw/2.csv", "2\n")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: input raw/2.csv absent → file <digest>
        changed   a new outputs, <time>
        """)
    for dropping in ["raw/.2.csv.swp", "raw/.#2.csv", "raw/2.csv~", "raw/.hidden.csv"] {
      try w.write(dropping, "")
    }
    try w.runs()
    try w.ran("a")
    try w.remove("raw/1.csv")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "2\n")
  }

  @Test func `a folder comes back with links, empty folders and executable bits`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "mkdir out/empty out/deep; echo 1 > out/deep/x; chmod +x out/deep/x; ln -s deep/x out/link; echo 2 > out/y"
          outputs: [out/]
      """)
    try w.runs()
    let listing = ["find", "out", "-printf", "%p %y %m %l\n"]
    let before = try w.call(listing).stdout.split(separator: "\n").sorted()
    try w.remove("out")
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record",
      stderr: "restored  a: output out folder <digest> → missing")
    #expect(try w.call(listing).stdout.split(separator: "\n").sorted() == before)
    try w.remove("out/empty")
    try w.assay(
      "status",
      stdout: """
        restored  a  output out folder <digest> → folder <digest>
        1 stage: 1 restored
        """, code: 3)
  }

  @Test func `a folder output starts empty`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "cp in.txt out/$(cat in.txt)", inputs: [in.txt], outputs: [out/] }
      """, files: ["in.txt": "one", "out/stranger": "mine\n"])
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        note: a: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-a/out
        changed   a new outputs, <time>
        """)
    #expect(try w.files(in: "out") == ["one"])
    try w.write("in.txt", "two")
    try w.runs()
    #expect(try w.files(in: "out") == ["two"])
  }

  @Test func `an input's executable bit is content`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; stat -c %A in.txt > out.txt", inputs: [in.txt], outputs: [out.txt] }
      """, files: ["in.txt": "1\n"])
    try w.runs()
    w.makeExecutable("in.txt")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: input in.txt file <digest> → executable <digest>
        changed   a new outputs, <time>
        """)
    #expect(try w.read("out.txt") == "-rwxr-xr-x\n")
    w.makeExecutable("in.txt", false)
    try w.runs()
    try w.ran("a", "a")
    #expect(try w.read("out.txt") == "-rw-r--r--\n")
  }

  @Test func `only the parameters that a stage names count, by their text and type`() throws {
    let pipeline = """
      assay: 1
      parameters:
        mine: 2
        other: 3
      stages:
        a: { run: "echo a >> ../ran; echo {parameters.mine} > out.txt", parameters: [mine], outputs: [out.txt] }
      """
    let w = try Workspace(pipeline)
    try w.runs()
    try w.write(
      "pipeline.yaml", pipeline.replacing("other: 3", with: "other: 4 # more\n  third: 1"))
    try w.runs()
    try w.ran("a")
    try w.write("pipeline.yaml", pipeline.replacing("mine: 2", with: "mine: \"2\""))
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: parameter mine integer 2 → text 2
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a")
  }

  @Test(arguments: [
    "with space.txt", "it's \"quoted\".txt", "Größe ½ Ω.txt", "$HOME;&|<>.txt", "-leading-dash.txt",
    "new\nline.txt", "back\\slash.txt", "{braces}.txt",
  ])
  func `a path of any letters`(name: String) throws {
    let quoted =
      "\""
      + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n") + "\""
    let w = try Workspace(
      """
      assay: 1
      stages:
        shell:
          run: "cat -- {inputs.in} > ./{outputs.out}"
          inputs: { in: \(quoted) }
          outputs: { out: \(quoted.dropLast() + "-1\"") }
        list:
          run: [cp, --, "{inputs.in}", "{outputs.out}"]
          inputs: { in: \(quoted.dropLast() + "-1\"") }
          outputs: { out: \(quoted.dropLast() + "-2\"") }
      """, files: [name: "content\n"])
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try w.read(name + "-2") == "content\n")
    try w.remove(name + "-1")
    try w.runs()
    #expect(try w.read(name + "-1") == "content\n")
    try w.assay(
      "status",
      stdout: """
        fresh     shell
        fresh     list
        2 stages: 2 fresh
        """)
  }

  @Test func `an input link is followed, its target counts`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cat link.txt > out.txt", inputs: [link.txt], outputs: [out.txt] }
      """, files: ["../outside.txt": "1\n"])
    #expect(try w.call(["ln", "-s", "../outside.txt", "link.txt"]).code == 0)
    try w.runs()
    try w.write("../outside.txt", "2\n")
    try w.runs()
    try w.ran("a", "a")
    #expect(try w.read("out.txt") == "2\n")
  }

  @Test func `an output that is not cached is made again when it is lost`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cp in.txt out.txt", inputs: [in.txt], outputs: [{ path: out.txt, cache: false }] }
      """, files: ["in.txt": "large\n"])
    try w.runs()
    try w.remove("out.txt")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: output out.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a", "a")
  }

  @Test func `what is lost is put back beside an output that is not cached`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cp in.txt big/x; cp in.txt out.txt", inputs: [in.txt], outputs: [{ path: big/, cache: false }, out.txt] }
        b: { run: "echo b >> ../ran; cat big/* out.txt > b.txt", inputs: [big/*, out.txt], outputs: [b.txt] }
      """, files: ["in.txt": "large\n"])
    try w.runs()
    try w.ran("a", "b")
    try w.remove("out.txt")
    try w.assay(
      "status",
      stdout: """
        restored  a  output out.txt file <digest> → missing
        fresh     b
        2 stages: 1 fresh, 1 restored
        """, code: 3)
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record",
      stderr: "restored  a: output out.txt file <digest> → missing")
    try w.ran()
  }

  @Test func `stages run side by side as far as -j allows`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "touch ../a; while [ ! -e ../b ]; do sleep 0.01; done; echo 1 > a.txt", outputs: [a.txt] }
        b: { run: "touch ../b; while [ ! -e ../a ]; do sleep 0.01; done; echo 1 > b.txt", outputs: [b.txt] }
      """)
    try w.runs("run", "-j", "2")
    #expect(try w.exists("a.txt") && w.exists("b.txt"))
  }

  @Test func `one at a time under -j 1`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "test ! -e ../busy && touch ../busy && sleep 0.1 && rm ../busy && touch a.txt", outputs: [a.txt] }
        b: { run: "test ! -e ../busy && touch ../busy && sleep 0.1 && rm ../busy && touch b.txt", outputs: [b.txt] }
      """)
    #expect(try w.runs("run", "-j", "1"))
  }

  @Test func `a process left behind by a stage writes nothing after it`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > out.txt; (while true; do echo late >> out.txt; sleep 0.01; done) & sleep 0.1", outputs: [out.txt] }
      """)
    try w.runs()
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record")
  }
}
