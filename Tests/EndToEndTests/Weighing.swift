/// A small paper: two masses, their scaled ratio with its derivation, and twice that in a second stage.
enum Weighing {
  static let pipeline = """
    assay: 1
    sources:
      - { files: raw/masses.csv, origin: published, reference: Table 1 }
    parameters: { scale: 2 }
    stages:
      ratio:
        run: [sh, ratio.sh, "{parameters.scale}"]
        inputs: [raw/masses.csv, ratio.sh]
        outputs: [ratio.json]
        numbers: ratio.json
        parameters: [scale]
      twice:
        run: [sh, twice.sh]
        inputs: [ratio.json, twice.sh]
        outputs: [twice.json]
        numbers: twice.json
    manuscripts:
      - file: paper.md
    """

  static let masses = "sample,mass\nfull,10.5\nempty,4.2\nspare,1.0\n"

  static let text = """
    We weighed twice. The ratio is 5.00<!-- assay: ratio.ratio -->, scaled by
    2<!-- assay: parameters.scale -->. Twice that is 10.0<!-- assay: twice.twice -->. A spare of
    1.0 g<!-- assay: ratio.spare --> lay aside.

    """

  /// Finds the masses by their names, wherever they stand, and says where that was.
  static let ratio = #"""
    awk -F, -v scale="$1" '
      { for (i = 1; i <= NF; i++) if ($i == "mass") column = i }
      { value[$1] = $column; line[$1] = NR }
      END {
        full = value["full"]; empty = value["empty"]
        ratio = full / empty * scale
        one = 0.1 / empty * scale; two = -0.1 * full / empty ^ 2 * scale
        printf "{\"numbers\": {\"ratio\": {\"value\": %.17g, \"unit\": \"1\", \"step\": 4,", ratio
        printf " \"uncertainty\": %.17g, \"budget\": \"complete\",", sqrt(one ^ 2 + two ^ 2)
        printf " \"definition\": \"full over empty, scaled\", \"contributions\": ["
        printf "{\"variable\": \"full\", \"uncertainty\": %.17g},", one
        printf "{\"variable\": \"empty\", \"uncertainty\": %.17g}]},", two
        printf "\"spare\": {\"value\": %s, \"unit\": \"g\", \"step\": 5}},", value["spare"]
        printf "\"steps\": ["
        cell(0, "full", ", \"uncertainty\": 0.1"); printf ","
        cell(1, "empty", ", \"uncertainty\": 0.1"); printf ","
        printf "{\"id\": 2, \"value\": %s, \"unit\": \"1\", \"parameter\": \"scale\",", scale
        printf "\"text\": \"%s\"}, {\"id\": 3, \"value\": %.17g,", scale, full / empty
        printf "\"unit\": \"1\", \"operation\": \"divide\", \"inputs\": [0, 1]},"
        printf "{\"id\": 4, \"value\": %.17g, \"unit\": \"1\",", ratio
        printf "\"operation\": \"multiply\", \"inputs\": [3, 2]},"
        cell(5, "spare", ""); print "]}"
      }
      function cell(id, name, more) {
        printf "{\"id\": %d, \"value\": %s, \"unit\": \"g\", \"variable\": \"%s\"%s, \"cell\":",
          id, value[name], name, more
        printf "{\"path\": \"raw/masses.csv\", \"line\": %d, \"column\": %d, \"text\": \"%s\"}}",
          line[name], column, value[name]
      }' raw/masses.csv > ratio.json

    """#

  static let twice = #"""
    sed 's/.*"ratio": {"value": \([^,]*\),.*/\1/' ratio.json | awk '{
      printf "{\"numbers\": {\"twice\": {\"value\": %.17g, \"unit\": \"1\", \"step\": 1}},", 2 * $1
      printf "\"steps\": [{\"id\": 0, \"value\": %s, \"unit\": \"1\", \"number\": \"ratio.ratio\"},", $1
      printf "{\"id\": 1, \"value\": %.17g, \"unit\": \"1\", \"operation\": \"add\",", 2 * $1
      printf "\"inputs\": [0, 0]}]}\n"
    }' > twice.json

    """#

  /// The project with what it made, recorded and committed; the outputs themselves are not.
  static func committed(_ pipeline: String = pipeline) throws -> Workspace {
    let w = try Workspace(
      pipeline,
      files: [
        "raw/masses.csv": masses, "ratio.sh": ratio, "twice.sh": twice, "paper.md": text,
      ])
    try w.initRepository(ignoring: ".assay/\n/*.json\n")
    try w.runs()
    try w.commit("Begin")
    return w
  }
}

extension Workspace {
  /// Replaces words in a file.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    try write(name, read(name).replacing(old, with: new))
  }
}
