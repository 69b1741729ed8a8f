// The map of one sample while it is heated, and when its phases come and go.

import Analysis
import HeatingSeries
import Quantity
import Tables

StageProgram.run(
  "htxrd-contour INDEX PATTERN… --results FOLDER --sample NAME --changes TABLE "
    + "--parameter NAME=VALUE…", options: Settings.options
) { arguments in
  let settings = try Settings(
    sample: arguments.value(of: "sample"), arguments.pairs(of: "parameter"))
  let table = try arguments.value(of: "changes")
  let changes = try Change.all(
    in: Table(StageProgram.content(of: table), file: table), settings.derivation)
  let files = try arguments.words.map { (path: $0, bytes: try StageProgram.content(of: $0)) }
  guard let index = files.first else { throw StageFault.wordCount("INDEX", 0) }
  let series = try HeatingSeries(
    index: index, patterns: Array(files.dropFirst()), sample: settings.sample,
    ramp: settings.ramp.value)
  let map = try HeatingMap(
    of: series, angleStep: settings.angleStep.value,
    temperatureStep: settings.temperatureStep.value)
  let onsets = try Onsets(of: changes, in: series, with: settings)
  return [
    .numbers(try onsets.publication()),
    .table("contour.csv", headings: HeatingMap.headings, rows: map.table),
    .table(
      "changes.csv", headings: Onsets.changeHeadings, rows: try onsets.changeTable(in: series)),
    .table("net-intensities.csv", headings: Onsets.netHeadings, rows: onsets.netTable),
  ]
}
