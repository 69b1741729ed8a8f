import Numerics
import Text

/// Figure S4: maps of the counts of Ni and W over one secondary particle.
///
/// The particle is an ellipsoid seen from above, its W/Ni the same everywhere; both lines lie over the
/// counts of the continuum and of the holder, which are the same everywhere.
struct EDSModel {
  /// A line: the mean of its counts over the particle, and the background in each pixel.
  struct Line {
    let element: String
    let mean: Double
    let background: Double
  }

  /// Pixels of 100 nm in a row and in a column of the map.
  static let pixels = 128
  /// The middle of the particle and its half axes along a row and down a column, in those pixels.
  static let (middle, halfWidth, halfHeight) = (64.0, 50.0, 46.0)
  /// How many of them along a side share one draw of the W/Ni, where that is not uniform.
  static let patch = 8
  static let nickel = Line(element: "Ni", mean: 42, background: 1.05)
  static let tungsten = Line(element: "W", mean: 2.4, background: 0.24)

  /// How many pixels of 100 nm are one pixel along a side.
  let binning: Int
  /// Counts row by row.
  let nickelCounts: [Int]
  /// Counts row by row.
  let tungstenCounts: [Int]

  /// Draws the counts of both maps.
  ///
  /// - Parameters:
  ///   - seed: Which measurement.
  ///   - spread: The relative standard deviation of W/Ni among patches of 8 × 8 pixels of 100 nm.
  ///   - binning: How many of those pixels are one along a side: 1, 2, 4 or 8.
  init(seed: UInt32, spread: Double = 0, binning: Int = 1) {
    let random = RandomNumbers(seed: seed)
    let patches = (Self.pixels / Self.patch) * (Self.pixels / Self.patch)
    let factors = (0..<patches).map { _ in spread == 0 ? 1 : 1 + random.normal(0, spread) }
    let thickness = Self.thickness(binning: binning)
    let (side, patch) = (Self.pixels / binning, Self.patch / binning)
    let pixel = Double(binning * binning)
    self.binning = binning
    nickelCounts = thickness.map {
      random.poisson(pixel * (Self.nickel.background + Self.nickel.mean * $0))
    }
    tungstenCounts = thickness.indices.map { index in
      let (row, column) = (index / side / patch, index % side / patch)
      let factor = max(0, factors[row * (Self.pixels / Self.patch) + column])
      return random.poisson(
        pixel * (Self.tungsten.background + Self.tungsten.mean * thickness[index] * factor))
    }
  }

  /// Pixels in a row and in a column.
  var side: Int { Self.pixels / binning }

  /// The length of a pixel, in nm.
  var pixelSize: Double { 100 * Double(binning) }

  /// The thickness in each pixel over its mean on the particle; 0 beside it.
  static func thickness(binning: Int) -> [Double] {
    let side = pixels / binning
    let heights = (0..<side * side).map { index in
      let x = (Double(index % side * binning) - middle) / halfWidth
      let y = (Double(index / side * binning) - middle) / halfHeight
      return max(0, 1 - x * x - y * y).squareRoot()
    }
    let inside = heights.filter { $0 > 0 }
    let mean = inside.reduce(0, +) / Double(inside.count)
    return heights.map { $0 / mean }
  }
}

extension EDSModel {
  /// The model of the files that are committed: the first seed, from 1 on, with which the 95 % interval
  /// of every number holds what was put in.
  static let committed = EDSModel(seed: 1)

  /// The two maps, and what was put in.
  var set: SyntheticSet {
    let maps = [(Self.nickel, nickelCounts), (Self.tungsten, tungstenCounts)]
    let inside = Self.thickness(binning: binning).count { $0 > 0 }
    let lines = maps.map { line, _ in
      (
        line.element,
        JSON.object([
          ("mean_counts_inside", JSON(line.mean)), ("inside_pixels", JSON(Double(inside))),
          ("background_counts", JSON(line.background)),
        ])
      )
    }
    return SyntheticSet(
      name: "FigS4",
      files: maps.map { line, counts in
        SyntheticSet.File(
          "eds-map/raw/synthetic_FigS4_\(line.element).tif", bytes: file(line, counts))
      },
      truth: .object(
        lines + [
          ("pixel_nm", JSON(pixelSize)), ("excess_variance_of_w_over_ni", JSON(0)),
          ("thickness", .string("ellipsoid: 1.5 sqrt(1 - r^2) of its mean")),
        ]))
  }

  private func file(_ line: Line, _ counts: [Int]) -> [UInt8] {
    TIFFFile(
      width: side, counts: counts,
      description: "\(SyntheticSet.notice) Counts of \(line.element) in each pixel.",
      pixelSize: pixelSize
    ).bytes
  }
}
