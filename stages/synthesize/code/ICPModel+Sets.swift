import Numerics
import Text

/// Table S1: three digests of the precursor.
struct PrecursorModel {
  /// The concentrations printed in Table S1, of Ni, Co and Mn in thousandths of a ppm.
  static let printed = [580_706, 32_859, 30_345]
  static let channels: [ICPModel.Channel] = [.nickel, .cobalt, .manganese]

  /// The digests that are made of the sample.
  static let labels = (1...3).map { "NCM(OH)2 digest \($0)" }

  /// The export.
  let text: String

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - seed: Which one.
  ///   - isMoved: Whether the readings are moved until their means are what Table S1 prints, as in
  ///     the file of the project; a simulated measurement is left as it falls.
  /// - Throws: What the instrument's line through the standards throws.
  init(seed: UInt32, isMoved: Bool) throws {
    let random = RandomNumbers(seed: seed)
    // The amounts of substance are given; what they weigh is known as well as atomic weights are.
    let concentrations = zip(Self.printed, Self.channels).map { printed, channel in
      Double(printed) / 1000 * ICPModel.weight(of: channel, random: random) / channel.weight.value
    }
    let solutions = Self.labels.map { ICPModel.digested($0, concentrations, random: random) }
    var run = try ICPModel(Self.channels, solutions, random: random)
    if isMoved { run.setMeans(Self.printed) }
    text = run.text
  }

  /// The atom fractions in % that the printed concentrations stand for.
  static var fractions: [Double] {
    let amounts = zip(printed, channels).map { Double($0) / 1000 / $1.weight.value }
    let total = amounts.reduce(0, +)
    return amounts.map { 100 * $0 / total }
  }

  /// The file of the project, with its seed.
  static func set() throws -> SyntheticSet {
    let symbols = channels.map(\.symbol)
    return SyntheticSet(
      name: "TableS1",
      files: [
        SyntheticSet.File(
          "icp-readings/raw/synthetic_TableS1_precursor.csv",
          try PrecursorModel(seed: 19_700_001, isMoved: true).text)
      ],
      truth: .object([
        (
          "mean_ppm_primary_line",
          .object(zip(symbols, printed).map { ($0, JSON(Double($1) / 1000)) })
        ),
        ("at_percent", .object(zip(symbols, fractions).map { ($0, JSON($1)) })),
        ("readings", "3 digests x 3 readings, primary line = first wavelength"),
      ]))
  }
}

/// Figure S2: a series of samples that went through more and more ALD cycles.
struct ALDModel {
  /// What one cycle adds to W/(W + Ni + Co + Mn).
  static let growth = 1.1e-4
  static let cycles = [25, 50, 100, 200, 300]
  /// How far a sample is from the line, relative to its ratio: a standard deviation.
  static let scatter = 0.02
  static let channels: [ICPModel.Channel] = [.nickel, .cobalt, .manganese, .tungsten]

  /// The export.
  let text: String
  /// The ratio that each sample truly has.
  let ratios: [Double]

  init(seed: UInt32) throws {
    let random = RandomNumbers(seed: seed)
    let weights = Self.channels.map { ICPModel.weight(of: $0, random: random) }
    let metals = PrecursorModel.fractions
    // So much metal in a litre gives the concentrations of Table S1.
    let total = 11.0
    ratios = Self.cycles.map { Self.growth * Double($0) * random.normal(1, Self.scatter) }
    let solutions = zip(Self.cycles, ratios).map { cycles, ratio in
      let amounts = metals.map { $0 / 100 * total * (1 - ratio) } + [total * ratio]
      return ICPModel.digested(
        "\(cycles)W-NCM(OH)2", zip(amounts, weights).map { $0 * $1 }, random: random)
    }
    text = try ICPModel(Self.channels, solutions, random: random).text
  }

  /// The file of the project; its seed is the first, from 1 on, with which the slope and its
  /// uncertainty print as 0.1108(11) ‰.
  static func set(seed: UInt32 = 50) throws -> SyntheticSet {
    let model = try ALDModel(seed: seed)
    return SyntheticSet(
      name: "FigS2",
      files: [
        SyntheticSet.File("ald-calibration/raw/synthetic_FigS2_ald_series.csv", model.text)
      ],
      truth: .object([
        ("gpc", JSON(growth)), ("cycles", .array(cycles.map { JSON($0) })),
        ("true_ratio", .array(model.ratios.map { JSON($0) })),
      ]))
  }
}
