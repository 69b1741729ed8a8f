// The ratio I(003)/I(104) of a layered oxide from one powder pattern.

import Analysis
import Quantity
import XRDML

StageProgram.run(
  "xrd-ratio PATTERN --instrument NUMBERS --results FOLDER --parameter NAME=VALUE… [--scan NUMBER]",
  options: ["instrument", "parameter", "scan"]
) { arguments in
  let file = try arguments.onlyWord("PATTERN")
  let scan = try PowderScan(
    StageProgram.content(of: file), file: file,
    number: Settings.scanNumber(arguments.values(of: "scan")))
  let path = try arguments.value(of: "instrument")
  let standard = try NumbersFile.read(StageProgram.content(of: path), file: path)
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let ratio = try IntensityRatio(of: scan, with: settings, standard: standard, in: derivation)
  return [.numbers(try ratio.publication()), ResultFile("profile.csv", bytes: ratio.profile)]
}
