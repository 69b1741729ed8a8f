// XRDML files: what is read, with its places, and every refusal with its full text.
import Quantity
import Testing
import Text
import Words
import XRDML

/// A small file of schema 1.5, whose parts can be replaced.
private let small = """
  <?xml version="1.0" encoding="UTF-8"?>
  <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/1.5" status="Completed">
  <xrdMeasurement>
  <usedWavelength intended="K-Alpha">
  <kAlpha1 unit="Angstrom">1.5405980</kAlpha1>
  <kAlpha2 unit="Angstrom">1.5444260</kAlpha2>
  <ratioKAlpha2KAlpha1>0.5000</ratioKAlpha2KAlpha1>
  </usedWavelength>
  <scan>
  <dataPoints>
  <positions axis="Omega" unit="deg"><startPosition>5</startPosition></positions>
  <positions axis="2Theta" unit="deg"><startPosition>10.0</startPosition><endPosition>11.0</endPosition></positions>
  <commonCountingTime unit="seconds">60.0</commonCountingTime>
  <intensities unit="counts">5 0 7
  8 9</intensities>
  </dataPoints>
  </scan>
  </xrdMeasurement>
  </xrdMeasurements>

  """

private func scan(
  _ changes: [(String, String)] = [], number: Int? = nil
) throws -> PowderScan {
  var text = small
  for (old, new) in changes {
    try #require(text.contains(old), "\(old) is not in the file")
    text = text.replacing(old, with: new)
  }
  return try PowderScan(Array(text.utf8), file: "raw/a.xrdml", number: number)
}

private func fault(_ changes: (String, String)..., number: Int? = nil) -> String {
  do {
    return "no fault: \(try scan(changes, number: number))"
  } catch {
    return "\(error)"
  }
}

/// The place and message of a fault.
private func head(_ old: String, _ new: String) -> String {
  String(fault((old, new)).prefix { $0 != "\n" })
}

@Test func `a scan is read with the place of every value`() throws {
  let scan = try scan()
  #expect(scan.angles.values == [10, 10.25, 10.5, 10.75, 11])
  #expect(scan.angles.unit.symbol == "°")
  #expect(scan.intensities.values == [5, 0, 7, 8, 9])
  #expect(scan.intensities.variances == [5, 1, 7, 8, 9])
  #expect(scan.intensities.unit.symbol == "counts")
  #expect(
    scan.intensities.cells.map(\.cell.name).suffix(3)
      == ["raw/a.xrdml#E14", "raw/a.xrdml#A15", "raw/a.xrdml#B15"])
  let radiation = scan.radiation
  #expect(radiation.unit.symbol == "Å")
  #expect(
    [radiation.kAlpha1, radiation.kAlpha2, radiation.ratio].map { "\($0.cell.name) \($0.text)" }
      == [
        "raw/a.xrdml#C5 1.5405980", "raw/a.xrdml#C6 1.5444260", "raw/a.xrdml#B7 0.5000",
      ])
  #expect(!radiation.isKAlpha1Intended)
  guard case .steps(let start, let end) = scan.angles.source else {
    Issue.record("no steps")
    return
  }
  #expect([start, end].map(\.cell.name) == ["raw/a.xrdml#E12", "raw/a.xrdml#H12"])
}

@Test func `schema 2 calls the same counts`() throws {
  let changes = [("/1.5\"", "/2.3\""), ("<intensities", "<counts"), ("</intensities", "</counts")]
  #expect(try scan(changes).intensities.values == [5, 0, 7, 8, 9])
}

@Test func `a list of angles is taken as it stands`() throws {
  let steps = "<startPosition>10.0</startPosition><endPosition>11.0</endPosition>"
  let list = "<listPositions>10 10.1 10.3 10.6 11</listPositions>"
  let scan = try scan([(steps, list)])
  #expect(scan.angles.values == [10, 10.1, 10.3, 10.6, 11])
  guard case .list(let cells) = scan.angles.source else {
    Issue.record("no list")
    return
  }
  #expect(cells[4].cell.name == "raw/a.xrdml#I12")
  #expect(
    fault((steps, "<listPositions>10 10.1 10.3 10.6</listPositions>")) == """
      raw/a.xrdml:12:37: <listPositions> has 4 values for 5 points
        12 | <positions axis="2Theta" unit="deg"><listPositions>10 10.1 10.3 10.6</listPositions></positions>
           |                                     ^^^^^^^^^^^^^^
        hint: was the list cut off or edited?
      """)
  #expect(
    head(steps, "<listPositions>10 10.1 10.1 10.6 11</listPositions>")
      == "raw/a.xrdml:12:60: the angles should rise from point to point")
}

/// `<intensities>` are corrected for the attenuator already, `<counts>` are not; the detector saw
/// 50 at the last point in both.
@Test func `attenuators scale counts and leave intensities, and raise the variance of both`() throws
{
  let factors = "<beamAttenuationFactors>1 1 1 1 10</beamAttenuationFactors></dataPoints>"
  let corrected = try scan([("</dataPoints>", factors), ("8 9<", "8 500<")]).intensities
  #expect(corrected.values == [5, 0, 7, 8, 500])
  #expect(corrected.variances == [5, 1, 7, 8, 5000])
  let raw = try scan([
    ("</dataPoints>", factors), ("8 9<", "8 50<"), ("<intensities", "<counts"),
    ("</intensities", "</counts"),
  ]).intensities
  #expect(raw.values == corrected.values)
  #expect(raw.variances == corrected.variances)
  #expect(raw.attenuation.map(\.text) == ["1", "1", "1", "1", "10"])
  #expect(
    head("</dataPoints>", "<beamAttenuationFactors>1 1</beamAttenuationFactors></dataPoints>")
      == "raw/a.xrdml:16:1: <beamAttenuationFactors> has 2 values for 5 points")
  #expect(
    head("</dataPoints>", factors.replacing("10", with: "0"))
      == "raw/a.xrdml:16:33: 0 should be greater than 0")
}

@Test func `of several scans one must be chosen`() throws {
  let second = "</scan><scan>\(small.split(separator: "<scan>")[1].split(separator: "</scan>")[0])"
  let more = ("</scan>", second.replacing("5 0 7", with: "1 2 3") + "</scan>")
  #expect(
    fault(more) == """
      raw/a.xrdml:17:8: the file has 2 scans, and none is chosen
        17 | </scan><scan>
           |        ^^^^^
        hint: choose one by its number, 1 to 2
      """)
  #expect(try scan([more], number: 1).intensities.values.first == 5)
  #expect(try scan([more], number: 2).intensities.values.first == 1)
  let bytes = Array(small.replacing(more.0, with: more.1).utf8)
  let all = try PowderScan.all(bytes, file: "raw/a.xrdml")
  #expect(all.map { $0.intensities.values.first } == [5, 1])
  #expect(fault(more, number: 3).contains("there is no scan 3: the file has 2"))
  #expect(fault(number: 2).contains("there is no scan 2: the file has only one"))
  #expect(fault(number: 0).contains("there is no scan 0: the file has only one"))
}

@Test func `a decimal comma is told where it stands`() {
  #expect(
    fault(("5 0 7", "5 0,5 7")) == """
      raw/a.xrdml:14:30: "0,5" is not a number
        14 | <intensities unit="counts">5 0,5 7
           |                              ^^^
        hint: a decimal comma? write 0.5
      """)
}

@Test func `a file cut off within its counts is told`() {
  let end = small.split(separator: "8 9")[1]
  #expect(
    fault(("8 9\(end)", "8 ")) == """
      raw/a.xrdml:15:3: the file ends before <intensities> is closed
        15 | 8 
           |   ^
        hint: was it cut off when it was copied?
      """)
}

@Test(arguments: [
  ("5 0 7", "5 NaN 7", "14:30: \"NaN\" is not a number"),
  ("5 0 7", "5 1E+999 7", "14:30: 1E+999 is too large for a double"),
  ("5 0 7", "5 -1 7", "14:30: a count cannot be -1"),
  ("5 0 7", "5 0 <!-- 6 --> 7", "14:1: <intensities> should hold numbers and nothing else"),
  ("5 0 7", "5 0 &#54; 7", "14:1: <intensities> should hold numbers and nothing else"),
  ("5 0 7", "5 <x/> 7", "14:1: <intensities> should hold numbers and nothing else"),
  ("5 0 7\n8 9", "5", "14:1: the scan has 1 point"),
  ("5 0 7\n8 9", "", "14:1: the scan has 0 points"),
  ("\"counts\"", "\"cps\"", "14:1: the unit \"cps\" of <intensities> is not known"),
  (" unit=\"counts\"", "", "14:1: <intensities> has no unit"),
  ("10.0<", "11.0<", "12:85: the angles should rise from point to point"),
  ("10.0<", "<", "12:37: <startPosition> is empty, a number should stand in it"),
  ("10.0<", "10.0 10.1<", "12:57: <startPosition> should hold one number"),
  ("2Theta", "Phi", "10:1: the scan has no positions along 2Theta"),
  (
    "unit=\"deg\"><startPosition>10", "unit=\"rad\"><startPosition>10",
    "12:1: the unit \"rad\" of <positions> is not known"
  ),
  ("1.5405980", "1,5405980", "5:26: \"1,5405980\" is not a number"),
  ("1.5405980", "0", "5:26: 0 should be greater than 0"),
  (
    "1.5444260", "1.5405980",
    "6:26: the wavelength of Kα2 should be greater than that of Kα1"
  ),
  ("0.5000", "-0.5", "7:22: the ratio of two lines cannot be -0.5"),
  ("ratioKAlpha2KAlpha1", "other", "4:1: there is no <ratioKAlpha2KAlpha1> in this element"),
  ("<scan>", "<usedWavelength/><scan>", "9:1: a second <usedWavelength> stands in one element"),
  (
    "</dataPoints>", "<counts unit=\"counts\">1 2</counts></dataPoints>",
    "16:1: the scan has counts and intensities at once"
  ),
  (
    "</dataPoints>", "<countingTimes>1 2</countingTimes></dataPoints>",
    "16:1: the counting time differs from point to point"
  ),
  ("/1.5\"", "/3.0\"", "2:1: version 3.0 of XRDML is not known"),
  (
    "http://www.xrdml.com/XRDMeasurement/1.5", "urn:x",
    "2:1: this is no XRDML file: it begins with <xrdMeasurements>"
  ),
])
func `what cannot be read without guessing is refused`(old: String, new: String, told: String) {
  #expect(head(old, new) == "raw/a.xrdml:\(told)")
}

@Test func `a file without a scan is told`() {
  #expect(
    fault(("<scan>", "<x>"), ("</scan>", "</x>")).hasPrefix(
      "raw/a.xrdml:2:1: there is no <scan> in this element"))
}

@Test func `whatever the bytes, there is a scan or a diagnostic with its place`() throws {
  let whole = Array(small.utf8)
  for length in 0..<whole.count - 1 {
    let told = #expect(throws: Diagnostic.self) {
      try PowderScan(Array(whole[..<length]), file: "raw/a.xrdml")
    }
    #expect(told?.place != nil)
  }
  for index in whole.indices {
    for byte: UInt8 in [0, 0x20, 0x26, 0x3C, 0x3E, 0x22, 0x2F, 0xC3, 0xFF] {
      var bytes = whole
      bytes[index] = byte
      do throws(Diagnostic) {
        _ = try PowderScan(bytes, file: "raw/a.xrdml")
      } catch {
        #expect(error.place != nil, "\(error)")
      }
    }
  }
}
