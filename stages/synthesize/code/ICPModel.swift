import Numerics

/// A made-up run of an ICP-OES: standards, blanks and samples go in, an export as Agilent ICP Expert
/// writes it comes out.
///
/// What varies: how well each standard was made, each reading, the blank; digestion and dilution
/// belong to the solutions and are put in by the caller. The instrument calculates as real ones do,
/// with a straight line through its standards (weights 1/c²).
struct ICPModel {
  /// An element as the instrument sees it.
  struct Channel {
    let symbol: String
    /// The emission lines with what they count a second for each ppm; the first is the one read.
    let lines: [(name: String, sensitivity: Double)]
    /// The concentration of the strongest standard, in ppm.
    let strongest: Double
    /// The standard atomic weight in g/mol and the half-width of its uncertainty (CIAAW 2021).
    let weight: (value: Double, halfWidth: Double)

    static let nickel = Channel(
      symbol: "Ni", lines: [("Ni 231.604", 812), ("Ni 216.555", 655)], strongest: 1000,
      weight: (58.6934, 0.0004))
    static let cobalt = Channel(
      symbol: "Co", lines: [("Co 238.892", 1430), ("Co 228.615", 1510)], strongest: 100,
      weight: (58.933194, 0.000003))
    static let manganese = Channel(
      symbol: "Mn", lines: [("Mn 257.610", 9850), ("Mn 259.372", 6120)], strongest: 100,
      weight: (54.938043, 0.000002))
    static let tungsten = Channel(
      symbol: "W", lines: [("W 207.912", 402), ("W 224.876", 388)], strongest: 50,
      weight: (183.84, 0.01))
  }

  /// How far errors go: relative standard deviations, and the blank's in ppm.
  enum Spread {
    /// What a standard holds, over what it was made to hold.
    static let standard = 0.002
    /// One reading of a solution.
    static let reading = 0.002
    /// What digestion and dilution do to one element of a solution.
    static let digest = 0.0035
    /// What they do to all elements of a solution alike.
    static let dilution = 0.005
    /// One reading of the blank.
    static let blank = 0.002
  }

  /// The light that is there without a sample, as ppm.
  static let background = 0.03
  static let readingCount = 3

  /// A solution of a sample with the concentrations it truly has, in ppm and in the order of the
  /// channels.
  struct Solution {
    let label: String
    let concentrations: [Double]
  }

  private let channels: [Channel]
  private let random: RandomNumbers
  private var readings: [Reading] = []
  /// The instrument's calibration of each line of each channel: intercept and slope.
  private var calibrations: [[(intercept: Double, slope: Double)]] = []

  private struct Reading {
    let label: String
    let type: String
    let channel: Int
    let line: Int
    /// The concentration in thousandths of a ppm, as it is written.
    var thousandths: Int
    let intensity: Double?
  }

  /// Runs standards, blanks, a QC solution and the samples.
  init(
    _ channels: [Channel], _ solutions: [Solution], random: RandomNumbers
  ) throws(RegressionError) {
    self.channels = channels
    self.random = random
    try calibrate()
    for solution in solutions {
      for _ in 0..<Self.readingCount {
        addReadings(of: solution.label, "Samp", solution.concentrations)
      }
    }
  }

  /// A solution as digestion and dilution leave it.
  static func digested(
    _ label: String, _ concentrations: [Double], random: RandomNumbers
  ) -> Solution {
    let all = random.normal(1, Spread.dilution)
    return Solution(
      label: label,
      concentrations: concentrations.map { $0 * all * random.normal(1, Spread.digest) })
  }

  /// An atomic weight as it may truly be: anywhere within the uncertainty stated.
  static func weight(of channel: Channel, random: RandomNumbers) -> Double {
    channel.weight.value + random.uniform(-1, 1) * channel.weight.halfWidth
  }

  private mutating func calibrate() throws(RegressionError) {
    let fractions = [0.05, 0.25, 0.5, 0.75, 1]
    var standards: [Reading] = []
    var intensities: [[[Double]]] = channels.map { $0.lines.map { _ in [] } }
    for (number, fraction) in fractions.enumerated() {
      for (index, channel) in channels.enumerated() {
        let nominal = channel.strongest * fraction
        let made = nominal * random.normal(1, Spread.standard)
        for line in channel.lines.indices {
          let intensity = intensity(of: made, channel: index, line: line)
          intensities[index][line].append(intensity)
          standards.append(
            Reading(
              label: "Std \(number + 1)", type: "Std", channel: index, line: line,
              thousandths: Int((1000 * nominal).rounded()), intensity: intensity))
        }
      }
    }
    for (channel, lines) in zip(channels, intensities) {
      var fits: [(intercept: Double, slope: Double)] = []
      let nominals = fractions.map { channel.strongest * $0 }
      for line in lines {
        let fit = try Regression(
          .withIntercept, x: nominals, y: line, weights: nominals.map { 1 / ($0 * $0) })
        fits.append((fit.intercept, fit.slope))
      }
      calibrations.append(fits)
    }
    for _ in 0..<3 { addReadings(of: "Blank", "Blank", channels.map { _ in 0 }) }
    readings += standards
    addReadings(
      of: "QC ICV", "QC",
      channels.map { $0.strongest / 2 * random.normal(1, Spread.standard) })
  }

  private func intensity(of concentration: Double, channel: Int, line: Int) -> Double {
    let seen =
      concentration * random.normal(1, Spread.reading) + random.normal(0, Spread.blank)
      + Self.background
    return channels[channel].lines[line].sensitivity * seen
  }

  private mutating func addReadings(of label: String, _ type: String, _ concentrations: [Double]) {
    for (index, channel) in channels.enumerated() {
      for line in channel.lines.indices {
        let intensity = intensity(of: concentrations[index], channel: index, line: line)
        let calibration = calibrations[index][line]
        let found = (intensity - calibration.intercept) / calibration.slope
        readings.append(
          Reading(
            label: label, type: type, channel: index, line: line,
            thousandths: Int((1000 * found).rounded()), intensity: nil))
      }
    }
  }
}

extension ICPModel {
  /// Moves the samples' readings at the first lines so that their means are exactly these, in
  /// thousandths of a ppm.
  mutating func setMeans(_ means: [Int]) {
    for channel in channels.indices {
      let places = readings.indices.filter {
        readings[$0].type == "Samp" && readings[$0].channel == channel && readings[$0].line == 0
      }
      var rest = means[channel] * places.count
      for place in places { rest -= readings[place].thousandths }
      for (index, place) in places.enumerated() {
        let step = rest / (places.count - index)
        readings[place].thousandths += step
        rest -= step
      }
    }
  }

  /// The export.
  var text: String {
    var text =
      "# \(SyntheticSet.notice)\r\n"
      + "Solution Label,Type,Element,Flags,Soln Conc,Units,Corr Con,Units,Int,Date,Time\r\n"
    var seconds = 9 * 3600 + 30 * 60
    for reading in readings {
      seconds += 21
      let value = Double(reading.thousandths) / 1000
      let concentration = FixedDecimals.text(value, 3)
      let calibration = calibrations[reading.channel][reading.line]
      let intensity = reading.intensity ?? calibration.intercept + calibration.slope * value
      text +=
        [
          reading.label, reading.type, channels[reading.channel].lines[reading.line].name, "",
          concentration, "ppm", concentration, "ppm", FixedDecimals.text(intensity, 2),
          "01/01/1970", FixedDecimals.clock(seconds),
        ].joined(separator: ",") + "\r\n"
    }
    return text
  }
}
