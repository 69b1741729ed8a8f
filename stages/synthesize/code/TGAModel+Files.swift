import Text

/// The runs as files, and what was put into them.
extension TGAModel {
  /// Both experiments and the model they share.
  var sets: [SyntheticSet] {
    [
      SyntheticSet(
        name: "FigS1a",
        files: Self.files(
          rampRuns, "FigS1a_ramp_25-600C_3Cmin", "blank_25-600C_3Cmin"),
        truth: Self.truth(of: Self.ramp, hasPeak: true)),
      SyntheticSet(
        name: "FigS1b",
        files: Self.files(holdRuns, "FigS1b_25-200C_hold2h", "blank_25-200C_hold2h"),
        truth: Self.truth(of: Self.hold, hasPeak: false)),
      SyntheticSet(name: "TGA_model", files: [], truth: Self.model),
    ]
  }

  private static func files(
    _ runs: Experiment, _ sample: String, _ blank: String
  ) -> [SyntheticSet.File] {
    [
      SyntheticSet.File(
        "tga/raw/synthetic_\(sample).txt",
        text(runs.sample, sample: "Bare-NCM(OH)2", mass: runs.statedMass)),
      SyntheticSet.File(
        "tga/raw/synthetic_\(blank).txt", text(runs.blank, sample: "empty pan", mass: 0)),
    ]
  }

  /// The text of TA Instruments.
  private static func text(_ curve: Curve, sample: String, mass: Double) -> String {
    var lines = [
      "; \(SyntheticSet.notice)", "Instrument\tTGA (synthetic)", "Date\t1970-01-01",
      "Sample\t\(sample)", "Size\t\(FixedDecimals.text(mass, 4))\tmg", "Gas\tO2",
      "Sig1\tTime (min)",
      "Sig2\tTemperature (°C)", "Sig3\tWeight (mg)", "StartOfData",
    ]
    for index in curve.times.indices {
      let cells = [
        FixedDecimals.text(curve.times[index], 4), FixedDecimals.text(curve.temperatures[index], 3),
        FixedDecimals.text(curve.masses[index], 5),
      ]
      lines.append(cells.joined(separator: "\t"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func truth(of process: TGAProcess, hasPeak: Bool) -> JSON {
    let last = process.states[process.states.count - 1]
    var members: [(String, JSON)] = [
      ("final_mass", JSON(TGAProcess.loadedMass * (1 - last.loss))),
      ("alpha", JSON(last.hydroxide)), ("water", JSON(last.water)),
      ("loss_true_percent", JSON(100 * last.loss)),
    ]
    if hasPeak {
      let found = process.peakAndOnset
      members += [("peak_C", JSON(found.peak)), ("onset_C", JSON(found.onset))]
    } else {
      members += [
        ("loss_percent_at_60_min", JSON(100 * process.loss(atMinute: 60))),
        ("loss_percent_at_174_min", JSON(100 * process.loss(atMinute: 174))),
      ]
    }
    return .object(members)
  }

  private static var model: JSON {
    .object([
      ("water_percent", JSON(100 * TGAProcess.waterShare)),
      ("hydroxide_percent_of_m0", JSON(100 * TGAProcess.hydroxideShare)),
      ("loaded_mg", JSON(TGAProcess.loadedMass)),
      ("E_kJ", JSON(TGAProcess.hydroxideEnergy / 1e3)), ("peak_C", JSON(TGAProcess.hydroxidePeak)),
      ("buoyancy_mg", "0.012*(1-298.15/T)"), ("noise_mg", JSON(Spread.noise)),
      ("weighing_mg", JSON(Spread.weighing)), ("drift_mg_per_h", JSON(Spread.drift)),
      ("calibration_relative", JSON(Spread.calibration)),
      ("blank_relative", JSON(Spread.blank)), ("temperature_C", JSON(Spread.temperature)),
    ])
  }
}
