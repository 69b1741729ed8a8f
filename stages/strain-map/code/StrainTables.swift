import Analysis
import Micrographs
import Numerics
import Quantity

/// What a figure of the image and of its strain plots.
extension StrainMap {
  private static let imageSide = 256
  private static let bins = 40

  /// The tables: the image, the strain, both areas, and how the strain scatters in them.
  var tables: [ResultFile] { [image, map, areas, histogram] }

  private var image: ResultFile {
    .table(
      "image.csv", headings: Micrograph.headings, rows: micrograph.points(atMost: Self.imageSide))
  }

  /// The strain without the edges.
  private var map: ResultFile {
    let edge = settings.edge.value / micrograph.pixel
    let raster = micrograph.raster
    let inside = StrainField.Area(
      x: edge...(Double(raster.width) - edge), y: edge...(Double(raster.height) - edge))
    let rows = field.points(in: inside).map { index in
      let place = micrograph.pixel * field.place(of: index)
      return [
        Micrograph.decimal(place.x, 3), Micrograph.decimal(place.y, 3),
        Micrograph.decimal(100 * strains[index], 3),
      ]
    }
    return .table("strain.csv", headings: ["x [nm]", "y [nm]", "strain [%]"], rows: rows)
  }

  private var areas: ResultFile {
    let statistics = statistics
    let rows = [
      ("area", area, statistics.mean, statistics.variance),
      ("reference", reference, 0, statistics.noise),
    ].map { name, area, mean, variance in
      [name]
        + [area.x.lowerBound, area.x.upperBound, area.y.lowerBound, area.y.upperBound].map {
          Micrograph.decimal($0 * micrograph.pixel, 3)
        } + [
          Micrograph.decimal(100 * mean, 3), Micrograph.decimal(100 * variance.squareRoot(), 3),
        ]
    }
    return .table(
      "areas.csv",
      headings: [
        "area", "x from [nm]", "x to [nm]", "y from [nm]", "y to [nm]", "mean strain [%]",
        "standard deviation [%]",
      ], rows: rows)
  }

  /// How often a strain comes in the area and in the reference, as densities.
  private var histogram: ResultFile {
    let groups = [area, reference].map { area in field.points(in: area).map { 100 * strains[$0] } }
    let limit = groups.joined().map(abs).max() ?? 1
    let width = 2 * limit / Double(Self.bins)
    let counts = groups.map { values in
      var counts = [Int](repeating: 0, count: Self.bins)
      for value in values {
        counts[min(Self.bins - 1, max(0, Int((value + limit) / width)))] += 1
      }
      return counts.map { Double($0) / (Double(values.count) * width) }
    }
    let rows = (0..<Self.bins).map { bin in
      [Micrograph.decimal(-limit + (Double(bin) + 0.5) * width, 4)]
        + counts.map { Micrograph.decimal($0[bin], 4) }
    }
    return .table(
      "histogram.csv",
      headings: ["strain [%]", "density in the area [1/%]", "density in the reference [1/%]"],
      rows: rows)
  }
}
