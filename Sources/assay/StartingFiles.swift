/// The files that a new project begins with: one stage over a few rows that nobody measured.
enum StartingFiles {
  /// The number that the stage makes.
  static let number = "example.mean_mass"

  /// What is written new.
  static let new = [(name: raw, text: table), (name: Project.defaultFile, text: pipeline)]

  /// What must not be there before, the pipeline first.
  static let names = [Project.defaultFile, raw, results]

  /// Lines that are added to files of git, and spellings that say the same.
  static let lines: [(name: String, line: String, spellings: [String])] = [
    (".gitignore", ".assay/", [".assay/", ".assay", "/.assay/", "/.assay"]),
    (
      ".gitattributes", "provenance/** -merge linguist-generated",
      ["provenance/** -merge linguist-generated"]
    ),
  ]

  private static let raw = "raw/example.csv"
  private static let results = "results/example.json"

  private static let table = """
    # SYNTHETIC: made up to show how a project works. Put your own files in its place.
    sample,mass (mg)
    1,10.02
    2,9.98
    3,10.03

    """

  private static let pipeline = #"""
    # What this project makes, and from what. `assay run` rebuilds what is out of date;
    # `assay schema pipeline` describes every key.
    assay: 1

    # Where the data come from: the class of every number follows from it.
    # measured (with instrument, date and by), published, digitized, assumed, synthetic or unknown.
    sources:
      - { files: raw/example.csv, origin: synthetic }

    # What is the same for several stages stands here once; a stage names what it takes.
    parameters:
      heading_lines: 2

    stages:
      # A stage is a command, what it reads and what it makes; any language serves.
      example:
        run: >-
          awk -F, 'NR > {parameters.heading_lines} { sum += $2; n++ }
          END { printf "{\"numbers\": {\"mean_mass\": {\"value\": %.3f, \"unit\": \"mg\"}}}\n", sum / n }'
          {inputs.masses} > {outputs.numbers}
        inputs: { masses: raw/example.csv }
        outputs: { numbers: results/example.json }
        parameters: [heading_lines]
        numbers: results/example.json   # `assay numbers` lists what stands in it

    """#
}
