import Numerics
import Text

/// The thermobalance of Figures S1a and b: a run with the sample and one with an empty pan for each
/// program, with every error that the analysis states an uncertainty for.
struct TGAModel {
  /// What a balance writes down.
  struct Curve {
    /// In min.
    var times: [Double] = []
    /// In °C.
    var temperatures: [Double] = []
    /// In mg.
    var masses: [Double] = []
  }

  /// A run with the sample, and one with an empty pan by the same program.
  struct Experiment {
    let sample: Curve
    let blank: Curve
    /// The mass the balance found before the run, in mg.
    let statedMass: Double
  }

  /// The standard deviations of the errors.
  enum Spread {
    /// Of one reading, in mg.
    static let noise = 0.0006
    /// Of the zero of a run, and of the weighing before it, in mg.
    static let weighing = 0.001
    /// Of the drift common to a run, in mg/h.
    static let drift = 0.0005
    /// Of a change of mass, relative: the calibration of the balance.
    static let calibration = 0.0005
    /// Of the buoyancy between the blank and the run, relative.
    static let blank = 0.05
    /// Of the temperature, common to all runs, in °C.
    static let temperature = 0.5
    /// Of the temperature of one reading, in °C.
    static let temperatureNoise = 0.02
  }

  static let ramp = TGAProcess(TGAProcess.rampProgram)
  static let hold = TGAProcess(TGAProcess.holdProgram)

  /// The seed of the committed files.
  static let committedSeed: UInt32 = 20_250_101

  let rampRuns: Experiment
  let holdRuns: Experiment

  /// Simulates both experiments.
  ///
  /// - Parameters:
  ///   - seed: Of the random numbers.
  ///   - interval: The seconds between two readings.
  init(seed: UInt32, interval: Int = 5) {
    let random = RandomNumbers(seed: seed)
    let balance = Balance(
      calibration: random.normal(0, Spread.calibration),
      temperature: random.normal(0, Spread.temperature), interval: interval, random: random)
    rampRuns = balance.experiment(Self.ramp)
    holdRuns = balance.experiment(Self.hold)
  }
}

/// A balance with its errors.
private struct Balance {
  let calibration: Double
  let temperature: Double
  let interval: Int
  let random: RandomNumbers

  func experiment(_ process: TGAProcess) -> TGAModel.Experiment {
    let loaded = TGAProcess.loadedMass
    let stated = loaded + random.normal(0, TGAModel.Spread.weighing)
    let factor = 1 + random.normal(0, TGAModel.Spread.blank)
    let sample = curve(process) { state in
      loaded - loaded * state.loss * (1 + calibration) + state.buoyancy * factor
    }
    return TGAModel.Experiment(
      sample: sample, blank: curve(process) { $0.buoyancy }, statedMass: stated)
  }

  private func curve(
    _ process: TGAProcess, _ mass: (TGAProcess.State) -> Double
  ) -> TGAModel.Curve {
    let zero = random.normal(0, TGAModel.Spread.weighing)
    let drift = random.normal(0, TGAModel.Spread.drift)
    var curve = TGAModel.Curve()
    for index in stride(from: interval - 1, to: process.states.count, by: interval) {
      let state = process.states[index]
      let minutes = Double(index + 1) / 60
      curve.times.append(minutes)
      curve.temperatures.append(
        state.temperature + temperature + random.normal(0, TGAModel.Spread.temperatureNoise))
      curve.masses.append(
        mass(state) + zero + drift * minutes / 60 + random.normal(0, TGAModel.Spread.noise))
    }
    return curve
  }
}
