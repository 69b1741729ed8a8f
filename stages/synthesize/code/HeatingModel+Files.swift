#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Text

/// The model of a heated sample as files, and what was put into them.
extension HeatingModel {
  /// The seed of the files that are committed.
  static let committed = HeatingModel(seed: 20_250_106)

  private static let folder = "htxrd-contour/raw/synthetic_FigS6_"

  /// The counts of air and sample holder.
  static func background(_ angle: Double) -> Double { 120 + 200 * exp(-(angle - 15) / 12) }

  /// The patterns of both samples with an index for each, and what was put in.
  var set: SyntheticSet {
    SyntheticSet(
      name: "FigS6_S8",
      files: [SyntheticSet.File("\(Self.folder)standard_LaB6.xy", standardText)]
        + HeatingState.Sample.all.flatMap(files),
      truth: .object(
        HeatingState.Sample.all.map { ($0.name, truth(of: $0)) }
          + [
            ("temperature_offset_C", JSON(offset)), ("standard_fwhm_deg", JSON(standardWidth)),
          ]))
  }

  private func files(of sample: HeatingState.Sample) -> [SyntheticSet.File] {
    [SyntheticSet.File("\(Self.folder)index_\(sample.name).csv", index(of: sample))]
      + Self.temperatures.map { temperature in
        SyntheticSet.File(
          Self.folder + Self.fileName(sample, temperature), text(sample, at: temperature))
      }
  }

  static func fileName(_ sample: HeatingState.Sample, _ temperature: Double) -> String {
    let digits = "\(Int(temperature))"
    return "\(sample.name)_\(String(repeating: "0", count: 3 - digits.count))\(digits)C.xy"
  }

  /// Which file was measured at which temperature and when.
  func index(
    of sample: HeatingState.Sample, at temperatures: [Double] = HeatingModel.temperatures
  ) -> String {
    let rows = temperatures.map { temperature in
      let time = (temperature - Self.temperatures[0]) / Self.ramp
      return "synthetic_FigS6_\(Self.fileName(sample, temperature)),\(sample.name),"
        + "\(Int(temperature)),\(time)\n"
    }
    return "# \(SyntheticSet.notice)\nfile,sample,temperature_C,time_min\n" + rows.joined()
  }

  /// A pattern as two columns: 2θ in degrees and counts.
  func text(_ sample: HeatingState.Sample, at temperature: Double) -> String {
    Self.text(zip(angles, counts(sample, at: temperature)))
  }

  /// The pattern of the standard in the same form.
  var standardText: String { Self.text(standard) }

  private static func text(_ points: some Sequence<(Double, Int)>) -> String {
    let rows = points.map { angle, count in "\((angle * 100).rounded() / 100) \(count)\n" }
    return "# \(SyntheticSet.notice)\n" + rows.joined()
  }

  private func truth(of sample: HeatingState.Sample) -> JSON {
    let columns = [
      "T_C", "layered_fraction", "D_layered_A", "rocksalt", "hydroxide", "LiOH", "LiOH.H2O",
    ]
    let rows = Self.temperatures.map { temperature in
      let state = state(of: sample, at: temperature)
      return JSON.array(
        [
          temperature, state.layered, state.size, state.rockSalt, state.hydroxide,
          state.lithiumHydroxide, state.hydrate,
        ].map { JSON($0) })
    }
    return .object([
      ("columns", .array(columns.map { .string($0) })), ("rows", .array(rows)),
      ("instr_fwhm_deg", JSON(instrument)),
    ])
  }
}
