// Archives: brml, rasx and xlsx, made here and real ones, and every refusal.
import Archive
import BRML
import Formats
import Quantity
import RASX
import Readings
import Testing
import Text
import Workbook

private let rawData = """
  <?xml version="1.0"?>
  <RawData><DataRoutes><DataRoute><ScanInformation>
  <MeasurementPoints>2</MeasurementPoints></ScanInformation>
  <Datum>1.5,1,10.0,5.0,44</Datum>
  <Datum>1.5,1,10.1,5.05,45</Datum>
  <DataViews>
  <RawDataView Start="0" Length="1" LogicName="MeasuredTime" Unit="s" />
  <RawDataView Start="1" Length="1" LogicName="AbsorptionFactor" Unit="" />
  <RawDataView Start="2" Length="2"><Varying><FieldDefinitions FieldName="TwoTheta">
  <Restriction Unit="°"/></FieldDefinitions><FieldDefinitions FieldName="Theta"/></Varying></RawDataView>
  <RawDataView Start="4" Length="1"><Recording LogicName="ScanCounter"><Unit Base="Counts"/></Recording></RawDataView>
  </DataViews></DataRoute></DataRoutes>
  <Tube><WaveLengthAlpha1 Unit="Å" Value="1.5406" /></Tube>
  <InfoItem Name="SampleName" Value="a b" Unit="" />
  </RawData>
  """

private func brmlBytes(_ text: String = rawData) -> [UInt8] {
  zip([("Experiment0/RawData0.xml", text), ("Experiment0/DataContainer.xml", "<x/>")])
}

private func brml(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || rawData.contains(old))
  let text = old.isEmpty ? rawData : rawData.replacing(old, with: new)
  return try BRMLFile.blocks(brmlBytes(text), file: "a.brml")
}

@Test func `a scan of a brml archive is read with the places of values in its member`() throws {
  let block = try #require(try brml().first)
  #expect(block.name == "a b")
  #expect(
    block.columns.map { "\($0.name)|\($0.unit)" } == [
      "MeasuredTime|s", "AbsorptionFactor|", "TwoTheta|°", "Theta|", "ScanCounter|Counts",
    ])
  #expect(try block.columns[2].numbers() == [10, 10.1])
  #expect(try block.columns[4].numbers() == [44, 45])
  #expect(
    block.columns[4].reading(1)?.cell.name == "a.brml#Experiment0/RawData0.xml!F5")
  #expect(block.statement("WaveLengthAlpha1")?.value == 1.5406)
  #expect(areFoundAgain([block], in: brmlBytes()))
}

@Test(arguments: [
  ("10.1", "10,1", "5:1: the point has 6 values, 5 are described"),
  ("10.1", "NaN", "5:14: \"NaN\" is not a number"),
  ("10.1", "10.0", "5:14: the angles should rise from point to point"),
  (",45<", ",-9999<", "5:24: a count cannot be below 0"),
  (">2<", ">3<", "2:1: the scan has 2 points, another number is stated"),
  ("Start=\"4\"", "Start=\"5\"", "11:1: the values described here do not follow those before"),
  (
    "Start=\"4\" Length=\"1\"", "Start=\"4\" Length=\"192\"",
    "11:1: 192 values stand here, 1 are described"
  ),
])
func `what a scan of brml does not explain is refused`(old: String, new: String, fault: String) {
  #expect(head { try brml(old, new) } == "a.brml/Experiment0/RawData0.xml:\(fault)")
}

private let conditions = """
  <MeasurementConditions><HWConfigurations><XrayGenerator>
  <WavelengthKalpha1>1.540593</WavelengthKalpha1><WavelengthKalpha2>1.544414</WavelengthKalpha2>
  </XrayGenerator></HWConfigurations><ScanInformation><AxisName>TwoThetaTheta</AxisName>
  <Start>3.0</Start><Stop>3.02</Stop><Step>0.02</Step><PositionUnit>deg</PositionUnit>
  <IntensityUnit>counts</IntensityUnit><DataCount>2</DataCount></ScanInformation>
  </MeasurementConditions>
  """

private func rasx(_ profile: String, _ head: String = conditions) throws -> [Block] {
  try RASXFile.blocks(
    zip([
      ("Data0/Profile0.txt", profile), ("Data0/MesurementConditions0.xml", head),
      ("root.xml", "<Root/>"),
    ]), file: "a.rasx")
}

@Test func `a scan of a rasx archive is read with the places of values in its member`() throws {
  let block = try #require(try rasx("\u{FEFF}3.0\t25\t1\r\n3.02\t26\t1\r\n").first)
  #expect(try block.columns.map { try $0.numbers() } == [[3, 3.02], [25, 26], [1, 1]])
  #expect(block.columns.map(\.name) == ["TwoThetaTheta", "intensity", "attenuator"])
  #expect(block.columns.map(\.unit) == ["deg", "counts", "1"])
  #expect(block.columns[1].reading(1)?.cell.name == "a.rasx#Data0/Profile0.txt!B2")
  #expect(block.statement("WavelengthKalpha2")?.value == 1.544414)
  #expect(
    head { try rasx("3.0\t25\t1\n3.02\t26\t1\n3.04\t2\t1\n") }
      == "a.rasx/Data0/MesurementConditions0.xml:5:49: the scan has 3 points, not 2")
  #expect(
    head { try rasx("3.0\t25\t1\n3,02\t26\t1\n") }
      == "a.rasx/Data0/Profile0.txt:2:1: \"3,02\" is not a number")
  #expect(
    head { try rasx("3.0\t25\t1\n3.02\t2") }
      == "a.rasx/Data0/Profile0.txt:2:1: a position, an intensity and a factor should stand here")
  #expect(
    head { try rasx("3.0\t25\t1\n3.02\t2\t1\n", conditions.replacing("DataCount", with: "X")) }
      == "a.rasx/Data0/MesurementConditions0.xml:1:1: the conditions do not say <DataCount> once")
}

private func book(_ cells: String) -> [UInt8] {
  zip([
    (
      "xl/workbook.xml",
      "<workbook xmlns:r=\"u\"><sheets><sheet name=\"Ni, Co\" r:id=\"q\"/></sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"q\" Target=\"worksheets/s.xml\"/></Relationships>"
    ),
    (
      "xl/sharedStrings.xml", "<sst><si><t>Ni</t></si><si><r><t>C</t></r><r><t>o</t></r></si></sst>"
    ),
    (
      "xl/styles.xml",
      """
      <styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/>
      <numFmt numFmtId="165" formatCode="0.0&quot; mg&quot;"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
      </styleSheet>
      """
    ),
    ("xl/worksheets/s.xml", "<worksheet><sheetData><row>\(cells)</row></sheetData></worksheet>"),
  ])
}

private func sheet(_ cells: String) throws -> [Block] {
  try WorkbookFile.blocks(book(cells), file: "a.xlsx")
}

@Test func `cells of every kind stand at their places`() throws {
  let cells = """
      <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="3"/>
      <c r="A2"><v>0.5</v></c><c r="B2" t="e"><v>#DIV/0!</v></c><c r="C2" s="1"><v>45131.5</v></c>
      <c r="A3" t="inlineStr"><is><t>n.d.</t></is></c><c r="B3" t="b"><v>1</v></c>
      <c r="C3" s="2"><v>45131</v></c><c r="AA3" s="3"><f>A2+1</f><v>1.5</v></c>
    """
  let block = try #require(try sheet(cells).first)
  #expect(areFoundAgain([block], in: book(cells)))
  #expect(block.name == "Ni, Co" && block.columns.count == 27 && block.count == 3)
  #expect((0..<3).map { block.columns[0].reading($0)?.text } == ["Ni", "0.5", "n.d."])
  #expect((0..<3).map { block.columns[1].reading($0)?.text } == ["Co", "#DIV/0!", "TRUE"])
  #expect(
    (0..<3).map { block.columns[2].reading($0)?.text }
      == ["", "serial date 45131.5", "serial date 45131"])
  #expect(try block.columns[0].number(1) == 0.5 && block.columns[26].number(2) == 1.5)
  #expect(block.columns[26].reading(2)?.cell.name == "a.xlsx#Ni, Co!AA3")
  #expect(
    head {
      _ = try block.columns[1].number(1); return []
    }
      == "a.xlsx#Ni, Co!B2: \"#DIV/0!\" is not a number")
  #expect(
    head {
      _ = try block.columns[2].number(1); return []
    }
      == "a.xlsx#Ni, Co!C2: \"serial date 45131.5\" is not a number")
  #expect(
    head {
      _ = try block.columns[2].number(0); return []
    }
      == "a.xlsx#Ni, Co!C1: a number should stand here")
}

@Test(arguments: [
  ("<c r=\"A1\" t=\"s\"><v>7</v></c>", "#Ni, Co!A1: the cell refers to a text that is not there"),
  ("<c r=\"A1\" t=\"x\"><v>7</v></c>", "#Ni, Co!A1: the kind \"x\" of the cell is not known"),
  (
    "<c r=\"A1\"><v>7</v></c><c r=\"A1\"><v>8</v></c>",
    "#Ni, Co!A1: the cell stands twice in the sheet"
  ),
  (
    "<c r=\"\u{410}1\"><v>7</v></c>",
    ": a cell of the sheet \"Ni, Co\" has the reference \"\u{410}1\", which is no place"
  ),
  (
    "<c r=\"A1\"><v>1</v></c><c r=\"XFD1048576\"><v>1</v></c>",
    ": the sheet \"Ni, Co\" is too large"
  ),
])
func `what is no sheet is refused`(cells: String, fault: String) {
  #expect(head { try sheet(cells) } == "a.xlsx\(fault)")
}

@Test func `an archive that is cut or bent is refused`() throws {
  let whole = book("<c r=\"A1\"><v>7</v></c>")
  #expect(Format(of: whole)?.id == "xlsx")
  for length in stride(from: 7, to: whole.count, by: 7) {
    let told = head { try WorkbookFile.blocks(Array(whole[..<length]), file: "a.xlsx") }
    #expect(told.hasPrefix("a.xlsx: the archive cannot be read: "), "\(told)")
  }
  let place = try #require(whole.indices.first { whole[$0...].starts(with: Array("<v>7".utf8)) })
  #expect(
    head { try WorkbookFile.blocks(whole.with([0x38], at: place + 3), file: "a.xlsx") }
      == "a.xlsx: the member \"xl/worksheets/s.xml\" is broken")
  #expect(
    head { try BRMLFile.blocks(whole, file: "a") } == "a: the archive has no member RawData0.xml")
  #expect(
    head { try RASXFile.blocks(whole, file: "a") }
      == "a: the archive has no member Data0/Profile0.txt")
  #expect(throws: Diagnostic.self) {
    try Archive(zip([("a", "1"), ("a", "2")]), file: "a.zip").content(of: "a")
  }
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct ArchiveReferenceTests {
  /// Points, angles, counts and sum as geddes 1.0.0 has them.
  @Test func `a brml file is what another reader reads`() throws {
    let block = try #require(
      try BRMLFile.blocks(Reference.content("xrd/TiOF.brml"), file: "t.brml").first)
    let angles = try #require(block.column("TwoTheta")).numbers()
    let counts = try #require(block.column("ScanCounter")).numbers()
    #expect(counts.count == 2469 && counts.reduce(0, +) == 5_856_036)
    #expect(angles.prefix(3) == [9.998839261, 10.019104227, 10.039369194])
    #expect(angles.last == 60.012776015)
    #expect(counts.prefix(3) == [4471, 4545, 4595] && counts.suffix(3) == [672, 675, 692])
    #expect(block.statement("WaveLengthAlpha1")?.value == 1.5406)
    #expect(block.statement("WaveLengthAlpha2")?.value == 1.54439 && block.name == "TiOF 18F.2")
  }

  /// Points, angles, counts and sum as geddes 1.0.0 has them.
  @Test func `a rasx file is what another reader reads`() throws {
    let name = "xrd/JO_KL_16_ZF_3_60deg_0.02step_12degpermin_001.rasx"
    let block = try #require(
      try RASXFile.blocks(Reference.content(name), file: "j.rasx").first)
    let (angles, counts) = (try block.columns[0].numbers(), try block.columns[1].numbers())
    #expect(counts.count == 2851 && counts.reduce(0, +) == 1_042_277)
    #expect(angles.first == 3 && angles.last == 60)
    #expect(counts.prefix(3) == [2589, 2684, 2505] && counts.suffix(3) == [101, 105, 119])
    #expect(block.statement("WavelengthKalpha1")?.value == 1.540593)
  }

  /// Filled cells, errors and the sum of the numbers as openpyxl 3.1.5 has them.
  @Test func `a result sheet of a laboratory is what another reader reads`() throws {
    let blocks = try WorkbookFile.blocks(
      Reference.content("icp/Ergebnisblatt_BAM-M321_BAM-3_m.xlsx"), file: "b.xlsx")
    #expect(blocks.map(\.name) == ["Ergebnisse", "nassch. Analysenverfahren"])
    let readings = blocks.map { block in
      block.columns.flatMap { column in (0..<column.count).compactMap { column.reading($0) } }
        .filter { !$0.text.isEmpty }
    }
    #expect(readings.map(\.count) == [215, 40])
    #expect(readings[0].count { $0.text == "#DIV/0!" } == 48)
    #expect(abs(readings[0].compactMap(\.value).reduce(0, +) - 675.2517651504767) < 1e-9)
    let error = try #require(readings[0].first { $0.text == "#DIV/0!" })
    #expect(error.cell.name == "b.xlsx#Ergebnisse!K8" && error.value == nil)
    #expect(readings[0].first { $0.text == "BAM-phot" }?.cell.address == "Ergebnisse!B2")
  }
}
