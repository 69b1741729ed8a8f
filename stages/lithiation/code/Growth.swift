import HeatingSeries
import Quantity
import Tables
import Text

/// How the layered crystallites of one sample grow in size and in number while it is heated.
struct Growth {
  /// One pattern with what it says.
  struct Point {
    let pattern: HeatingPattern
    /// The crystallites; `nil` where there is a reason to tell none.
    let crystallite: Crystallite?
    /// The number of crystallites over that at the last temperature; `nil` where either is not told.
    var amount: Quantity?
    /// Why there is no size; empty where there is one.
    let reason: String

    var status: String { crystallite == nil ? "suppressed" : "determined" }
  }

  /// In the order of the temperatures.
  let points: [Point]
  private let settings: Settings
  private let standard: Standard

  /// Fits all patterns of a series.
  ///
  /// - Throws: A diagnostic when no pattern gives a size, or one does not cover the window.
  init(
    of series: HeatingSeries, _ standard: Standard, with settings: Settings
  ) throws {
    var points: [Point] = []
    for pattern in series.patterns {
      do {
        let crystallite = try Crystallite(of: pattern, standard, with: settings)
        points.append(
          Point(pattern: pattern, crystallite: crystallite, amount: nil, reason: ""))
      } catch let reason as Suppression {
        points.append(
          Point(pattern: pattern, crystallite: nil, amount: nil, reason: "\(reason)"))
      }
    }
    guard points.contains(where: { $0.crystallite != nil }) else {
      throw series.patterns[series.patterns.count - 1].temperature.diagnostic(
        "003 of the layered phase is determined in no pattern; at this temperature: "
          + points[points.count - 1].reason)
    }
    if let last = points[points.count - 1].crystallite {
      for index in points.indices {
        points[index].amount = try points[index].crystallite.map { one in
          try (one.intensity / last.intensity * (last.volume / one.volume)).named("N")
        }
      }
    }
    self.points = points
    self.settings = settings
    self.standard = standard
  }
}

extension Growth {
  /// Size, volume and relative amount at each temperature that gives them.
  func publication() throws -> Publication {
    var publication = Publication()
    for (index, point) in points.enumerated() {
      guard let crystallite = point.crystallite else { continue }
      let (name, told) = (point.pattern.name, point.pattern.told)
      try publication.publish(
        "size_\(name)", crystallite.size,
        definition: "apparent size D \(told): \(sizeWords)", budget: .complete)
      try publication.publish(
        "volume_\(name)", crystallite.volume,
        definition: """
          volume V = π/6 · D³ \(told): a sphere of the diameter size_\(name), \
          u(V)/V = 3 u(D)/D; \(Self.assumption)
          """, budget: .complete)
      try publication.publish(
        "fwhm_\(name)", crystallite.width,
        definition: "full width at half maximum of one line of 003 \(told), as measured: "
          + settings.fitWords(settings.from, settings.to),
        budget: .partial(missing: "choice of the profile and of the background"), decimals: 4)
      guard let amount = point.amount, index + 1 < points.count else { continue }
      try publication.publish(
        "amount_\(name)", amount,
        definition: """
          relative number of crystallites \(told): intensity of 003 over its \
          Lorentz-polarisation factor over volume_\(name), over the same at \
          \(points[points.count - 1].pattern.temperature.text) °C; brightness of each pattern \
          ± \(100 * settings.stability.value) %; \(Self.assumption)
          """, budget: .complete)
    }
    try publication.publish(
      "fwhm_standard", standard.width,
      definition: """
        full width at half maximum that the instrument gives a line: that of a line of a standard, \
        \(settings.fitWords(settings.standardFrom, settings.standardTo)); it holds at 003 within \
        ± \(settings.transfer.value)° (standard uncertainty)
        """, budget: .complete)
    try publishQuadrature(in: &publication)
    return publication
  }

  /// What the last size would be if the line of the instrument were that of Gauss.
  private func publishQuadrature(in publication: inout Publication) throws {
    let point = points[points.count - 1]
    guard let crystallite = point.crystallite else { return }
    let squares = try crystallite.width.power(2) - standard.width.power(2)
    let factor = try (crystallite.width - standard.width) / squares.squareRoot()
    try publication.publish(
      "size_quadrature_\(point.pattern.name)", crystallite.size * factor,
      definition: """
        size_\(point.pattern.name) with the width of the instrument taken off in quadrature, as if \
        both were Gauss lines: for comparison only
        """, budget: .partial(missing: "the shape of the instrument's line"), decimals: 1)
  }

  private static let assumption =
    "the article does not define its \"estimated average volume\" and \"relative amount\": "
    + "this definition is this project's assumption"

  private var sizeWords: String {
    """
    Scherrer's equation D = Kλ/(β cos θ) with 003, K = \(settings.shape.value) by convention, \
    β = FWHM − that of a line of a standard, fwhm_standard (Lorentz lines), \
    \(settings.fitWords(settings.from, settings.to)); strain and the spread of sizes and shapes are part of the value
    """
  }
}

extension Growth {
  /// All patterns with what they say; what is suppressed has no value, and the last column says why.
  var table: [[String]] {
    points.map { point in
      let crystallite = point.crystallite
      return [
        point.pattern.temperature.text, point.pattern.time.text, point.status,
        crystallite.map { Self.text($0.position, 4) } ?? "",
      ]
        + Self.texts(crystallite?.width, 4) + Self.texts(crystallite?.intensity, 2)
        + Self.texts(crystallite?.size, 2) + Self.texts(crystallite?.volume, 1)
        + Self.texts(point.amount, 3) + [point.reason]
    }
  }

  static let headings = [
    "temperature (°C)", "time (min)", "status", "2θ of 003 (°)", "FWHM (°)", "u(FWHM) (°)",
    "I/LP (counts·°)", "u(I/LP) (counts·°)", "D (nm)", "u(D) (nm)", "V (nm³)", "u(V) (nm³)",
    "relative amount", "u(relative amount)", "reason",
  ]

  private static func texts(_ quantity: Quantity?, _ decimals: Int) -> [String] {
    guard let quantity else { return ["", ""] }
    let uncertainty = (try? quantity.propagated())?.uncertainty
    return [text(quantity.value, decimals), uncertainty.map { text($0, decimals) } ?? ""]
  }

  private static func text(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
