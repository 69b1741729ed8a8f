// The lattice of a layered oxide from all reflections of one powder pattern.

import Analysis
import Quantity
import XRDML

StageProgram.run(
  "xrd-cell PATTERN --instrument NUMBERS --results FOLDER --parameter NAME=VALUE…",
  options: ["instrument", "parameter"]
) { arguments in
  let file = try arguments.onlyWord("PATTERN")
  let scan = try PowderScan(StageProgram.content(of: file), file: file)
  let path = try arguments.value(of: "instrument")
  let standard = try NumbersFile.read(StageProgram.content(of: path), file: path)
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let cell = try OxideCell(of: scan, with: settings, standard: standard, in: derivation)
  return [.numbers(try cell.publication())] + cell.tables
}
