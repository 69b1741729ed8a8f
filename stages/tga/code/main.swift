// Losses of mass of one run of a thermobalance, its blank subtracted, and the temperatures of a step.

import Analysis
import Quantity
import Text
import Thermobalance

StageProgram.run(
  """
  tga FILE --program ramp|hold (--blank FILE | --without_blank REASON) --parameter NAME=VALUE… \
  [--theory STAGE=NUMBERS] --results FOLDER
  """, options: ["program", "blank", "without_blank", "parameter", "theory"]
) { arguments in
  func run(_ path: String) throws -> Run {
    Run(try ThermobalanceFile(StageProgram.content(of: path), file: path))
  }
  let words = try arguments.value(of: "program")
  guard let program = TGASettings.Program(rawValue: words) else {
    throw TGAFault.unknownProgram(words).diagnostic
  }
  let blank = try BlankChoice(arguments)
  let derivation = Derivation()
  let settings = try TGASettings(
    program, arguments.pairs(of: "parameter"), reason: blank.reason, in: derivation)
  let theory = try arguments.pairs(of: "theory").first.map { stage, path in
    TheoreticalLoss(
      stage: stage, numbers: try NumbersFile.read(StageProgram.content(of: path), file: path))
  }
  let loss = try MassLoss(
    of: run(arguments.onlyWord("FILE")), blank: blank.path.map(run), settings, in: derivation)
  return [
    .numbers(try loss.publication(theory)), loss.curveTable, loss.stepTable,
    try loss.levelTable(theory),
  ]
}
