import Analysis
import Quantity

/// What the command line says of a test: which cell it is, and the parameters of the analysis.
struct Settings {
  static let options: Set = [
    "sample", "cell", "specific_current_1C", "c_rates", "active_mass_uncertainty",
    "current_uncertainty", "counter_tolerance", "without",
  ]

  /// Where all quantities of the cell are calculated.
  let derivation = Derivation()
  let sample: String
  /// The name of the cell, one of its own in the project.
  let cell: String
  /// The specific current that is called 1C, exact by convention.
  let specificCurrent: Quantity
  /// The C-rates of the schedule; they name the numbers.
  let rates: [ScheduledRate]
  /// The standard uncertainty of an active mass whose file states none, in mg.
  let massUncertainty: Double
  /// The relative standard uncertainty of a current.
  let currentUncertainty: Double
  /// By how much counter and integral of the current may differ, relative to the counter.
  let counterTolerance: Double
  /// The cycles that are left out.
  let without: [Int]

  init(_ arguments: StageArguments) throws {
    sample = try arguments.value(of: "sample")
    cell = try arguments.value(of: "cell")
    let names = [
      "specific_current_1C", "active_mass_uncertainty", "current_uncertainty", "counter_tolerance",
    ]
    var values = StageParameters(
      Dictionary(
        uniqueKeysWithValues: try names.map { ($0, try arguments.value(of: $0)) }),
      uncertainty: .standard(0), in: derivation)
    specificCurrent = try values.value(names[0], in: "mA/g").named("q_1C")
    rates = try arguments.value(of: "c_rates").split(separator: " ").map { text in
      let digits = text.dropLast()
      guard text.hasSuffix("C"), let value = Double(digits), value > 0, value.isFinite else {
        throw RateFault.noRate(String(text)).diagnostic
      }
      return ScheduledRate(text: String(digits), value: value)
    }
    massUncertainty = try values.value(names[1], in: "mg").value
    currentUncertainty = try values.value(names[2], in: "1").value
    counterTolerance = try values.value(names[3], in: "1").value
    without = try arguments.values(of: "without").map { text in
      guard let cycle = Int(text) else { throw RateFault.noCycleNumber(text).diagnostic }
      return cycle
    }
  }
}

/// A C-rate as the schedule of a test has it, such as `0.1`.
struct ScheduledRate: Equatable {
  let text: String
  let value: Double

  /// The rate as part of a number's name: `0p1C`.
  var name: String { text.replacing(".", with: "p") + "C" }
}
