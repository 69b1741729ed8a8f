// The instrument from its standard: what was put in is found, and a pattern without it is refused.
import Analysis
import Diffraction
import Numerics
import Quantity
import Testing
import Text
import XRDML

@testable import synthesize
@testable import xrd_instrument

private func standard(
  of bytes: [UInt8], _ parameters: [String: String] = ["xrd.standard_lattice": "4.156826 Å"]
) throws -> Standard {
  try Standard(
    of: PowderScan(bytes, file: "raw/a.xrdml"), parameters: parameters, in: Derivation())
}

private func told(_ parameters: [String: String]) throws -> String {
  do {
    let bytes = StandardModel(seed: 1, coarse: 10).set.files[0].bytes
    return "no fault: \(try standard(of: bytes, parameters).publication().file.text)"
  } catch {
    return "\(error)".split(separator: "\n")[0].description
  }
}

/// Five numbers: all lie within intervals of 99 % in 95 % of all cases.
@Test func `the instrument put into the standard is found`() throws {
  let bytes = try StageProgram.content(
    of: "\(Truth.root)/stages/xrd-instrument/raw/synthetic_LaB6_SRM660c.xrdml")
  let file = try standard(of: bytes).publication().file
  for (name, key) in [
    ("width_u", "u_deg2"), ("width_w", "w_deg2"), ("lorentz_share", "lorentz_share"),
    ("zero", "zero_deg"), ("displacement", "disp"), ("axial_divergence", "axial_square_rad2"),
  ] {
    let number = try #require(file[name])
    let value = try #require(try Truth.value("LaB6", key).double)
    let truth = name == "axial_divergence" ? value.squareRoot() * 180 / .pi : value
    let u = try #require(number.uncertainty?.standard)
    #expect(abs(number.value - truth) < 2.58 * u, "\(name): \(number.printed), \(truth)")
    #expect(number.budget == .complete)
  }
  // The other stages are tested with the uncertainties that this fit has.
  for (name, u) in zip(KnownInstrument.names, StandardNumbers.uncertainties) {
    let found = try #require(file[name]?.uncertainty?.standard)
    #expect(abs(found / u - 1) < 0.05, "\(name): \(found)")
  }
}

@Test func `what is no standard gives no instrument`() throws {
  #expect(try told([:]) == "the lattice of the standard is missing")
  #expect(
    try told(["xrd.standard_lattice": "4.156826 nm"]) == "the lattice of the standard is missing")
  #expect(try told(["xrd.lattice": "4 Å"]) == "there is no parameter xrd.lattice")
  let wrong = try told(["xrd.standard_lattice": "4.4 Å"])
  #expect(wrong.hasPrefix("raw/a.xrdml:13:"), "\(wrong.prefix(300))")
}
