// Numbers as they are printed, against the forms of the GUM and CODATA.
import Quantity
import Testing

@Test(arguments: [
  (0.11081, 0.00112, "‰/cycle", "0.1108(11) ‰/cycle"),
  (1.0978e-3, 1.34e-4, "mol", "1.10(13)×10⁻³ mol"),
  // GUM 7.2.2: a mass of 100.02147 g with 0.35 mg.
  (100.02147, 0.00035, "g", "100.02147(35) g"),
  // CODATA 2018: the constant of gravitation.
  (6.67430e-11, 0.00015e-11, "m³/(kg·s²)", "6.67430(15)×10⁻¹¹ m³/(kg·s²)"),
  (123.456, 12.3, "1", "123(12)"),
  (123.456, 1.23, "1", "123.5(12)"),
  (56789, 1234, "counts", "5.68(12)×10⁴ counts"),
  (0.5, 0.0996, "1", "0.50(10)"),
  (0.5, 0.0994, "1", "0.500(99)"),
  (0, 0.0013, "1", "0.0(13)×10⁻³"),
  (-0.00001, 0.1, "1", "0.00(10)"),
  (-2.5, 0.5, "%", "-2.50(50) %"),
  (9.9996, 0.0012, "1", "9.9996(12)"),
  (0.009999, 0.00012, "1", "0.01000(12)"),
])
func `a standard uncertainty stands in parentheses with two digits`(
  value: Double, uncertainty: Double, unit: String, text: String
) throws {
  #expect(Printed(value, uncertainty: uncertainty, unit: try Unit(unit)).description == text)
}

@Test(arguments: [
  (89.91336816, 2, "89.91 %"), (5.06700794, 2, "5.07 %"), (5.01962390, 2, "5.02 %"),
  (0.125, 2, "0.12 %"), (0.375, 2, "0.38 %"), (0.004, 2, "0.00 %"), (-0.004, 2, "0.00 %"),
  (12, 2, "12.00 %"), (99.996, 2, "100.00 %"), (1e21, 1, "1000000000000000000000.0 %"),
  (2.5, 0, "2 %"), (3.5, 0, "4 %"), (0.5, 0, "0 %"), (1e-20, 3, "0.000 %"),
])
func `without an uncertainty the author's decimals decide, halves go to the even digit`(
  value: Double, decimals: Int, text: String
) throws {
  let printed = Printed(value, uncertainty: nil, unit: try Unit("%"), decimals: decimals)
  #expect(printed.description == text)
}

@Test(arguments: [
  (1.2, "1.2"), (89.91336816, "89.9134"), (100, "100"), (0, "0"), (-0.0, "0"),
  (0.001234, "1.234×10⁻³"),
  (0.01, "0.01"), (1234567, "1.23457×10⁶"), (123456, "123456"), (6.022e23, "6.022×10²³"),
  (-1e-7, "-1×10⁻⁷"), (0.99999951, "1"),
])
func `without either it has six significant digits`(value: Double, text: String) {
  #expect(Printed(value, uncertainty: nil, unit: .one).description == text)
}

@Test func `an exact value has all its digits`() throws {
  #expect(
    Printed(96485.33212331001, uncertainty: 0, unit: try Unit("C/mol")).description
      == "96485.33212331001 C/mol")
}
