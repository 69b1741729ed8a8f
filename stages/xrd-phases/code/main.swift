// Which phases a fired precursor holds, and how large their domains are.

import Analysis
import PatternText
import Quantity

StageProgram.run(
  "xrd-phases PATTERN --instrument NUMBERS --results FOLDER --parameter NAME=VALUE…",
  options: ["instrument", "parameter"]
) { arguments in
  let file = try arguments.onlyWord("PATTERN")
  let text = try PatternText(StageProgram.content(of: file), file: file)
  let path = try arguments.value(of: "instrument")
  let standard = try NumbersFile.read(StageProgram.content(of: path), file: path)
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let analysis = try PhaseAnalysis(of: text, with: settings, standard: standard, in: derivation)
  return [.numbers(try analysis.publication())] + analysis.tables
}
