import Analysis
import Quantity

/// What the figure shows, as tables.
extension MassLoss {
  /// The curve: mass and rate against temperature and time.
  var curveTable: ResultFile {
    let percent = 100 / reference
    let rows = curve.times.indices.map { index in
      let perDegree =
        abs(curve.heating[index]) > Self.leastHeating
        ? Self.short(percent * curve.rates[index] / curve.heating[index], 5) : ""
      return [
        Self.short(curve.times[index], 4), Self.short(curve.temperatures[index], 3),
        Self.short(percent * curve.masses[index], 5),
        Self.short(percent * curve.smoothed[index], 5),
        Self.short(percent * curve.rates[index], 5), perDegree, Self.short(curve.blank[index], 6),
      ]
    }
    return .table(
      "curve.csv",
      headings: [
        "time [min]", "temperature [°C]", "mass [%]", "smoothed mass [%]", "-dm/dt [%/min]",
        "-dm/dT [%/°C]", "blank [mg]",
      ], rows: rows)
  }

  /// The steps that were found.
  var stepTable: ResultFile {
    let percent = 100 / reference
    return .table(
      "steps.csv",
      headings: [
        "step", "from [°C]", "to [°C]", "from [min]", "to [min]", "fastest at [°C]",
        "fastest at [min]", "loss [%]", "finished",
      ],
      rows: steps.enumerated().map { number, step in
        let (first, last) = (step.range.lowerBound, step.range.upperBound - 1)
        let places = [
          curve.temperatures[first], curve.temperatures[last], curve.times[first],
          curve.times[last], curve.temperatures[step.fastest], curve.times[step.fastest],
          percent * step.loss,
        ]
        return ["\(number + 1)"] + places.map { Self.short($0, 2) }
          + [step.isFinished ? "yes" : "no"]
      })
  }

  /// The levels the losses are taken between, and where the dry mass would end by theory.
  func levelTable(_ theory: TheoreticalLoss?) throws -> ResultFile {
    let percent = 100 / reference
    var rows: [[String]] = []
    if !steps.isEmpty {
      for window in [settings.dry, settings.start, settings.end].compactMap(\.self) {
        let level = try level(window)
        let u = try level.mass.propagated().uncertainty ?? 0
        let range = level.range
        let ends = [range.lowerBound, range.upperBound - 1]
        rows.append(
          [window.name]
            + (ends.map { sample.temperatures[$0] } + ends.map { sample.times[$0] })
            .map { Self.short($0, 2) }
            + [Self.short(percent * level.mass.value, 4), Self.short(percent * u, 4)])
      }
      if let theory, let loss = theory.numbers["theoretical_loss"]?.value {
        let dry = try level(settings.dry).mass.value
        rows.append(
          ["theory", "", "", "", "", Self.short(percent * dry * (1 - loss / 100), 4), ""])
      }
    }
    return .table(
      "levels.csv",
      headings: [
        "level", "from [°C]", "to [°C]", "from [min]", "to [min]", "mass [%]", "u(mass) [%]",
      ], rows: rows)
  }

  /// Below it, in °C/min, the sample is held and a rate over its heating means nothing.
  private static let leastHeating = 0.5

  /// A number with at most so many decimals.
  private static func short(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
