// Angles and intensities against published tables and an independent program.
import Diffraction
import Testing

private let copper = 1.5405929

/// 2θ of the layered oxide with a = 2.875, c = 14.20 Å, worked out by independent code.
@Test func `angles are those of Bragg's law`() throws {
  let cell = UnitCell.hexagonal(a: 2.875, c: 14.20)
  for (index, angle) in [
    (Miller(0, 0, 3), 18.7318), (Miller(1, 0, 1), 36.6127), (Miller(0, 0, 6), 37.9890),
    (Miller(0, 1, 2), 38.2766), (Miller(1, 0, 4), 44.4055), (Miller(1, 1, 0), 64.8043),
    (Miller(1, 1, 3), 68.1151),
  ] {
    let found = try #require(cell.position(index, wavelength: copper))
    #expect(abs(found.value - angle) < 1e-4)
    for (edge, derivative) in found.byEdge.enumerated() {
      var edges = cell.edges
      edges[edge] += 1e-6
      let moved = try #require(cell.with(edges).position(index, wavelength: copper))
      #expect(abs((moved.value - found.value) / 1e-6 - derivative) < 1e-3)
    }
  }
}

/// f₀ of xraydb 4.5.8 at s = 0, 0.1, 0.25, 0.5 Å⁻¹.
@Test func `form factors are those of xraydb`() {
  let table: [(FormFactor, [Double])] = [
    (.nickel, [26.004485, 24.92608, 20.536395, 12.963442]),
    (.cobalt, [23.99721, 23.08195, 19.20672, 12.203832]),
    (.manganese, [20.999988, 20.218289, 16.883442, 10.842301]),
    (.lithium, [1.999899, 1.936147, 1.648134, 1.023775]),
    (.oxygen, [8.998032, 7.836938, 4.83806, 2.314835]),
  ]
  for (form, values) in table {
    for (s, value) in zip([0, 0.1, 0.25, 0.5], values) {
      #expect(abs(form.normal(s) - value) < 1e-6)
    }
  }
}

/// I(003)/I(104) by xraydb's form factors at 0, 1, … 10 % of exchange.
@Test func `the ratio falls with exchange as an independent program has it`() {
  let table = [
    (0.0, 1.310), (0.01, 1.264), (0.02, 1.218), (0.03, 1.174), (0.04, 1.130), (0.05, 1.088),
    (0.06, 1.046), (0.08, 0.964), (0.10, 0.886),
  ]
  for (exchange, ratio) in table {
    let oxide = LayeredOxide(a: 2.875, c: 14.20, exchange: exchange)
    #expect(abs(oxide.ratio(wavelength: copper) - ratio) < 0.002)
  }
  let ten = LayeredOxide(a: 2.8745, c: 14.194, exchange: 0.02)
  #expect(abs(ten.ratio(wavelength: copper) - 1.2197971) < 1e-6)
  #expect(abs(ten.rFactor(wavelength: copper) - 0.4386320) < 1e-6)
  var wrong = LayeredOxide(a: 2.875, c: 14.20, exchange: 0)
  wrong.oxygen = 0.2415
  #expect(abs(wrong.ratio(wavelength: copper) - 0.79) < 0.01)
}

@Test func `the reflections of R-3m are listed once, in the order of their angles`() {
  let oxide = LayeredOxide(a: 2.875, c: 14.20, exchange: 0.02)
  #expect(
    oxide.reflections(below: 82, wavelength: copper).map(\.description) == [
      "003", "101", "006", "012", "104", "015", "009", "107", "018", "110", "113", "021", "1010",
      "116", "202", "0012", "024",
    ])
}

@Test func `a size follows from the width its domains add`() {
  let added = Scherrer.width(inverseSize: 1 / 180.0, position: 38.5, wavelength: copper)
  let size = Scherrer.size(
    width: added + 0.05, instrument: 0.05, position: 38.5, wavelength: copper)
  #expect(abs(size - 180) < 1e-9)
  // 0.9·1.5405929/(180·cos 19.25°) rad in degrees.
  #expect(abs(added - 0.46749) < 1e-4)
}
