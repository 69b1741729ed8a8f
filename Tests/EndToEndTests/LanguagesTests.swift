import Host
import Testing

/// One pipeline whose stages are written in Python, R and shell, each taking in what another made.
struct LanguagesTests {
  private static let hasR =
    Machine.executable(named: "Rscript", path: Machine.variable("PATH") ?? "") != nil

  private static let pipeline = """
    assay: 1
    parameters: { limit: 2 }
    stages:
      py-clean:
        run: [python3, "{inputs.code}", "{inputs.raw}", "{outputs.clean}", "{parameters.limit}"]
        inputs: { code: code/clean.py, raw: raw/points.csv }
        outputs: { clean: made/clean.csv }
        parameters: [limit]
      r-fit:
        run: [Rscript, --vanilla, "{inputs.code}", "{inputs.clean}", "{outputs.fit}"]
        inputs: { code: code/fit.R, clean: made/clean.csv }
        outputs: { fit: made/fit.csv }
      sh-slope:
        run: "sed -n 's/^slope,//p' {inputs.fit} > {outputs.slope}"
        inputs: { fit: made/fit.csv }
        outputs: { slope: made/slope.txt }
      py-double:
        run: [python3, "{inputs.code}", "{inputs.slope}", "{outputs.double}"]
        inputs: { code: code/double.py, slope: made/slope.txt }
        outputs: { double: made/double.txt }
      r-mean:
        run: [Rscript, --vanilla, "{inputs.code}", "{inputs.clean}", "{outputs.mean}"]
        inputs: { code: code/mean.R, clean: made/clean.csv }
        outputs: { mean: made/mean.txt }
      sh-count:
        run: "wc -l < {inputs.clean} > {outputs.count}"
        inputs: { clean: made/clean.csv }
        outputs: { count: made/count.txt }
      r-ratio:
        run: >
          Rscript --vanilla -e 'a <- commandArgs(TRUE); cat(scan(a[1]) / scan(a[2]), "\\n",
          file = a[3])' {inputs.double} {inputs.mean} {outputs.ratio}
        inputs: { double: made/double.txt, mean: made/mean.txt }
        outputs: { ratio: made/ratio.txt }
      sh-join:
        run: cat {inputs.all} > {outputs.all}
        inputs: { all: [made/ratio.txt, made/count.txt] }
        outputs: { all: made/all.txt }
      py-numbers:
        run: |
          python3 - {inputs.ratio} {outputs.numbers} <<'END'
          import json, sys
          value = float(open(sys.argv[1]).read())
          json.dump({"numbers": {"ratio": {"value": value, "unit": "1"}}}, open(sys.argv[2], "w"))
          END
        inputs: { ratio: made/ratio.txt }
        outputs: { numbers: made/numbers.json }
        numbers: made/numbers.json
    """

  private static let files = [
    "raw/points.csv": "x,y\n1,3\n2,5\n3,7\n",
    "code/clean.py": """
    import csv, sys
    rows = list(csv.reader(open(sys.argv[1])))
    with open(sys.argv[2], "w") as file:
        for row in rows[:1] + [row for row in rows[1:] if float(row[0]) <= float(sys.argv[3]) + 1]:
            file.write(",".join(row) + "\\n")

    """,
    "code/double.py": """
    import sys
    open(sys.argv[2], "w").write(f"{2 * float(open(sys.argv[1]).read())}\\n")

    """,
    "code/fit.R": """
    files <- commandArgs(TRUE)
    line <- coef(lm(y ~ x, read.csv(files[1])))
    cat(sprintf("intercept,%.6f\\nslope,%.6f\\n", line[1], line[2]), file = files[2])

    """,
    "code/mean.R": """
    files <- commandArgs(TRUE)
    cat(mean(read.csv(files[1])$y), "\\n", file = files[2])

    """,
  ]

  @Test(.enabled(if: hasR, "Rscript is not installed"))
  func `three stages each in Python, R and shell`() throws {
    let w = try Workspace(Self.pipeline, files: Self.files)
    #expect(try w.runs())
    // y = 2 x + 1 over 1, 2, 3: slope 2, mean 5.
    #expect(try w.read("made/slope.txt") == "2.000000\n")
    #expect(
      try w.read("made/all.txt").split(separator: "\n").map { $0.split(separator: " ") }
        == [["0.8"], ["4"]])
    try w.assay("numbers", stdout: "py-numbers.ratio  0.8  unknown  no budget stated")
    try w.assay(
      "run", stdout: "9 stages: 0 run here, 9 from this machine, 0 believed from the record")
    try w.write("code/double.py", Self.files["code/double.py", default: ""] + "# twice\n")
    try w.assay(
      "run", stdout: "9 stages: 1 run here, 8 from this machine, 0 believed from the record",
      stderr: """
        run       py-double: input code/double.py file <digest> → file <digest>
        confirmed py-double same outputs as recorded, <time>
        """)
  }
}
