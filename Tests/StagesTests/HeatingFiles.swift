import Analysis
import HeatingSeries
import Testing

@testable import synthesize

/// The committed patterns of Figures S6 and S8, read once for all tests.
enum HeatingFiles {
  static let samples = ["Bare-NCMO", "25W-NCMO"]
  static let raw = "\(Truth.root)/stages/htxrd-contour/raw/"

  private static let all = samples.map { sample in (sample, Result { try read(sample) }) }

  static func series(_ sample: String) throws -> HeatingSeries {
    try #require(all.first { $0.0 == sample }).1.get()
  }

  private static func read(_ sample: String) throws -> HeatingSeries {
    let files = try HeatingModel.temperatures.map { temperature in
      let digits = "\(Int(temperature) + 1000)".dropFirst()
      let path = "\(raw)synthetic_FigS6_\(sample)_\(digits)C.xy"
      return (path: path, bytes: try StageProgram.content(of: path))
    }
    let index = "\(raw)synthetic_FigS6_index_\(sample).csv"
    return try HeatingSeries(
      index: (index, StageProgram.content(of: index)), patterns: files, sample: sample, ramp: 2)
  }

  /// A series as the model makes it, in memory.
  static func series(
    of model: HeatingModel, _ sample: HeatingState.Sample, at temperatures: [Double]
  ) throws -> HeatingSeries {
    try HeatingSeries(
      index: ("index.csv", Array(model.index(of: sample, at: temperatures).utf8)),
      patterns: temperatures.map {
        (
          "synthetic_FigS6_\(HeatingModel.fileName(sample, $0))",
          Array(model.text(sample, at: $0).utf8)
        )
      }, sample: sample.name, ramp: 2)
  }
}
