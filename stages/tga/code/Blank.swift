import Numerics
import Text

/// The run with an empty pan, laid under the run with the sample.
struct Blank {
  let run: Run
  /// What it shows at each reading of the sample, in mg: interpolated in temperature for a ramp, in
  /// time for a hold.
  let masses: [Double]

  /// By how much the temperatures of both runs may differ at one time, in °C.
  static let tolerance = 5.0
  /// The largest share of the sample's mass that an empty pan may show.
  private static let largestShare = 0.1

  init(_ run: Run, under sample: Run, _ program: TGASettings.Program) throws {
    let heaviest = sample.masses.max() ?? 0
    if let index = run.masses.indices.first(where: {
      abs(run.masses[$0]) > Self.largestShare * heaviest
    }) {
      throw run.told(.notABlank(run.masses[index]), at: index)
    }
    try Self.checkProgram(run, sample)
    let (places, wanted) =
      program == .ramp
      ? (run.temperatures, sample.temperatures) : (run.times, sample.times)
    let line = try Self.rising(places, run.masses)
    let ends = (line.places[0], line.places[line.places.count - 1])
    let interpolation = try LinearInterpolation(line.places, line.values)
    self.run = run
    masses = wanted.map {
      interpolation.value(at: min(max($0, ends.0), ends.1)) ?? 0
    }
  }

  private static func checkProgram(_ run: Run, _ sample: Run) throws {
    let temperature = try LinearInterpolation(run.times, run.temperatures)
    for (index, time) in sample.times.enumerated() where time > run.times[0] {
      guard let blank = temperature.value(at: time) else {
        // One reading more or less at the end is no other program.
        guard let last = run.temperatures.last, abs(last - sample.temperatures[index]) < tolerance
        else { throw sample.told(.blankTooShort, at: index) }
        continue
      }
      guard abs(blank - sample.temperatures[index]) <= tolerance else {
        throw sample.told(
          .otherProgram(blank: blank, sample: sample.temperatures[index]), atTemperature: index)
      }
    }
  }

  /// The points whose place lies beyond all before: a temperature that wavers goes back now and then.
  private static func rising(
    _ places: [Double], _ values: [Double]
  ) throws -> (places: [Double], values: [Double]) {
    var kept: (places: [Double], values: [Double]) = ([], [])
    for (place, value) in zip(places, values) where place > kept.places.last ?? -.infinity {
      kept.places.append(place)
      kept.values.append(value)
    }
    return kept
  }
}
