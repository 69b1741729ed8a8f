// The ratio I(003)/I(104) of a layered oxide from one powder pattern.

import Analysis
import Quantity
import XRDML

StageProgram.run(
  "xrd-ratio PATTERN --results FOLDER --parameter NAME=VALUE… [--scan NUMBER]",
  options: ["parameter", "scan"]
) { arguments in
  let file = try arguments.onlyWord("PATTERN")
  let scan = try PowderScan(
    StageProgram.content(of: file), file: file,
    number: Settings.scanNumber(arguments.values(of: "scan")))
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let ratio = try IntensityRatio(of: scan, with: settings, in: derivation)
  return [.numbers(try ratio.publication()), ResultFile("profile.csv", bytes: ratio.profile)]
}
