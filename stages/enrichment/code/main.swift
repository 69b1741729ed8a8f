// How much more tungsten the surface shows than the whole powder holds: a check between methods.

import Analysis
import Quantity

StageProgram.run(
  "enrichment --calibration STAGE=NUMBERS --composition STAGE=NUMBERS --cycles \"25 cycle\" "
    + "--precursor STAGE=NUMBERS --fired STAGE=NUMBERS --results FOLDER",
  options: ["calibration", "composition", "cycles", "precursor", "fired"]
) { arguments in
  func source(_ option: String) throws -> Enrichment.Source {
    let text = try arguments.value(of: option)
    guard let (stage, path) = try arguments.pairs(of: option).first else {
      throw StageFault.malformedPair(option, text)
    }
    return Enrichment.Source(
      stage: stage, numbers: try NumbersFile.read(StageProgram.content(of: path), file: path))
  }
  let enrichment = try Enrichment(
    calibration: source("calibration"), composition: source("composition"),
    cycles: arguments.value(of: "cycles"))
  return [
    .numbers(
      try enrichment.publication(surfaces: [
        ("precursor", source("precursor")), ("fired", source("fired")),
      ]))
  ]
}
