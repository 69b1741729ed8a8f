// What the cells of each sample have in common: their mean, and from where to where they lie.

import Analysis
import Quantity

StageProgram.run(
  "rate-summary CELL_RESULTS… --of STAGE --results FOLDER", options: ["of"]
) { arguments in
  let stage = try arguments.value(of: "of")
  let cells = try arguments.words.map { try CellResult(in: $0, of: stage) }
  let summary = try Summary(of: cells)
  return [.numbers(try summary.publication()), summary.cyclesFile, try summary.samplesFile()]
}
