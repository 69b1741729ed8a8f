// What a text is, by its first lines.

extension Format {
  /// How many bytes of a text are looked at.
  private static let headLength = 16_384

  static func text(_ bytes: [UInt8]) -> Format? {
    let lines = firstLines(of: bytes)
    guard let first = lines.first else { return nil }
    return known(first, lines) ?? known(columns: lines)
  }

  /// Formats whose first line, or a line soon after, says what they are.
  private static func known(_ first: String, _ lines: [String]) -> Format? {
    let has: (String) -> Bool = { start in lines.contains { $0.hasPrefix(start) } }
    let begins: (String) -> Bool = { first.hasPrefix($0) }
    if begins("VAMAS Surface Chemical Analysis") { return vamas }
    if has("_FILEVERSION=") && (has("_2THETA") || has("_START")) { return uxd }
    if begins("*RAS_DATA_START") { return ras }
    if begins("EC-Lab ASCII FILE") || begins("BT-Lab ASCII FILE") { return mpt }
    if begins("EC-LAB SETTING FILE") { return Format("biologic-mps", "BioLogic settings (mps)") }
    if begins("[Measurement conditions]") { return highScore }
    if begins("<") { return markup(lines) }
    if begins("BE/eV\tPE: ") || begins("KE/eV\tPE: ") { return kratos }
    if begins("Cycle "), lines.dropFirst().first?.contains("Characteristic Energy eV") == true {
      return casaXPS
    }
    if lines.contains(where: isGSASBank) { return Format("gsas", "GSAS powder data") }
    if begins("*TYPE") { return Format("rigaku-asc", "Rigaku asc") }
    if begins("SampleIdent,") { return Format("philips-udf", "Philips UDF") }
    if begins("SIETRONICS XRD SCAN") { return Format("sietronics-cpi", "Sietronics CPI") }
    if begins(";RAW4.00") { return Format("bruker-raw-text", "Bruker RAW text") }
    if has("_pd_") || begins("data_") { return Format("cif", "CIF") }
    if begins("[Info]") && has("Number of Regions=") { return Format("scienta", "Scienta text") }
    if begins("# Created by:") && has("# Region:") { return Format("specs-xy", "SPECS xy") }
    if begins("SOFH") { return Format("phi-spe", "PHI MultiPak spe or pro") }
    if has("Curve Name:") { return stare }
    if lines.contains("StartOfData") { return taSignals }
    if begins("#EXPORTTYPE") { return Format("netzsch-csv", "NETZSCH csv") }
    return nil
  }

  /// Tables, known by the headings of the analysis; comments may stand before them.
  private static func known(columns lines: [String]) -> Format? {
    let headings = lines.first { !$0.hasPrefix("#") } ?? ""
    let hasAll: ([String]) -> Bool = { names in names.allSatisfy { headings.contains($0) } }
    if hasAll(["Test Time / s", "Voltage / V", "Current / A"]) { return bdf }
    if hasAll(["test_time_second", "voltage_volt", "current_ampere"]) { return bdf }
    if hasAll(["Cycle_Index", "Step_Index", "Voltage", "Current"]) { return arbin }
    if hasAll(["Cycle Index", "Step Index", "Step Type"]) { return neware }
    if hasAll(["Time", "Temperature", "Mass"]) { return thermobalance }
    if hasAll(["Time", "Temperature", "Weight"]) { return thermobalance }
    if hasAll(["Solution Label", "Element", "Soln Conc"]) { return agilent }
    let isMaccor = lines.contains {
      $0.hasPrefix("Rec") && $0.contains("\tTestTime") || $0.contains("\tTest Time")
    }
    return isMaccor ? maccor : nil
  }

  private static func markup(_ lines: [String]) -> Format {
    let isXRDML = lines.contains { $0.contains("http://www.xrdml.com/XRDMeasurement/") }
    return isXRDML ? xrdml : Format("xml", "XML")
  }

  /// `BANK 1 3001 301 CONST 1000 2 0 0 ESD`: what GSAS' powder files have before their counts.
  private static func isGSASBank(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count >= 5 && words[0] == "BANK" && words[1...3].allSatisfy { Int($0) != nil }
  }

  /// The first lines that are not blank, without spaces and NULs at their beginning.
  private static func firstLines(of bytes: [UInt8]) -> [String] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    let head = bytes[start...].prefix(headLength)
    return head.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
      let text = line.drop { $0 == 0x20 || $0 == 0 || $0 == 0x09 }
      return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
  }
}
