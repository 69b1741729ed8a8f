import Elements
import ICPExport
import Quantity

/// The amount of W over that of all metals, n(W)/(n(W) + n(Ni) + n(Co) + n(Mn)), sample by sample.
struct Ratios {
  /// W and the transition metals it is compared with.
  static let elements = [Element.tungsten] + Element.transitionMetals

  let series: Series
  let lines: [String]
  /// The ratio of each sample in ‰, from the means of its readings less the blanks.
  let ratios: [Quantity]
  /// The ratio in ‰ in each pass over the lines, by sample: for the scatter of the readings only.
  let passes: [[Double]]
  /// The highest concentration of W over that of the strongest standard, in %.
  let reach: Quantity
  /// The cells of all the readings that were taken in.
  let range: Procedure.Input

  init(of series: Series, at lines: [String], in export: ICPExport) throws {
    let derivation = series.derivation
    let samples = try export.samples(series.labels, at: lines, atLeast: 2)
    let blanks = try lines.map { try export.blank(at: $0, in: derivation) }
    let scales = try lines.map { try export.scale(at: $0, in: derivation) }
    let atoms = try AtomFractions(Self.elements, in: derivation)
    var ratios: [Quantity] = []
    var passes: [[Double]] = []
    var tungsten: [Quantity] = []
    for (label, sample) in zip(series.labels, samples) {
      let nets = try Self.elements.indices.map { index in
        try (export.net(of: sample[index], less: blanks[index], in: derivation) * scales[index])
          .named("c_\(Self.elements[index].symbol)(\(label))")
      }
      tungsten.append(nets[0])
      ratios.append(
        try atoms.fractions(of: nets, in: label)[0].converted(to: Unit("‰")).named("r(\(label))"))
      passes.append(try Self.passes(of: sample, less: blanks.map(\.value)))
    }
    self.series = series
    self.lines = lines
    self.ratios = ratios
    self.passes = passes
    reach = try Self.reach(of: tungsten, at: lines[0], in: export)
    range = export.range(of: samples.flatMap { $0.flatMap(\.self) })
  }

  /// The ratio from the first reading of every line, from the second, ….
  private static func passes(of sample: [[Reading]], less blanks: [Double]) throws -> [Double] {
    let scratch = Derivation()
    let amounts = try elements.indices.map { index in
      try sample[index].map { reading in
        (try reading.concentration(in: scratch).value - blanks[index]) / elements[index].weight
      }
    }
    return sample[0].indices.map { pass in
      1000 * amounts[0][pass] / amounts.reduce(0) { $0 + $1[pass] }
    }
  }

  private static func reach(
    of concentrations: [Quantity], at line: String, in export: ICPExport
  ) throws -> Quantity {
    let derivation = concentrations[0].derivation
    let standards = try export.readings(of: .standard, at: line).map {
      try $0.concentration(in: derivation)
    }
    let strongest = standards.dropFirst().reduce(standards[0]) { $1.value > $0.value ? $1 : $0 }
    let highest = concentrations.dropFirst().reduce(concentrations[0]) {
      $1.value > $0.value ? $1 : $0
    }
    return try (highest / strongest).converted(to: Unit("%"))
  }
}

extension Ratios {
  var cycles: [Double] { series.cycles.map(\.value) }
  var values: [Double] { ratios.map(\.value) }

  /// The standard deviation of the mean of the passes, sample by sample, in ‰.
  var repeatability: [Double] {
    passes.map { passes in
      let count = Double(passes.count)
      let mean = passes.reduce(0, +) / count
      let squares = passes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / (count - 1) / count).squareRoot()
    }
  }
}
