// How large the layered crystallites of one sample are while it is heated, and how many.

import Analysis
import HeatingSeries
import PatternText
import Quantity

StageProgram.run(
  "lithiation INDEX PATTERN… --results FOLDER --sample NAME --standard PATTERN "
    + "--parameter NAME=VALUE…",
  options: Settings.options
) { arguments in
  let settings = try Settings(
    sample: arguments.value(of: "sample"), arguments.pairs(of: "parameter"))
  let files = try arguments.words.map { (path: $0, bytes: try StageProgram.content(of: $0)) }
  guard let index = files.first else { throw StageFault.wordCount("INDEX", 0) }
  let series = try HeatingSeries(
    index: index, patterns: Array(files.dropFirst()), sample: settings.sample,
    ramp: settings.ramp.value)
  let file = try arguments.value(of: "standard")
  let standard = try Standard(
    PatternText(StageProgram.content(of: file), file: file), with: settings)
  let growth = try Growth(of: series, standard, with: settings)
  return [
    .numbers(try growth.publication()),
    .table("crystallites.csv", headings: Growth.headings, rows: growth.table),
  ]
}
