// docs/science.md: every number whose truth is known, held against what was put in.
import Analysis
import Glibc
import Numerics
import Quantity
import Testing
import Text

/// A number of the pipeline as the record has it, and what was put into the raw files.
private struct Row {
  let stage: String
  let number: Number
  let truth: Double

  /// |found − put in| over the expanded uncertainty for 95 % (ISO/IEC 17043, E_n with a truth that has
  /// no uncertainty); `nil` for a number that states none.
  var score: Double? {
    guard let uncertainty = number.uncertainty, uncertainty.standard > 0 else { return nil }
    let factor = Student.factor(level: 0.95, dof: uncertainty.dof)
    return abs(number.value - truth) / (factor * uncertainty.standard)
  }

  private static func twoDigits(_ value: Double) -> Double {
    guard value > 0 else { return value }
    let scale = pow(10, 1 - log10(value).rounded(.down))
    return (value * scale).rounded() / scale
  }

  var line: String {
    let u = number.uncertainty
    let isComplete = number.budget == .complete
    let value = Printed(
      number.value, uncertainty: isComplete ? u?.standard : nil, unit: number.unit,
      decimals: number.decimals)
    let standard = u.map {
      Printed(Self.twoDigits($0.standard), uncertainty: nil, unit: number.unit)
    }
    let shown = isComplete ? "\(value)" : "\(value), u = \(standard.map { "\($0)" } ?? "–")"
    let truth = Printed(truth, uncertainty: nil, unit: .one)
    let few = u?.dof.flatMap { $0 < 10_000 ? $0 : nil }
    let dof = few.map { "\(Printed($0, uncertainty: nil, unit: .one, decimals: 1))" } ?? "∞"
    let score =
      score.map { "\(Printed($0, uncertainty: nil, unit: .one, decimals: 2))" } ?? "–"
    let budget = isComplete ? "complete" : "partial"
    return "| `\(stage).\(number.name)` | \(shown) | \(dof) | \(budget) | \(truth) | \(score) |"
  }
}

/// What was put in, by stage and number, from stages/synthesize/truth.json.
private func truths() throws -> [(stage: String, name: String, truth: Double)] {
  try solution() + thermogravimetry() + diffraction() + spectra() + heating() + images() + cells()
}

private func value(_ keys: String...) throws -> Double {
  let file = "\(Truth.root)/stages/synthesize/truth.json"
  var value = try JSON.read(StageProgram.content(of: file), file: file)
  for key in keys { value = try #require(value[key], "\(keys)") }
  return try #require(value.double, "\(keys)")
}

private typealias Truths = [(stage: String, name: String, truth: Double)]

private func solution() throws -> Truths {
  try ["Ni", "Co", "Mn"].map {
    ("icp-readings", $0.lowercased(), try value("TableS1", "at_percent", $0))
  } + [("ald-calibration", "slope", 1000 * value("FigS2", "gpc"))]
}

private func thermogravimetry() throws -> Truths {
  let (before, after) = (
    try value("FigS1b", "loss_percent_at_60_min"), try value("FigS1b", "loss_percent_at_174_min")
  )
  return [
    ("tga-ramp", "loss_water", try value("TGA_model", "water_percent")),
    ("tga-ramp", "loss_hydroxide", try value("TGA_model", "hydroxide_percent_of_m0")),
    ("tga-ramp", "loss_total", try value("FigS1a", "loss_true_percent")),
    ("tga-ramp", "peak_temperature", try value("FigS1a", "peak_C")),
    ("tga-ramp", "onset_temperature", try value("FigS1a", "onset_C")),
    ("tga-hold", "loss_total", after), ("tga-hold", "loss_hold", after - before),
  ]
}

private let samples = [("10W", 10.0), ("25W", 25), ("50W", 50), ("100W", 100)]

private func diffraction() throws -> Truths {
  var rows: Truths = []
  for run in ["200C_3h", "350C_3h"] {
    for (name, key) in [("hydroxide", "D_hydroxide_A"), ("rock_salt", "D_rocksalt_A")] {
      rows.append(("xrd-phases@\(run)", "size_\(name)", try value("FigS1c", run, key) / 10))
    }
  }
  let ratios = try samples.map { try value("FigS1d", $0.0, "area_ratio_003_104") }
  for ((sample, _), ratio) in zip(samples, ratios) {
    rows.append(("xrd-ratio@\(sample)", "ratio", ratio))
    for name in ["a", "c", "r_factor"] {
      rows.append(("xrd-cell@\(sample)", name, try value("FigS1d", sample, name)))
    }
  }
  let mean = samples.reduce(0) { $0 + $1.1 } / Double(samples.count)
  let slope = zip(samples, ratios).reduce(0) { $0 + ($1.0.1 - mean) * $1.1 }
  let square = samples.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) }
  return rows + [("xrd-trend", "slope", slope / square)]
}

private func spectra() throws -> Truths {
  let ratios = try ["25W-NCM(OH)2", "25W-NCM90"].map { try value("FigS3", $0, "W_over_Ni") }
  let shares = componentTruths.flatMap { sample, share, oxide, hydroxide -> Truths in
    let stage =
      "xps-components@" + sample.replacing("(", with: "%28").replacing(")", with: "%29")
    return [
      (stage, "oxide_share", share), (stage, "oxide_energy", oxide),
      (stage, "hydroxide_energy", hydroxide),
    ]
  }
  return shares + [
    ("xps-quantification@25W-NCM%28OH%292", "w_to_ni_scofield_no_lambda", 100 * ratios[0]),
    ("xps-quantification@25W-NCM90", "w_to_ni_scofield_no_lambda", 100 * ratios[1]),
    ("xps-ratio", "w_to_ni_ratio", ratios[1] / ratios[0]),
  ]
}

private func heating() throws -> Truths {
  let file = "\(Truth.root)/stages/synthesize/truth.json"
  let json = try JSON.read(StageProgram.content(of: file), file: file)
  return try HeatingFiles.samples.flatMap { sample -> Truths in
    let rows = try #require(json["FigS6_S8"]?[sample]?["rows"]?.array)
    let last = try #require(rows.last?.array?[2].double) / 10
    return [
      ("lithiation@\(sample)", "size_600", last),
      ("lithiation@\(sample)", "volume_600", Double.pi / 6 * last * last * last),
    ] + (try trueOnsets(sample)).map { ("htxrd-contour@\(sample)", $0.name, $0.truth) }
  }
}

private func images() throws -> Truths {
  let (c, rockSalt) = (
    try value("FigS5", "layered", "c_nm"), try value("FigS5", "rocksalt", "a_nm")
  )
  let strains = try ["Bare", "25W"].flatMap { sample -> Truths in
    let put = SmoothedStrain(try value("FigS9", "e", sample)).statistics
    return [
      ("strain-map@\(sample)", "strain_mean", 100 * put.mean),
      ("strain-map@\(sample)", "strain_sd", 100 * put.variance.squareRoot()),
    ]
  }
  return strains + [
    ("eds-map", "excess_variance", try value("FigS4", "excess_variance_of_w_over_ni")),
    ("zone-axis@FigS5b_inner_rocksalt", "d_002", rockSalt / 2),
    ("zone-axis@FigS5c_Bare_surface", "d_003", c / 3),
    ("zone-axis@FigS5d_25W_surface", "d_003", c / 3),
  ]
}

private func cells() throws -> Truths {
  try RateTruth.all().flatMap { cell -> Truths in
    let stage = "rate-capability@\(cell.sample.split(separator: "-")[0])-\(cell.number)"
    let names = cell.numbers.keys.filter {
      ["capacity", "retention", "recovery"].contains(String($0.prefix { $0 != "_" }))
    }
    return try names.sorted().map { (stage, $0, try #require(cell.numbers[$0])) }
  }
}

@Suite struct SciencePageTests {
  private static let path = "\(Truth.root)/docs/science.md"
  private static let (start, end) = ("<!-- numbers -->\n", "<!-- /numbers -->")

  private static func rows() throws -> [Row] {
    try truths().map { stage, name, truth in
      let file = "\(Truth.root)/provenance/\(stage).numbers.json"
      let numbers = try NumbersFile.read(StageProgram.content(of: file), file: file)
      return Row(
        stage: stage, number: try #require(numbers[name], "\(stage).\(name)"), truth: truth)
    }
  }

  private static func page() throws -> String {
    let heading = """
      | number | found, with its standard uncertainty | dof | budget | put in | E_n |
      |---|---|---|---|---|---|

      """
    return try heading + rows().map { $0.line + "\n" }.joined()
  }

  @Test func `the table of numbers is that of the records and of the truth`() throws {
    let text = String(decoding: try StageProgram.content(of: Self.path), as: UTF8.self)
    let from = try #require(text.firstRange(of: Self.start)?.upperBound)
    let to = try #require(text.firstRange(of: Self.end)?.lowerBound)
    let table = try Self.page()
    guard text[from..<to] != table else { return }
    guard getenv("ASSAY_WRITE_DOCS") != nil else {
      Issue.record("between the marks of \(Self.path) must stand, by ASSAY_WRITE_DOCS=1:\n\(table)")
      return
    }
    let file = try #require(fopen(Self.path, "w"))
    defer { fclose(file) }
    fputs(text[..<from] + table + text[to...], file)
  }

  /// Of honest intervals of 95 % some miss; the seeds were not chosen so that none does.
  @Test func `so many numbers lie within their intervals as chance makes`() throws {
    let scores = try Self.rows().compactMap(\.score)
    let held = scores.count { $0 <= 1 }
    let range = Binomial.central(level: 0.999, trials: scores.count, probability: 0.95)
    #expect(held >= range.lowerBound, "\(held) of \(scores.count), \(range) wanted")
    #expect(scores.allSatisfy { $0 <= 2 }, "\(scores.max() ?? 0)")
  }
}
