// Units: what is read, what is refused, and what a calculation spells.
import Quantity
import Testing

@Test(arguments: [
  "mg/L", "mAh/g", "‰/cycle", "g/mol", "ppm·mol/g", "m^2", "cm²", "s^-1", "s⁻¹", "1/s", "1",
  "W/(m·K)", "V*A", "counts/s", "°C/min", "µg", "μg", "Å", "kg m/s²", "eV", "%", "[a.u. of area]/s",
])
func `a unit keeps the symbol it was written with`(text: String) throws {
  if !text.hasPrefix("[") { #expect(try Unit(text).symbol == text) }
  #expect(Unit(foreign: text).symbol == text)
}

@Test(arguments: [
  ("", "a unit is empty; a pure number has the unit 1"),
  (" ", "a unit is empty; a pure number has the unit 1"),
  ("furlong", "the unit \"furlong\" is not known"),
  ("mg/furlong", "\"furlong\" in the unit \"mg/furlong\" is not known"),
  (
    "J/mol·K",
    "the unit \"J/mol·K\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"
  ),
  ("g/", "the unit \"g/\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"),
  ("m^", "the unit \"m^\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"),
  ("m2", "the unit \"m2\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"),
  ("m^99", "the unit \"m^99\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"),
])
func `a unit that cannot be read is refused`(text: String, told: String) {
  #expect { try Unit(text) } throws: { "\($0)" == told }
}

@Test(arguments: [
  ("kg", "mg", 1e6), ("mAh", "C", 3.6), ("h", "s", 3600), ("L", "cm³", 1000), ("nm", "Å", 10),
  ("%", "‰", 10), ("1", "%", 100), ("eV", "J", 1.602176634e-19), ("W·h", "kJ", 3.6),
  ("mAh/g", "C/kg", 3600), ("mg/L", "g/m^3", 1), ("Pa·m²", "mN", 1000), ("V·A", "mW", 1000),
])
func `a conversion has the factor of the SI brochure`(from: String, to: String, factor: Double)
  throws
{
  let one = try Derivation().exact(1, Unit(from))
  let converted = try one.converted(to: Unit(to))
  #expect(abs(converted.value / factor - 1) < 1e-15)
}

@Test func `a decimal conversion is correctly rounded`() throws {
  let derivation = Derivation()
  #expect(try derivation.exact(0.58, Unit("mg")).converted(to: Unit("g")).value == 0.00058)
  #expect(try derivation.exact(7, Unit("%")).converted(to: .one).value == 0.07)
}

@Test(arguments: [
  ("ppm", "1"), ("ppm", "%"), ("ppm", "mg/L"), ("ppm", "ppb"), ("°C", "K"), ("°C", "C"),
  ("counts", "1"), ("cycle", "1"), ("g", "m"),
])
func `what does not measure the same is not converted`(from: String, to: String) throws {
  let one = try Derivation().exact(1, Unit(from))
  #expect(throws: QuantityError.differentDimensions(try Unit(from), try Unit(to))) {
    try one.converted(to: Unit(to))
  }
}

@Test func `products and quotients are spelled so that they read back`() throws {
  let derivation = Derivation()
  func unit(_ text: String) throws -> Quantity { try derivation.exact(1, Unit(text)) }
  let opaque = try derivation.exact(1, Unit(opaque: "a.u. of area"))
  let amount = try unit("ppm") / unit("g/mol")
  #expect(amount.unit.symbol == "ppm·mol/g")
  #expect(try (amount / amount).unit == .one)
  #expect(try (unit("W") / unit("m") / unit("K")).unit.symbol == "W/(m·K)")
  #expect(try unit("s").power(-1).unit.symbol == "1/s")
  #expect(try unit("cm").power(2).unit.symbol == "cm²")
  #expect(try unit("cm²").squareRoot().unit.symbol == "cm")
  #expect(try (unit("mg") / unit("g")).unit.symbol == "mg/g")
  #expect(try (opaque / unit("s")).unit.symbol == "[a.u. of area]/s")
  for symbol in ["ppm·mol/g", "W/(m·K)", "1/s", "[a.u. of area]/s"] {
    let read = try derivation.exact(1, Unit(foreign: symbol))
    #expect(try (read * unit("K")).unit == Unit(foreign: (read * unit("K")).unit.symbol))
  }
}

@Test func `a fraction of a unit is no unit`() throws {
  let metre = try Derivation().exact(1, Unit("m"))
  #expect { try metre.squareRoot() } throws: { "\($0)" == "m to the power of 0.5 is no unit" }
  #expect { try metre.power(1e18) } throws: { "\($0)" == "m to the power of 1e+18 is no unit" }
}

@Test func `a unit of another program is taken as it stands`() throws {
  let unit = Unit(foreign: "mass concentration, unspecified")
  #expect(unit.symbol == "mass concentration, unspecified")
  #expect(!unit.measuresTheSame(as: .one))
  #expect(unit.measuresTheSame(as: Unit(foreign: "mass concentration, unspecified")))
}
