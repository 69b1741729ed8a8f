// Tungsten per ALD cycle from ICP readings of a series of samples: a line through the origin.

import Analysis
import Elements
import ICPExport
import Quantity
import Tables

StageProgram.run(
  """
  ald-calibration EXPORT --series TABLE --line W=LINE --line Ni=LINE --line Co=LINE \
  --line Mn=LINE --qc W=CONCENTRATION --qc Ni=CONCENTRATION --qc Co=CONCENTRATION \
  --qc Mn=CONCENTRATION --results FOLDER
  """, options: ["series", "line", "qc"]
) { arguments in
  let file = try arguments.onlyWord("EXPORT")
  let table = try arguments.value(of: "series")
  let symbols = Ratios.elements.map(\.symbol)
  let lines = try arguments.values(of: "line", for: symbols)
  let nominals = try arguments.values(of: "qc", for: symbols)
  let export = try ICPExport(StageProgram.content(of: file), file: file)
  let derivation = Derivation()
  let series = try Series(Table(StageProgram.content(of: table), file: table), in: derivation)
  let ratios = try Ratios(of: series, at: lines, in: export)
  let calibration = try Calibration(of: ratios)
  var publication = try calibration.publication()
  for ((symbol, line), nominal) in zip(zip(symbols, lines), nominals) {
    try publication.publishRecoveries(
      of: symbol, at: line, in: export, nominal: nominal, derivation: derivation)
  }
  return [.numbers(publication), calibration.table, try calibration.line()]
}
