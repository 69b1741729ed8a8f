// Atom fractions of Ni, Co and Mn from the readings of an ICP instrument: blanks, digests, checks.

import Analysis
import Elements
import ICPExport
import Quantity

StageProgram.run(
  """
  icp-readings EXPORT --digest LABEL… --line Ni=LINE --line Co=LINE --line Mn=LINE \
  --qc Ni=CONCENTRATION --qc Co=CONCENTRATION --qc Mn=CONCENTRATION --results FOLDER
  """, options: ["digest", "line", "qc"]
) { arguments in
  let file = try arguments.onlyWord("EXPORT")
  let symbols = Element.transitionMetals.map(\.symbol)
  let lines = try arguments.values(of: "line", for: symbols)
  let nominals = try arguments.values(of: "qc", for: symbols)
  let export = try ICPExport(StageProgram.content(of: file), file: file)
  let digests = try Digests(arguments.values(of: "digest"), at: lines, in: export)
  var publication = try digests.publication()
  for ((symbol, line), nominal) in zip(zip(symbols, lines), nominals) {
    try publication.publishRecoveries(
      of: symbol, at: line, in: export, nominal: nominal, derivation: digests.derivation)
  }
  return [.numbers(publication), digests.table]
}
