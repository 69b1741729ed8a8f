import Numerics
import Text

/// Figure S3: photoelectron spectra of three samples, counted as VAMAS files have them.
///
/// What varies: every count, and, common to the samples of one instrument, sensitivities,
/// transmissions and how much of a background is straight instead of following the peaks.
struct XPSModel {
  /// What an evaluation with tabulated values knows too little of; none of it in the project's files.
  struct Systematic {
    /// The true response σT over the tabulated one, of Ni 2p and W 4f.
    var responses = [1.0, 1.0]
    /// How much of each background is a straight line.
    var straight = 0.0

    static let none = Systematic()

    /// As uncertain as the analysis takes them: 5 % for each σ and each T, and 0.5.
    static func drawn(_ random: RandomNumbers) -> Systematic {
      let responses = (0..<2).map { _ in random.normal(1, 0.05) * random.normal(1, 0.05) }
      return Systematic(responses: responses, straight: random.normal(0, 0.5))
    }
  }

  /// A peak: its share of the area, place and width in eV.
  typealias Line = (share: Double, energy: Double, width: Double)

  /// A region and how it is counted.
  struct Region {
    let name: String
    let energies: ClosedRange<Double>
    let sweeps: Int
    /// The net area in counts·eV with all sweeps.
    let area: Double
    let lines: [Line]
    /// The counts in the background at its low end, and what the peaks add to it.
    let background: (low: Double, rise: Double)
    /// From a point to the next, in eV.
    var step = 0.1
  }

  /// A sample with W/Ni in it.
  struct Sample {
    let name: String
    let ratio: Double
    /// The binding energy of Ni 2p3/2, in eV.
    let nickel: Double
  }

  static let samples = [
    Sample(name: "25W-NCM(OH)2", ratio: 0.0232, nickel: 855.9),
    Sample(name: "25W-NCM90", ratio: 0.0212, nickel: 855.2),
  ]
  static let photonEnergy = 1486.69
  static let dwell = 0.2
  static let sweeps = ["Ni 2p": 4, "W 4f": 10, "O 1s": 4, "C 1s": 2]
  /// Scofield's cross-sections for Al Kα, C 1s = 1.
  static let sensitivities = [("Ni 2p", 22.18), ("W 4f", 9.80), ("O 1s", 2.93), ("C 1s", 1.0)]
  /// The net area of Ni 2p, in counts·eV with its sweeps.
  static let nickelArea = 2.4e6

  /// What the analyser lets through at a kinetic energy in eV.
  static func transmission(_ energy: Double) -> Double {
    let share = min(max((energy - 950) / 500, 0), 1)
    return 2.168 - 0.25 * share * share
  }

  /// The area of W 4f in counts·eV with the sweeps of Ni 2p, as tabulated values have it.
  static func tungstenArea(of sample: Sample) -> Double {
    sample.ratio * nickelArea * 9.80 / 22.18 * transmission(photonEnergy - 36)
      / transmission(photonEnergy - 856)
  }

  /// The regions of a sample that W/Ni is found from: Ni 2p and W 4f.
  static func regions(of sample: Sample, _ systematic: Systematic) -> [Region] {
    let nickel = sample.nickel
    let longer = 2.5
    return [
      Region(
        name: "Ni 2p", energies: 845...892, sweeps: 4, area: nickelArea * systematic.responses[0],
        lines: [
          (0.40, nickel, 2.6), (0.25, nickel + 6, 5), (0.22, nickel + 17.5, 3),
          (0.13, nickel + 24, 5.5),
        ], background: (52000, 26000)),
      Region(
        name: "W 4f", energies: 26...46, sweeps: 10,
        area: longer * tungstenArea(of: sample) * systematic.responses[1],
        // So wide that the window of W 4f cuts off as much of it as that of Ni 2p does, 4.8 %: what
        // windows do is in no budget.
        lines: [(4.0 / 7, 35.3, 1.5), (3.0 / 7, 37.45, 1.5)],
        background: (longer * 1500, longer * 350)),
    ]
  }

  /// The regions of a sample that only show what it is made of.
  static var others: [Region] {
    [
      Region(
        name: "O 1s", energies: 524...540, sweeps: 4, area: 6.5e5,
        lines: [(0.35, 529.3, 1.3), (0.65, 531.2, 1.8)], background: (9000, 7000)),
      Region(
        name: "C 1s", energies: 280...294, sweeps: 2, area: 1.2e5,
        lines: [(0.75, 284.8, 1.4), (0.15, 286.3, 1.6), (0.10, 288.8, 1.6)],
        background: (6000, 1500)),
    ]
  }

  /// The oxygen of the precursor after heating.
  static let heated = Region(
    name: "O 1s", energies: 524...540, sweeps: 4, area: 6e5,
    lines: [(0.12, 529.4, 1.3), (0.88, 531.3, 1.7)], background: (9000, 6500))
}

extension XPSModel.Region {
  /// The binding energy of each point in eV, from the lowest.
  var places: [Double] {
    let (low, high) = (energies.lowerBound, energies.upperBound)
    return (0...Int(((high - low) / step).rounded())).map {
      low + Double($0) * step
    }
  }

  /// The counts that are expected at each point: peaks, 30 % of each Lorentzian, over a background
  /// that rises with the area below it, or in part with the energy alone.
  func expected(straight: Double) -> [Double] {
    let places = places
    let peaks = places.map { place in
      lines.reduce(0) { sum, line in
        sum + area * line.share * Profile.pseudoVoigt(place - line.energy, width: line.width)
      }
    }
    var below = [0.0]
    for point in places.indices.dropFirst() {
      below.append(below[point - 1] + (peaks[point - 1] + peaks[point]) / 2 * step)
    }
    let last = Double(places.count - 1)
    // Nothing rises where there is no peak.
    let whole = below[places.count - 1] > 0 ? below[places.count - 1] : 1
    return places.indices.map { point in
      let shape = (1 - straight) * below[point] / whole + straight * Double(point) / last
      return peaks[point] + background.low + background.rise * shape
    }
  }

  /// What was counted, from the lowest binding energy.
  func counts(straight: Double, random: RandomNumbers) -> [Int] {
    expected(straight: straight).map { random.poisson($0) }
  }
}

extension XPSModel {
  /// The text of a VAMAS file with regions of one sample.
  static func text(
    _ sample: String, _ regions: [Region], _ systematic: Systematic, random: RandomNumbers
  ) -> String {
    let blocks = regions.map { region in
      VAMASBlock(
        region: region, sample: sample,
        counts: region.counts(straight: systematic.straight, random: random))
    }
    return VAMASBlock.file(blocks)
  }

  /// The files of the project: no systematic error in them, and the first seed, from 1 on, with which
  /// the two W/Ni print as in the article, 2.32 % and 2.12 %, their ratio as 0.913, and the peaks of O 1s
  /// are found within their 95 % intervals.
  static func set(seed: UInt32 = 373) -> SyntheticSet {
    let random = RandomNumbers(seed: seed)
    var files = samples.map { sample in
      file(
        sample.name,
        text(
          sample.name, regions(of: sample, .none) + others, .none, random: random))
    }
    files.append(file("h-NCM(OH)2", text("h-NCM(OH)2", [heated], .none, random: random)))
    return SyntheticSet(
      name: "FigS3", files: files, truth: .object(samples.map { ($0.name, truth(of: $0)) }))
  }

  private static func file(_ sample: String, _ text: String) -> SyntheticSet.File {
    SyntheticSet.File("xps-quantification/raw/synthetic_FigS3_\(sample).vms", text)
  }

  private static func truth(of sample: Sample) -> JSON {
    .object([
      ("W_over_Ni", JSON(sample.ratio)), ("A_Ni2p", JSON(nickelArea)),
      ("A_W4f_at_Ni2p_sweeps", JSON(tungstenArea(of: sample))),
      ("sweeps", .object(sensitivities.map { ($0.0, JSON(sweeps[$0.0] ?? 0)) })),
      ("dwell_s", JSON(dwell)), ("T_Ni", JSON(transmission(photonEnergy - 856))),
      ("T_W", JSON(transmission(photonEnergy - 36))),
      ("rsf", .object(sensitivities.map { ($0.0, JSON($0.1)) })),
      ("area_unit", "counts*eV"),
    ])
  }
}
