// What the diffractometer itself does to a pattern, from a standard of known lattice.

import Analysis
import Quantity
import XRDML

StageProgram.run(
  "xrd-instrument PATTERN --results FOLDER --parameter NAME=VALUE…", options: ["parameter"]
) { arguments in
  let file = try arguments.onlyWord("PATTERN")
  let scan = try PowderScan(StageProgram.content(of: file), file: file)
  let derivation = Derivation()
  let standard = try Standard(
    of: scan, parameters: arguments.pairs(of: "parameter"), in: derivation)
  return [.numbers(try standard.publication()), standard.table]
}
