#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What happens to the hydroxide in the balance: water leaves, then the hydroxide turns to oxide, each
/// a reaction of first order, while the furnace follows its program.
struct TGAProcess {
  /// A part of the furnace's program.
  enum Segment {
    /// To a temperature in °C, at a rate in °C/min.
    case ramp(to: Double, rate: Double)
    /// At the temperature it has, for so many minutes.
    case hold(minutes: Double)
  }

  /// The state at a second of the run.
  struct State {
    /// The temperature of the sample in °C.
    let temperature: Double
    /// The shares of the water and of the hydroxide that are gone.
    let water: Double
    let hydroxide: Double
  }

  /// One state a second, the first after one second.
  let states: [State]

  /// Water and the mass lost by the hydroxide, both as shares of the mass that was loaded.
  static let waterShare = 0.012
  static let hydroxideShare = 0.1890
  /// The mass loaded, in mg.
  static let loadedMass = 9.8765
  static let startTemperature = 25.0
  /// °C/min, the rate for which the maxima are stated.
  static let rate = 3.0
  static let hydroxidePeak = 266.0
  /// J/mol.
  static let hydroxideEnergy = 128e3
  static let waterEnergy = 45e3
  static let waterPeak = 85.0
  private static let gasConstant = 8.314
  private static let zeroCelsius = 273.15

  static let rampProgram = [Segment.ramp(to: 600, rate: rate)]
  static let holdProgram = [Segment.ramp(to: 200, rate: rate), .hold(minutes: 120)]

  init(_ program: [Segment]) {
    var states: [State] = []
    var temperature = Self.startTemperature
    var (water, hydroxide) = (0.0, 0.0)
    for segment in program {
      let (seconds, rise) =
        switch segment {
        case .ramp(let end, let rate): ((end - temperature) / rate * 60, rate / 60)
        case .hold(let minutes): (minutes * 60, 0)
        }
      for _ in 0..<Int(seconds.rounded()) {
        let middle = temperature + rise / 2
        water += (1 - water) * (1 - exp(-Self.waterRate(middle)))
        hydroxide += (1 - hydroxide) * (1 - exp(-Self.hydroxideRate(middle)))
        temperature += rise
        states.append(State(temperature: temperature, water: water, hydroxide: hydroxide))
      }
    }
    self.states = states
  }

  /// The share of the loaded mass that is gone at a minute, between the whole seconds.
  func loss(atMinute minute: Double) -> Double {
    let place = minute * 60 - 1
    let index = min(max(0, Int(place)), states.count - 2)
    let share = place - Double(index)
    return (1 - share) * states[index].loss + share * states[index + 1].loss
  }

  /// The temperature of the fastest loss of the hydroxide in °C, and where the tangent there meets
  /// the mass without water.
  var peakAndOnset: (peak: Double, onset: Double) {
    var best = (index: 1, rise: 0.0)
    for index in states.indices.dropFirst() {
      let rise = states[index].hydroxide - states[index - 1].hydroxide
      if rise > best.rise { best = (index, rise) }
    }
    let (one, two) = (states[best.index - 1], states[best.index])
    let peak = (one.temperature + two.temperature) / 2
    let gone = (one.hydroxide + two.hydroxide) / 2
    return (peak, peak - gone / (best.rise / (two.temperature - one.temperature)))
  }

  /// Per second, so that the loss is fastest at the stated maximum for the stated rate of heating.
  ///
  /// After Kissinger, Analytical Chemistry 29 (1957) 1702.
  private static func hydroxideRate(_ temperature: Double) -> Double {
    rateConstant(temperature, energy: hydroxideEnergy, peak: hydroxidePeak)
  }

  private static func waterRate(_ temperature: Double) -> Double {
    rateConstant(temperature, energy: waterEnergy, peak: waterPeak)
  }

  private static func rateConstant(
    _ temperature: Double, energy: Double, peak: Double
  ) -> Double {
    let (kelvin, peakKelvin) = (temperature + zeroCelsius, peak + zeroCelsius)
    let quotient = energy / gasConstant
    return rate / 60 * quotient / (peakKelvin * peakKelvin)
      * exp(quotient / peakKelvin - quotient / kelvin)
  }
}

extension TGAProcess.State {
  /// The share of the loaded mass that is gone.
  var loss: Double {
    TGAProcess.waterShare * water + TGAProcess.hydroxideShare * hydroxide
  }

  /// What a balance shows too much for an empty pan, in mg: hot gas carries less.
  var buoyancy: Double { 0.012 * (1 - 298.15 / (temperature + 273.15)) }
}
