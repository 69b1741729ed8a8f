// Whether the ratio I(003)/I(104) falls with the number of ALD cycles, and how fast.

import Analysis
import Quantity
import Tables
import Text

StageProgram.run(
  "xrd-trend SAMPLES NUMBERS… --results FOLDER --stage NAME", options: ["stage"]
) { arguments in
  guard let file = arguments.words.first else { throw TrendFault.noSamples }
  let samples = try Table(StageProgram.content(of: file), file: file)
  let stage = try arguments.value(of: "stage")
  let derivation = Derivation()
  let points = try arguments.words.dropFirst().map { path in
    let numbers = try NumbersFile.read(StageProgram.content(of: path), file: path)
    return try TrendPoint(numbers, of: stage, in: samples, derivation)
  }
  let trend = try Trend(points, in: derivation)
  return [
    .numbers(try trend.publication()), ResultFile("points.csv", bytes: trend.csv), Exchange.table,
  ]
}
