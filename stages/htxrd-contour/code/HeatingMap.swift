import HeatingSeries
import PatternText
import Quantity
import Text

/// The intensity of a heated sample over angle and temperature, on one grid for all patterns.
struct HeatingMap {
  /// The middles of the columns, in degrees 2θ.
  let angles: [Double]
  /// The rows, in °C.
  let temperatures: [Double]
  /// The times of the rows, in min.
  let times: [Double]
  /// The intensities in counts, a list a row.
  let intensities: [[Double]]

  /// Regrids a series.
  ///
  /// A value is the mean over its column of the straight lines between the points: no counts are
  /// lost between two columns. Between two patterns it goes straight from one to the other.
  ///
  /// - Throws: A diagnostic when no column, or more than `columnLimit`, would lie in all patterns.
  init(of series: HeatingSeries, angleStep: Double, temperatureStep: Double) throws(Diagnostic) {
    let patterns = series.patterns
    let low = patterns.map { $0.scan.angles.values[0] }.max() ?? 0
    let high = patterns.map { $0.scan.angles.values[$0.scan.count - 1] }.min() ?? 0
    let columns = (high - low) / angleStep
    guard 1...Self.columnLimit ~= columns, temperatureStep >= 0.1 else {
      throw patterns[0].scan.angles.cells[0].diagnostic(
        "no map of 1 to \(Int(Self.columnLimit)) columns of \(angleStep)° lies between "
          + "\(low)° and \(high)°, where all patterns have points")
    }
    let edges = Self.grid(from: low, to: high, step: angleStep)
    let rows = patterns.map { pattern in
      Polyline(pattern.scan.angles.values, pattern.scan.intensities.values).means(between: edges)
    }
    angles = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
    let degrees = patterns.map(\.degrees)
    temperatures = Self.grid(
      from: degrees[0], to: degrees[degrees.count - 1], step: temperatureStep)
    let minutes = Polyline(degrees, patterns.map(\.minutes))
    times = temperatures.map { minutes.value(at: $0) }
    intensities = temperatures.map { temperature in
      let (index, share) = Polyline.place(of: temperature, among: degrees)
      return zip(rows[index], rows[index + 1]).map { $0 + share * ($1 - $0) }
    }
  }

  /// Places a step apart, from one end to the last that does not pass the other.
  private static func grid(from low: Double, to high: Double, step: Double) -> [Double] {
    let count = max(0, Int(((high - low) / step + 1e-9).rounded(.down)))
    return (0...count).map { low + Double($0) * step }
  }

  private static let columnLimit = 5000.0

  static let headings = [
    "2θ (°)", "temperature (°C)", "time (min)", "square root of intensity (counts^½)",
  ]

  /// One line a value, row after row.
  var table: [[String]] {
    func text(_ value: Double, _ decimals: Int) -> String {
      Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
    }
    let columns = angles.map { text($0, 3) }
    return temperatures.indices.flatMap { row in
      let (temperature, time) = (text(temperatures[row], 1), text(times[row], 1))
      return zip(columns, intensities[row]).map { angle, intensity in
        [angle, temperature, time, text(intensity.squareRoot(), 2)]
      }
    }
  }
}

/// Straight lines from point to point.
struct Polyline {
  private let places: [Double]
  private let values: [Double]

  init(_ places: [Double], _ values: [Double]) {
    self.places = places
    self.values = values
  }

  /// The interval a place lies in, and which part of it is behind.
  static func place(of place: Double, among places: [Double]) -> (index: Int, share: Double) {
    let next = places.firstIndex { $0 > place } ?? places.count - 1
    let index = min(max(next, 1), places.count - 1) - 1
    return (index, (place - places[index]) / (places[index + 1] - places[index]))
  }

  /// The value at a place.
  func value(at place: Double) -> Double {
    let (index, share) = Self.place(of: place, among: places)
    return values[index] + share * (values[index + 1] - values[index])
  }

  /// The mean of the lines between neighbouring edges.
  func means(between edges: [Double]) -> [Double] {
    var sums = [0.0]
    for index in places.indices.dropFirst() {
      let width = places[index] - places[index - 1]
      sums.append(sums[index - 1] + width * (values[index] + values[index - 1]) / 2)
    }
    let integrals = edges.map { edge in
      let (index, share) = Self.place(of: edge, among: places)
      let width = edge - places[index]
      let value = values[index] + share * (values[index + 1] - values[index])
      return sums[index] + width * (values[index] + value) / 2
    }
    return zip(zip(edges, edges.dropFirst()), zip(integrals, integrals.dropFirst()))
      .map { ($1.1 - $1.0) / ($0.1 - $0.0) }
  }
}
