import HeatingSeries
import Quantity
import Tables
import Text

/// All changes of one sample, as numbers and as tables.
struct Onsets {
  let onsets: [Onset]
  private let settings: Settings

  /// Looks for all changes of a table.
  init(of changes: [Change], in series: HeatingSeries, with settings: Settings) throws {
    onsets = try changes.map { try Onset(of: $0, in: series, with: settings) }
    self.settings = settings
  }

  /// The onsets that were found.
  func publication() throws -> Publication {
    var publication = Publication()
    for onset in onsets {
      guard case .found(let temperature) = onset.verdict else { continue }
      try publication.publish(
        "onset_\(onset.change.name)", temperature,
        definition: """
          temperature of the sample at which the net intensity of a reflection has gone \
          \(100 * settings.fraction.value) % of its whole way, which is a \
          \(onset.isLoss ? "loss" : "gain"): \(onset.change.words); middle of the two patterns \
          between which that happens, ± half of their distance (rectangular); the scale of the \
          heating stage may be off by ± \(settings.temperatureUncertainty.value) °C \
          (standard uncertainty)
          """, budget: .complete)
    }
    return publication
  }
}

extension Onsets {
  static let changeHeadings = [
    "change", "reflection", "from (°)", "to (°)", "highest at (°)", "strongest at (°C)", "status",
    "kind", "onset (°C)", "u(onset) (°C)", "onset (min)",
  ]

  /// One line a change; without an onset its fields are empty and the status says why.
  func changeTable(in series: HeatingSeries) throws -> [[String]] {
    let minutes = Polyline(series.patterns.map(\.degrees), series.patterns.map(\.minutes))
    return try onsets.map { onset in
      let (change, strongest) = (onset.change, onset.strongest)
      let start = [change.name, change.label] + [change.from, change.to].map { "\($0.value)" }
      guard onset.isChange else { return start + ["", "", onset.status, "", "", "", ""] }
      let label = [
        Self.text(strongest.highest, 2), strongest.pattern.temperature.text, onset.status,
        onset.isLoss ? "loss" : "gain",
      ]
      guard case .found(let temperature) = onset.verdict else {
        return start + label + ["", "", ""]
      }
      let uncertainty = try temperature.propagated().uncertainty ?? 0
      return start + label + [
        "\(temperature.value)", Self.text(uncertainty, 1),
        "\(minutes.value(at: temperature.value))",
      ]
    }
  }

  static let netHeadings = [
    "change", "temperature (°C)", "time (min)", "net intensity (counts·°)",
    "u(net intensity) (counts·°)", "part of the way",
  ]

  /// The net intensities of every change; the part of the way is empty where none was found.
  var netTable: [[String]] {
    onsets.flatMap { onset in
      onset.nets.map { net in
        [
          onset.change.name, net.pattern.temperature.text, net.pattern.time.text,
          Self.text(net.area, 2), Self.text(net.uncertainty, 2),
          onset.isChange ? Self.text(onset.fraction(of: net), 4) : "",
        ]
      }
    }
  }

  private static func text(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
