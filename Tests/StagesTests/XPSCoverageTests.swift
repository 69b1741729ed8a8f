// How often the intervals of W/Ni hold what was put in, and those of wrong treatments.
import Numerics
import Quantity
import Testing
import VAMAS

@testable import synthesize
@testable import xps_quantification
@testable import xps_ratio

/// Two samples on one instrument: what is wrong with it is wrong with both.
private func quantifications(_ seed: UInt32) throws -> [Quantification] {
  let random = RandomNumbers(seed: seed)
  let systematic = XPSModel.Systematic.drawn(random)
  return try XPSModel.samples.map { sample in
    // Half the points of a real spectrum: an area has the same meaning, and half the time goes by.
    let regions = XPSModel.regions(of: sample, systematic).map { region in
      var region = region
      region.step = 0.2
      return region
    }
    let text = XPSModel.text(sample.name, regions, systematic, random: random)
    return try Quantification(
      VAMASFile(Array(text.utf8), file: "\(sample.name).vms"), sample: sample.name)
  }
}

/// The relative uncertainty of W/Ni if each area is the sum of its counts and the ends of the
/// background are known.
private func naive(_ quantification: Quantification) -> Double {
  quantification.peaks.reduce(0) { sum, peak in
    let area = peak.shirley.value
    let counts = peak.window.counts.reduce(0, +) * peak.window.step * peak.window.step
    return sum + counts / (area * area)
  }.squareRoot()
}

@Test func `W to Ni is held as often as its interval says`() throws {
  var single = Coverage("xps-quantification.w_to_ni_scofield_no_lambda")
  var ratio = Coverage("xps-ratio.w_to_ni_ratio")
  var withoutEnds = Coverage("w_to_ni_ratio, counts without the ends of the background")
  var withoutSweeps = Coverage("w_to_ni_scofield_no_lambda, sweeps forgotten")
  let truths = XPSModel.samples.map { 100 * $0.ratio }
  for trial in 0..<Coverage.trialCount {
    let samples = try quantifications(Coverage.seed(trial))
    let files = try samples.map { try $0.publication().file }
    let number = try #require(files[0]["w_to_ni_scofield_no_lambda"])
    try single.add(number, truth: truths[0])
    let u = try #require(number.uncertainty).standard
    withoutSweeps.add(2.5 * number.value, u: 2.5 * u, truth: truths[0])
    let comparison = Comparison(
      of: Comparison.Sample(stage: "xps@fired", numbers: files[1]),
      over: Comparison.Sample(stage: "xps@precursor", numbers: files[0]))
    let found = try #require(try comparison.publication().file["w_to_ni_ratio"])
    let truth = truths[1] / truths[0]
    try ratio.add(found, truth: truth)
    let relative = (naive(samples[0]), naive(samples[1]))
    withoutEnds.add(
      found.value,
      u: found.value * (relative.0 * relative.0 + relative.1 * relative.1).squareRoot(),
      truth: truth)
  }
  Coverage.tell([single, ratio, withoutEnds, withoutSweeps])
  #expect(single.isHonest, "\(single)")
  #expect(ratio.isHonest, "\(ratio)")
  #expect(!withoutEnds.isHonest, "\(withoutEnds)")
  #expect(!withoutSweeps.isHonest, "\(withoutSweeps)")

}

/// The decision limit is the 5 % of empty spectra that lie above it; the rest gives no number.
@Test func `nickel that is not there is refused in 95 of 100 spectra`() throws {
  let empty = XPSModel.Region(
    name: "Ni 2p", energies: 845...892, sweeps: 4, area: 0, lines: [], background: (52000, 0),
    step: 0.2)
  var refused = 0
  for trial in 0..<Coverage.trialCount {
    let random = RandomNumbers(seed: Coverage.seed(trial))
    let text = XPSModel.text("S", [empty], .none, random: random)
    let file = try VAMASFile(Array(text.utf8), file: "S.vms")
    do {
      _ = try Peak(.nickel2p, in: file)
    } catch {
      // One spectrum in a thousand lies below its background by 3 u, which is another word.
      let words = "\(error)"
      #expect(
        ["is not detected", "has no Shirley background", "the background does not fit Ni 2p"]
          .contains { words.contains($0) }, "\(words)")
      refused += 1
    }
  }
  let range = Binomial.central(level: 0.999, trials: Coverage.trialCount, probability: 0.95)
  #expect(range.contains(refused), "\(refused) of \(Coverage.trialCount), wanted \(range)")
}
