import Micrographs
import Numerics
import Quantity
import Text

/// A reflection with its distance of planes and its angle to the first one.
struct MeasuredReflection {
  /// The indices, such as `01-4`.
  let name: String
  /// The indices as part of a number's name: `01m4`.
  var label: String { name.replacing("-", with: "m") }
  /// The spot, periods per pixel.
  let frequency: PlaneVector
  /// The power of the spot over the noise.
  let power: Double
  /// nm.
  let distance: Quantity
  /// Degrees; `nil` for the first reflection.
  let angle: Quantity?
  /// What the zone expects, nm and degrees.
  let expected: (distance: Double, angle: Double)

  /// The reflections a zone reports, those that are there.
  static func all(
    of indexing: Indexing, in micrograph: Micrograph, _ settings: Settings,
    _ derivation: Derivation
  ) throws -> [MeasuredReflection] {
    let zone = indexing.zone
    let found = zone.reported.compactMap { indexing.reflection($0.m, $0.n) }
    let spots = try measured(found, in: micrograph, zone, derivation)
    let scale = try Scale(micrograph, settings, in: derivation)
    return try found.enumerated().map { index, reflection in
      let (name, g) = (zone.name(reflection.m, reflection.n), reflection.frequency)
      let expected = zone.vector(reflection.m, reflection.n)
      return MeasuredReflection(
        name: name, frequency: g, power: reflection.spot.powerOverNoise,
        distance: try scale.distance(spots[2 * index], along: g).named("d(\(name))"),
        angle: index == 0
          ? nil
          : try scale.angle(spots[2 * index + 1], from: found[0].frequency, to: g)
            .named("∠(\(zone.name(found[0].m, found[0].n)), \(name))"),
        expected: (1 / expected.length, zone.first.angle(to: expected)))
    }
  }

  /// The period of each reflection in pixels, and its angle to the first one, with what the noise
  /// adds to them.
  private static func measured(
    _ found: [Indexing.Reflection], in micrograph: Micrograph, _ zone: Zone,
    _ derivation: Derivation
  ) throws -> [Quantity] {
    let first = found[0].frequency
    var outputs: [Named<Operation.Operand>] = []
    // The derivatives of each output to the components of each spot.
    var rows: [[Double]] = []
    for (index, reflection) in found.enumerated() {
      let (name, g) = (zone.name(reflection.m, reflection.n), reflection.frequency)
      outputs.append(Named("period of \(name)", Operation.Operand(1 / g.length, .one)))
      let cube = g.length * g.length * g.length
      rows.append(row(found.count, [(index, -g.x / cube, -g.y / cube)]))
      outputs.append(
        Named("angle of \(name)", Operation.Operand(first.angle(to: g), try Unit("°"))))
      let sign = (first.cross(g) < 0 ? -1.0 : 1.0) * 180 / .pi
      let (own, other) = (g.dot(g), first.dot(first))
      rows.append(
        row(
          found.count,
          index == 0
            ? []
            : [
              (index, -sign * g.y / own, sign * g.x / own),
              (0, sign * first.y / other, -sign * first.x / other),
            ]))
    }
    let variances = found.flatMap { reflection in
      let u = reflection.spot.uncertainty
      return [u.x * u.x, u.y * u.y]
    }
    let covariance = rows.indices.map { one in
      rows.indices.map { other in
        let (low, high) = (rows[min(one, other)], rows[max(one, other)])
        return variances.indices.reduce(0) { $0 + low[$1] * high[$1] * variances[$1] }
      }
    }
    let procedure = Procedure(
      "spots of the Fourier transform", output: "",
      method: "Hann window, mean taken off; maximum of the continuous transform; "
        + "uncertainty from the noise on a ring about the origin", inputs: [micrograph.input])
    return try derivation.procedure(
      procedure, outputs: outputs, covariance: covariance)
  }

  private static func row(_ count: Int, _ entries: [(Int, Double, Double)]) -> [Double] {
    var row = [Double](repeating: 0, count: 2 * count)
    for (index, x, y) in entries {
      row[2 * index] += x
      row[2 * index + 1] += y
    }
    return row
  }
}

/// What turns pixels into nanometres: the pixel size of the file, how well it is calibrated, and how
/// straight the scan is.
struct Scale {
  private let pixel: Quantity
  private let calibration: Quantity
  private let anisotropy: Quantity
  private let shear: Quantity

  init(_ micrograph: Micrograph, _ settings: Settings, in derivation: Derivation) throws {
    pixel = try micrograph.pixelSize(in: derivation)
    let u = settings.pixelUncertainty
    // One variable in all images: they share the microscope and its calibration.
    calibration = try derivation.procedure(
      Procedure(
        "calibration of the pixel size", output: "", method: "1, uncertain as stated",
        inputs: [Named("relative uncertainty", .step(u.step))]),
      outputs: [Named("factor", Operation.Operand(1, .one))],
      covariance: [[u.value * u.value]])[0].named("calibration")
    let variance = settings.scanUncertainty.value * settings.scanUncertainty.value
    let scan = try derivation.procedure(
      Procedure(
        "drift of the scan", output: "",
        method: "no anisotropy and no shear, uncertain as stated",
        inputs: [
          micrograph.input, Named("uncertainty", .step(settings.scanUncertainty.step)),
        ]),
      outputs: [
        Named("anisotropy", Operation.Operand(0, .one)), Named("shear", Operation.Operand(0, .one)),
      ], covariance: [[variance, 0], [0, variance]])
    anisotropy = scan[0].named("anisotropy of the scan")
    shear = scan[1].named("shear of the scan")
  }

  /// A period in pixels as a distance in nm: along the direction n of the spot a scan that is longer
  /// by α along x than along y and sheared by γ has changed it by α (n_x² − n_y²)/2 + γ n_x n_y.
  func distance(_ period: Quantity, along g: PlaneVector) throws -> Quantity {
    let (x, y) = (g.x / g.length, g.y / g.length)
    let stretch = try (-(x * x - y * y) / 2) * anisotropy + (-x * y) * shear
    let factor = try stretch.derivation.exact(1) + stretch
    return try period * pixel * calibration * factor
  }

  /// An angle between two spots; each direction turns by α n_x n_y − γ n_x².
  func angle(
    _ angle: Quantity, from first: PlaneVector, to other: PlaneVector
  ) throws -> Quantity {
    let sign = (first.cross(other) < 0 ? 1.0 : -1.0) * 180 / .pi
    func turn(_ g: PlaneVector) -> (anisotropy: Double, shear: Double) {
      let (x, y) = (g.x / g.length, g.y / g.length)
      return (x * y, -x * x)
    }
    let (one, two) = (turn(first), turn(other))
    let degree = try angle.derivation.exact(1, angle.unit)
    let change =
      try (sign * (two.anisotropy - one.anisotropy)) * anisotropy
      + (sign * (two.shear - one.shear)) * shear
    return try angle + change * degree
  }
}
