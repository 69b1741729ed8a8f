import Testing

@testable import Exchange
@testable import Quantity

/// Numbers and units as siunitx takes them; that it does was tried with TeX Live 2022.
struct LaTeXTests {
  @Test(arguments: [
    ("mg/L", #"\milli\gram\per\litre"#), ("W/(m²·K)", #"\watt\per\metre\squared\per\kelvin"#),
    ("s^-1", #"\per\second"#), ("1/s", #"\per\second"#),
    ("m³/s⁴", #"\metre\cubed\per\second\tothe{4}"#),
    ("µg/cm²", #"\micro\gram\per\centi\metre\squared"#), ("°C", #"\degreeCelsius"#),
    ("kΩ", #"\kilo\ohm"#), ("min", #"\minute"#), ("%", #"\percent"#),
    ("mAh/g", #"\milli\assayunitAh\per\gram"#), ("‰", #"\assayunitPermille"#),
    ("[a.u. of area]", #"\assayunitAUOfArea"#), ("odd (unit", #"\assayunitOddUnit"#),
  ])
  func `units`(symbol: String, macros: String) {
    var units = LaTeXUnits()
    #expect(units.macros(of: Unit(foreign: symbol)) == macros)
    #expect(units.declarations.isEmpty == !macros.contains("assayunit"))
  }

  @Test func `two units of one name are told apart`() {
    var units = LaTeXUnits()
    #expect(units.macros(of: Unit(foreign: "[a b]")) == #"\assayunitAB"#)
    #expect(units.macros(of: Unit(foreign: "[a-b]/g")) == #"\assayunitABX\per\gram"#)
    #expect(units.macros(of: Unit(foreign: "[a b]")) == #"\assayunitAB"#)
    #expect(
      units.declarations == [
        #"\ifdefined\DeclareSIUnit"#, #"\DeclareSIUnit\assayunitAB{\text{a b}}"#,
        #"\DeclareSIUnit\assayunitABX{\text{a-b}}"#, #"\fi"#,
      ])
  }

  @Test(arguments: [
    ("s^-1", #"s\textsuperscript{\ensuremath{-1}}"#),
    ("cm²", #"cm\textsuperscript{\ensuremath{2}}"#),
    ("%", #"\%"#), ("a_b#{}$&", ##"a\_b\#\{\}\$\&"##),
    ("~^\\", #"\textasciitilde{}\textasciicircum{}\textbackslash{}"#),
  ])
  func `units as they are written`(symbol: String, text: String) {
    #expect(LaTeXText.unit(symbol) == text)
  }

  @Test(arguments: [
    ("xrd-ratio@10W.slope", "XrdRatioOneZeroWSlope"), ("a.b_c", "ABC"), ("A9.z", "ANineZ"),
  ])
  func `names in letters alone`(id: String, name: String) {
    #expect(LaTeXMacros.name(of: id) == name)
  }
}
