// The peaks of O 1s: what was put into the spectra is found, and what is not there is told.
import Analysis
import Quantity
import Testing
import Text
import VAMAS

@testable import xps_components

private let usual = [
  "from=525 eV", "to=539 eV", "mixing=0.3", "oxide=529.4 eV", "hydroxide=531.2 eV",
]

private func numbers(
  _ sample: String, settings: [String] = usual, region: String = "O 1s", as name: String? = nil
) throws -> NumbersFile {
  let path = "\(Truth.root)/stages/xps-quantification/raw/synthetic_FigS3_\(sample).vms"
  let file = try VAMASFile(StageProgram.content(of: path), file: path)
  let derivation = Derivation()
  return try Components(
    file, sample: name ?? sample, Settings(region: region, settings, in: derivation),
    in: derivation
  ).publication().file
}

private func fault(_ body: () throws -> NumbersFile) -> String {
  do {
    return "no fault: \(try body().numbers.count) numbers"
  } catch {
    return "\(error)"
  }
}

/// What XPSModel put in: the share and place of the oxide, the place of the hydroxide.
let componentTruths: [(String, share: Double, oxide: Double, hydroxide: Double)] = [
  ("h-NCM(OH)2", 12, 529.4, 531.3), ("25W-NCM(OH)2", 35, 529.3, 531.2),
  ("25W-NCM90", 35, 529.3, 531.2),
]

@Test(arguments: componentTruths)
func `the share and the places of oxide and hydroxide are within their intervals`(
  sample: String, share: Double, oxide: Double, hydroxide: Double
) throws {
  let file = try numbers(sample)
  for (name, truth) in [
    ("oxide_share", share), ("hydroxide_share", 100 - share), ("oxide_energy", oxide),
    ("hydroxide_energy", hydroxide),
  ] {
    let number = try #require(file[name])
    #expect(try Truth.holds(truth, of: number), "\(name) \(number.value) \(truth)")
  }
}

@Test func `the shares are one hundred percent together, and exactly correlated`() throws {
  let file = try numbers("25W-NCM90")
  let (one, other) = (try #require(file["oxide_share"]), try #require(file["hydroxide_share"]))
  #expect(abs(one.value + other.value - 100) < 1e-9)
  let (u1, u2) = (one.uncertainty?.standard ?? 0, other.uncertainty?.standard ?? 1)
  #expect(abs(u1 - u2) < 1e-9 * u1)
}

@Test func `a peak that is not there, another sample and a wrong setting are told`() {
  let third = fault { try numbers("25W-NCM90", settings: usual + ["water=536 eV"]) }
  #expect(third.contains("O 1s: no peak stands out of the background"), "\(third)")
  #expect(
    fault { try numbers("25W-NCM90", as: "Bare") }
      .contains("the sample is \"25W-NCM90\", not \"Bare\""))
  #expect(
    fault { try numbers("h-NCM(OH)2", region: "Ni 2p") }.contains("no region \"Ni 2p\""))
  for settings in [
    [], ["from=525 eV"], usual + ["oxide=530 eV"], usual + ["more=530"], usual + ["x=1 nm"],
    ["from=539 eV", "to=525 eV"] + usual.dropFirst(2), Array(usual.prefix(2)) + ["mixing=2"],
  ] {
    #expect(fault { try numbers("25W-NCM90", settings: settings) }.utf8.count > 10)
    #expect(!fault { try numbers("25W-NCM90", settings: settings) }.hasPrefix("no fault"))
  }
}
