import HeatingSeries
import Numerics
import Quantity
import Tables
import Text

/// When a change begins: the step of temperature in which the net intensity of a reflection has gone
/// a stated part of its whole way.
struct Onset {
  /// The net intensity of the reflection in one pattern.
  struct Net {
    let pattern: HeatingPattern
    let input: Procedure.Input
    /// Where in the window the most was counted, in degrees 2θ.
    let highest: Double
    /// The area over a straight background, in counts·°.
    let area: Double
    /// Its standard uncertainty from the counts and from the brightness of the pattern.
    let uncertainty: Double
  }

  /// What was found.
  enum Verdict {
    /// The first and the last intensity do not differ by 3.29 times their uncertainty (Currie 1968).
    case noChange
    /// They do not, but one between them differs from the first by 5 times: what comes goes again.
    case passing
    /// They do, but the part of the way that makes an onset is lost in the counts.
    case unresolved
    /// The temperature, in °C.
    case found(Quantity)
  }

  let change: Change
  let nets: [Net]
  let verdict: Verdict

  private static let detection = 3.29
  /// Among some twenty intensities one is farther than 3.29 u from the first by chance now and then.
  private static let passing = 5.0

  /// Looks for a change in a series.
  init(of change: Change, in series: HeatingSeries, with settings: Settings) throws {
    let nets = try Self.nets(of: change, in: series, with: settings)
    self.change = change
    self.nets = nets
    let (first, last) = (nets[0], nets[nets.count - 1])
    let way = last.area - first.area
    let uncertainty =
      (first.uncertainty * first.uncertainty + last.uncertainty * last.uncertainty).squareRoot()
    guard abs(way) > Self.detection * uncertainty else {
      verdict = nets.contains { Self.isOther($0, than: first) } ? .passing : .noChange
      return
    }
    let level = settings.fraction.value
    guard level * abs(way) > Self.detection / 2 * uncertainty,
      let after = nets.indices.first(where: { (nets[$0].area - first.area) / way >= level }),
      after > 0
    else {
      verdict = .unresolved
      return
    }
    verdict = .found(try Self.temperature(before: after - 1, of: nets, change, settings))
  }

  private static func isOther(_ net: Net, than first: Net) -> Bool {
    let variance = net.uncertainty * net.uncertainty + first.uncertainty * first.uncertainty
    return abs(net.area - first.area) > passing * variance.squareRoot()
  }

  private static func nets(
    of change: Change, in series: HeatingSeries, with settings: Settings
  ) throws -> [Net] {
    let patterns = series.patterns.filter {
      change.cold.value <= $0.degrees && $0.degrees <= change.hot.value
    }
    guard patterns.count >= 3 else {
      throw change.cell.diagnostic(
        "from \(change.cold.value) °C to \(change.hot.value) °C there are not 3 patterns")
    }
    return try patterns.map { pattern in
      let window = try pattern.scan.window(change.from, change.to, of: change.name)
      let sum = NetSum(window.points)
      let counts = window.points.values
      let highest = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      let brightness = settings.brightness.value * sum.area
      return Net(
        pattern: pattern, input: window.input, highest: window.points.places[highest],
        area: sum.area,
        uncertainty: (sum.uncertainty * sum.uncertainty + brightness * brightness).squareRoot())
    }
  }
}

extension Onset {
  /// The middle of a step, uncertain by half of it, by the counts, and by the scale of temperature.
  private static func temperature(
    before: Int, of nets: [Net], _ change: Change, _ settings: Settings
  ) throws -> Quantity {
    let derivation = settings.derivation
    let celsius = try Unit("°C")
    let ends = try nets[before...(before + 1)].map {
      try $0.pattern.temperature.quantity(celsius, uncertainty: .standard(0), in: derivation)
    }
    let step = ends[1].value - ends[0].value
    let counting = countingUncertainty(before: before, of: nets, settings) * step
    func offset(
      _ name: String, _ method: String, _ uncertainty: Double,
      _ inputs: [Named<Procedure.Input>]
    ) throws -> Quantity {
      try derivation.procedure(
        Procedure(name, output: "", method: method, inputs: inputs),
        outputs: [Named("offset", Operation.Operand(0, celsius))],
        covariance: [[uncertainty * uncertainty]])[0].named(name)
    }
    let inputs = nets.map { Named("\($0.pattern.temperature.text) °C", $0.input) }
    let place = try offset(
      "place of \(change.name) between two patterns",
      "0, anywhere within ± half of the step, equally likely", step / 2 / 3.0.squareRoot(),
      Array(inputs[before...(before + 1)]))
    let counts = try offset(
      "counts at \(change.name)",
      "0, uncertain by that of the part of the way over its rise from one pattern to the next; "
        + "net sums over a straight background between the means of "
        + "\(PeakPoints.endCount) points at either end", counting,
      inputs + change.inputs
        + [Named("part of the way", .step(settings.fraction.step))])
    let scale = try offset(
      "calibration of the temperature", "0 ± heating.temperature_uncertainty",
      settings.temperatureUncertainty.value,
      [Named("u", .step(settings.temperatureUncertainty.step))])
    return try Quantity.sum([(ends[0] + ends[1]) / 2, place, counts, scale])
      .named("T(\(change.name))")
  }

  /// How uncertain the counts make the place of the onset, in steps of temperature.
  private static func countingUncertainty(
    before: Int, of nets: [Net], _ settings: Settings
  ) -> Double {
    let level = settings.fraction.value
    let terms = [
      nets[before + 1].uncertainty, (1 - level) * nets[0].uncertainty,
      level * nets[nets.count - 1].uncertainty,
    ]
    let rise = nets[before + 1].area - nets[before].area
    return terms.reduce(0) { $0 + $1 * $1 }.squareRoot() / abs(rise)
  }

  /// The part of the whole way that the intensity has gone in a pattern.
  func fraction(of net: Net) -> Double {
    let (first, last) = (nets[0].area, nets[nets.count - 1].area)
    return (net.area - first) / (last - first)
  }

  /// Where the reflection is strongest: there a figure labels it.
  var strongest: Net { nets.dropFirst().reduce(nets[0]) { $1.area > $0.area ? $1 : $0 } }

  /// Whether the intensity falls.
  var isLoss: Bool { nets[nets.count - 1].area < nets[0].area }

  /// Whether the intensity goes from one value to another.
  var isChange: Bool {
    switch verdict {
    case .noChange, .passing: false
    case .unresolved, .found: true
    }
  }

  /// The verdict in words, for tables.
  var status: String {
    switch verdict {
    case .noChange: "no change found"
    case .passing: "comes and goes: no single change"
    case .unresolved: "change found, its onset not resolved"
    case .found: "found"
    }
  }
}
