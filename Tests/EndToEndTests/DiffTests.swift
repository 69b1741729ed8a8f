import Testing
import Text

/// What became different between two revisions: numbers, what caused it, and the sentences.
struct DiffTests {
  private static let begin = "HEAD, <commit> 2026-01-02 Ada Lovelace “Begin” → the working tree"
  private static let unit =
    "u: the standard uncertainty before (in brackets: that of the difference)"

  @Test func `a changed cell moves a chain of numbers, and sentences with them`() throws {
    let w = try Weighing.committed()
    try w.edit("raw/masses.csv", "10.5", "10.7")
    try w.commit("Weigh the full one again")
    try w.runs()
    try w.assay(
      "diff", "HEAD~1",
      stdout: """
        HEAD~1, <commit> 2026-01-02 Ada Lovelace “Begin” → the working tree
        2 numbers moved; 1 confirmed by other inputs
        \(Self.unit)

        raw/masses.csv:2 full, mass 10.5 → 10.7
          <commit> 2026-01-02 Ada Lovelace “Weigh the full one again”
            ratio.ratio  5.00(13) → 5.10(13)  +0.74 u (1.4)  recalculated
            twice.twice  10 → 10.1905         +1.9 %         recalculated

        sentences: 2 must change
        paper.md:1:32 must change: “The ratio is 5.00, scaled by 2.”
          value: ratio.ratio is 5.10(13), in these digits 5.10
        paper.md:2:50 must change: “Twice that is 10.0.”
          value: twice.twice is 10.1905, in these digits 10.2
        """)
    // The record and the text follow: between two commits the same is told, with the text as it was.
    try w.edit("paper.md", "5.00", "5.10")
    try w.commit("Record")
    try w.assay(
      "diff", "HEAD~2", "HEAD",
      stdout: """
        HEAD~2, <commit> 2026-01-02 Ada Lovelace “Begin” → HEAD, <commit> 2026-01-02 Ada Lovelace “Record”
        2 numbers moved; 1 confirmed by other inputs
        \(Self.unit)

        raw/masses.csv:2 full, mass 10.5 → 10.7
          <commit> 2026-01-02 Ada Lovelace “Weigh the full one again”
            ratio.ratio  5.00(13) → 5.10(13)  +0.74 u (1.4)  recalculated
            twice.twice  10 → 10.1905         +1.9 %         recalculated

        sentences: 1 must change, 1 right as the text stands
        paper.md:2:50 must change: “Twice that is 10.0.”
          value: twice.twice is 10.1905, in these digits 10.2
        paper.md:1:32 right, was “5.00”: “The ratio is 5.10, scaled by 2.”
        """)
  }

  @Test func `a paper in LaTeX is read as it was at both revisions, with the files it takes in`()
    throws
  {
    let w = try Weighing.committed()
    try w.edit("pipeline.yaml", "paper.md", "paper.tex")
    try w.write("paper.tex", "\\input{part}\n")
    try w.write("part.tex", "The ratio is \\num{5.00} here. % assay: ratio.ratio\n")
    try w.commit("Write in LaTeX")
    try w.edit("raw/masses.csv", "10.5", "10.7")
    try w.runs()
    try w.edit("part.tex", "5.00", "5.10")
    try w.commit("Weigh again, and follow")
    let told = try w.call([Workspace.assay, "diff", "HEAD~1", "HEAD"]).stdout
    #expect(
      told.hasSuffix(
        """
        sentences: 1 right as the text stands
        part.tex:1:19 right, was “5.00”: “The ratio is 5.10 here.”

        """), "\(told)")
  }

  @Test func `a changed parameter, which the text states too`() throws {
    let w = try Weighing.committed()
    try w.edit("pipeline.yaml", "scale: 2", "scale: 3")
    try w.runs()
    try w.assay(
      "diff", "HEAD",
      stdout: """
        \(Self.begin)
        2 numbers moved; 1 confirmed by other inputs
        \(Self.unit)

        parameter scale 2 → 3
          not committed
            ratio.ratio  5.00(13) → 7.50(19)  +19 u (39)  recalculated
            twice.twice  10 → 15              +50 %       recalculated

        sentences: 3 must change
        paper.md:1:32 must change: “The ratio is 5.00, scaled by 2.”
          value: ratio.ratio is 7.50(19), in these digits 7.50
        paper.md:2:1 must change: “The ratio is 5.00, scaled by 2.”
          value: parameters.scale is 3 (pipeline.yaml:4:22)
        paper.md:2:50 must change: “Twice that is 10.0.”
          value: twice.twice is 15, in these digits 15.0
        """)
  }

  @Test func `changed code with the commits that changed it, and another definition`() throws {
    let w = try Weighing.committed()
    try w.edit("twice.sh", #"\"unit\": \"1\", \"step\": 1}"#, #"\"unit\": \"%%\", \"step\": 1}"#)
    try w.edit("twice.sh", "2 * $1", "3 * $1")
    try w.edit("twice.sh", "[0, 0]", "[0, 0, 0]")
    try w.edit("twice.sh", #"\"add\""#, #"\"sum\""#)
    try w.edit("ratio.sh", "full over empty, scaled", "full over empty, times the scale")
    try w.commit("Take it three times")
    try w.edit("twice.sh", #"\"unit\": \"%%\", \"step\": 1}"#, #"\"unit\": \"1\", \"step\": 1}"#)
    try w.commit("No, in one")
    try w.runs()
    try w.assay(
      "diff", "HEAD~2",
      stdout: """
        HEAD~2, <commit> 2026-01-02 Ada Lovelace “Begin” → the working tree
        2 numbers: 1 moved, 1 said otherwise; 1 confirmed by other inputs

        code twice.sh
          <commit> 2026-01-02 Ada Lovelace “No, in one”
          <commit> 2026-01-02 Ada Lovelace “Take it three times”
            twice.twice  10 → 15  +50 %  recalculated

        code ratio.sh
          <commit> 2026-01-02 Ada Lovelace “Take it three times”
            ratio.ratio  5.00(13)    recalculated
              definition: “…scaled” → “…times the scale”

        sentences: 1 must change
        paper.md:2:50 must change: “Twice that is 10.0.”
          value: twice.twice is 15, in these digits 15.0
        """)
  }

  @Test func `another tool and nothing else`() throws {
    let pipeline = """
      assay: 1
      stages:
        weigh:
          run: scales > weigh.json
          outputs: [weigh.json]
          numbers: weigh.json
          tools: [scales]
      """
    let w = try Workspace(pipeline)
    func scales(_ mass: String) throws {
      try w.write(
        "../bin/scales",
        "#!/bin/sh\necho '{\"numbers\": {\"m\": {\"value\": \(mass), \"unit\": \"g\"}}}'\n")
      w.makeExecutable("../bin/scales")
    }
    try scales("1.5")
    w.environment["PATH"] = "\(w.root)/bin:/usr/bin:/bin"
    try w.initRepository(ignoring: ".assay/\n/weigh.json\n")
    try w.runs()
    try w.commit("Begin")
    try scales("1.6")
    try w.runs()
    try w.assay(
      "diff", "HEAD",
      stdout: """
        \(Self.begin)
        1 number moved

        tool scales <digest> → <digest>
            weigh.m  1.5 g → 1.6 g  +6.7 %  unknown
        """)
  }

  @Test func `numbers that are gone and stages that are new`() throws {
    let w = try Weighing.committed()
    try w.edit("ratio.sh", #"printf "\"spare\""#, #"printf "\"rest\""#)
    try w.edit(
      "pipeline.yaml", "manuscripts:",
      "  more:\n    run: cp twice.json more.json\n    inputs: [twice.json]\n"
        + "    outputs: [more.json]\n    numbers: more.json\nmanuscripts:")
    try w.runs()
    try w.assay(
      "diff", "HEAD",
      stdout: """
        \(Self.begin)
        3 numbers: 2 appeared, 1 gone; 2 confirmed by other inputs

        code ratio.sh
          not committed
            ratio.spare  1 g is gone     transcribed
            ratio.rest   1 g appeared    transcribed

        stage more is new
            more.twice  10 appeared    recalculated
        """)
  }

  @Test func `a new column and rows in another order move nothing`() throws {
    let w = try Weighing.committed()
    try w.write("raw/masses.csv", "sample,by,mass\nempty,Ada,4.2\nspare,Ada,1.0\nfull,Ada,10.5\n")
    try w.runs()
    try w.assay(
      "diff", "HEAD",
      stdout: """
        \(Self.begin)
        no number moved; 3 confirmed by other inputs
        """)
    // In a table that has become another one the cell is known all the same.
    try w.edit("raw/masses.csv", "10.5", "10.6")
    try w.runs()
    let answer = try w.call([Workspace.assay, "diff", "HEAD"])
    #expect(
      answer.stdout.contains("\nraw/masses.csv:4 full, mass 10.5 → 10.6\n  not committed\n"),
      "\(answer)")
  }

  @Test func `what was changed and not rebuilt is told`() throws {
    let w = try Weighing.committed()
    try w.edit("raw/masses.csv", "10.5", "10.7")
    try w.assay(
      "diff", "HEAD", stdout: "\(Self.begin)\nno number moved; 3 unchanged",
      stderr: "note: ratio was not run again since raw/masses.csv changed: assay run")
  }

  @Test func `a record's numbers that were altered are told and not compared`() throws {
    let w = try Weighing.committed()
    try w.edit("raw/masses.csv", "10.5", "10.7")
    try w.runs()
    try w.edit("provenance/twice.numbers.json", "10.19", "10.91")
    let answer = try w.call([Workspace.assay, "diff", "HEAD", "--json"])
    #expect(answer.code == 0)
    #expect(
      answer.stderr
        == "warning: provenance/twice.numbers.json is not what its record names; left out\n")
    let json = try JSON.read(Array(answer.stdout.utf8), file: "stdout")
    let moved = json["groups"]?.array?.flatMap { $0["numbers"]?.array ?? [] } ?? []
    #expect(moved.map { $0["id"]?.string } == ["ratio.ratio"])
    let cause = json["groups"]?.array?.first?["causes"]?.array?.first
    #expect(cause?["kind"]?.string == "cell")
    #expect(cause?["line"]?.double == 2 && cause?["column"]?.double == 2)
    #expect(cause?["row"]?.string == "full" && cause?["heading"]?.string == "mass")
  }

  @Test func `an earlier pipeline that is refused`() throws {
    let w = try Weighing.committed()
    try w.edit("pipeline.yaml", "assay: 1", "assay: 1\nassay: 1")
    try w.commit("Twice")
    try w.edit("pipeline.yaml", "assay: 1\nassay: 1", "assay: 1")
    try w.assay(
      "diff", "HEAD",
      stdout: "HEAD, <commit> 2026-01-02 Ada Lovelace “Twice” → the working tree\n"
        + "no number moved; 3 unchanged",
      stderr: "warning: HEAD: pipeline.yaml:2:1 is refused (`assay` stands here twice, first at "
        + "pipeline.yaml:1:1); the later pipeline stands in for it")
    try w.assay(
      "diff", "HEAD~1", "HEAD",
      stderr: """
        pipeline.yaml:2:1: at HEAD: `assay` stands here twice, first at pipeline.yaml:1:1
          2 | assay: 1
            | ^^^^^
        """, code: 2)
  }

  // MARK: - What cannot be compared

  @Test func `a revision that is not there, and one without records`() throws {
    let w = try Weighing.committed()
    try w.assay(
      "diff", "HEAD~1",
      stderr:
        "error: there is no revision `HEAD~1`; git log lists the commits, git branch -a the branches",
      code: 2)
    try w.git("rm", "-q", "-r", "--cached", "provenance")
    try w.git("commit", "-q", "-m", "Forget")
    try w.assay(
      "diff", "HEAD",
      stderr: "error: there are no records in provenance/ at HEAD: nothing was recorded then",
      code: 2)
    try w.git("rm", "-q", "--cached", "pipeline.yaml")
    try w.git("commit", "-q", "-m", "Forget more")
    try w.assay(
      "diff", "HEAD~2", "HEAD",
      stderr: "error: there is no pipeline.yaml at HEAD: assay was not used then", code: 2)
  }

  @Test func `records of another format`() throws {
    let w = try Weighing.committed()
    for name in ["provenance/ratio.json", "provenance/twice.json"] {
      try w.edit(name, "record/1", "record/9")
    }
    try w.commit("From the future")
    for name in ["provenance/ratio.json", "provenance/twice.json"] {
      try w.edit(name, "record/9", "record/1")
    }
    try w.assay(
      "diff", "HEAD",
      stderr:
        "error: no record in provenance/ at HEAD can be read by this version: provenance/ratio.json cannot be read as a record; ignored",
      code: 2)
  }

  @Test func `a shallow clone and no repository`() throws {
    let w = try Weighing.committed()
    try w.write("note", "more\n")
    try w.commit("Note")
    try w.git("clone", "-q", "--depth", "1", "file://\(w.path("."))", "../shallow")
    w.project = "shallow"
    try w.assay(
      "diff", "HEAD~1",
      stderr:
        "error: there is no revision `HEAD~1` in this clone, whose history was cut off; git fetch --unshallow gets the rest",
      code: 2)
    try w.remove(".git")
    try w.assay(
      "diff", "HEAD",
      stderr: """
        error: the project lies in no git repository, so it has no revisions to compare
          hint: git init
        """, code: 2)
  }
}
