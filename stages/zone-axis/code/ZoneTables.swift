#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Analysis
import Micrographs
import Numerics
import Quantity

/// What a figure of the image and of its Fourier transform plots.
extension ZoneAxis {
  /// How far from the origin the power is written, in periods over the image.
  private static let reach = 64
  /// The most points of the image written along a side.
  private static let imageSide = 256

  /// The tables: the image, the power spectrum, the spots and the verdict.
  var tables: [ResultFile] { [image, power, spots, verdictTable] }

  private var image: ResultFile {
    .table(
      "image.csv", headings: Micrograph.headings, rows: micrograph.points(atMost: Self.imageSide))
  }

  /// log₁₀ of the power over the noise near the origin.
  private var power: ResultFile {
    let (width, height) = (micrograph.raster.width, micrograph.raster.height)
    let (across, down) = (min(Self.reach, width / 2 - 1), min(Self.reach, height / 2 - 1))
    let rows = (-down...down).flatMap { l in
      (-across...across).map { k in
        [
          Micrograph.decimal(Double(k) / Double(width) / micrograph.pixel, 4),
          Micrograph.decimal(Double(l) / Double(height) / micrograph.pixel, 4),
          Micrograph.decimal(log10(max(spectrum.powerOverNoise(k, l), 1e-3)), 2),
        ]
      }
    }
    return .table(
      "power.csv", headings: ["g_x [1/nm]", "g_y [1/nm]", "log10 of power over noise [1]"],
      rows: rows)
  }

  private var spots: ResultFile {
    let rows = indexing.reflections.map { reflection in
      let g = (1 / micrograph.pixel) * reflection.frequency
      let name = indexing.zone.name(reflection.m, reflection.n)
      let measured = reflections.first { $0.name == name }
      let expected = indexing.zone.vector(reflection.m, reflection.n)
      let first = reflections[0].frequency
      return [
        name, Micrograph.decimal(g.x, 4), Micrograph.decimal(g.y, 4),
        Micrograph.decimal(1 / g.length, 4),
        uncertainty(measured?.distance, 4), Micrograph.decimal(first.angle(to: g), 2),
        uncertainty(measured?.angle, 2), Micrograph.decimal(reflection.spot.powerOverNoise, 1),
        Micrograph.decimal(1 / expected.length, 4),
        Micrograph.decimal(indexing.zone.first.angle(to: expected), 2),
      ]
    }
    return .table(
      "spots.csv",
      headings: [
        "hkl", "g_x [1/nm]", "g_y [1/nm]", "d [nm]", "u(d) [nm]", "angle [°]", "u(angle) [°]",
        "power over noise [1]", "expected d [nm]", "expected angle [°]",
      ], rows: rows)
  }

  private var verdictTable: ResultFile {
    .table(
      "verdict.csv",
      headings: [
        "phase", "zone axis", "power of 003 over noise [1]", "threshold [1]",
        "share of the spots' power explained [%]",
      ],
      rows: [
        [
          indexing.zone.phase, indexing.zone.axis, Micrograph.decimal(superlatticePower, 1),
          Micrograph.decimal(spectrum.threshold, 1), Micrograph.decimal(100 * indexing.share, 1),
        ]
      ])
  }

  private func uncertainty(_ quantity: Quantity?, _ places: Int) -> String {
    guard let u = try? quantity?.propagated().uncertainty else { return "" }
    return Micrograph.decimal(u, places)
  }
}
