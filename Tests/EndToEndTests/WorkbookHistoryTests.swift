import Testing

/// The cells of a workbook, whose bytes have no lines.
struct WorkbookHistoryTests {
  /// Writes a workbook of one sheet, `Data`, as Office Open XML has it.
  private static let maker = """
    import sys, zipfile
    rows = [line.split(",") for line in sys.argv[2].split(";")]
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    p = "http://schemas.openxmlformats.org/package/2006/"
    def cell(row, column, text):
        name = chr(65 + column) + str(row + 1)
        if text[0].isdigit():
            return f'<c r="{name}"><v>{text}</v></c>'
        return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'
    sheet = "".join(
        f'<row r="{i + 1}">' + "".join(cell(i, j, t) for j, t in enumerate(row)) + "</row>"
        for i, row in enumerate(rows))
    with zipfile.ZipFile(sys.argv[1], "w") as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{p}content-types"><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.sheet.main+xml"/></Types>')
        book.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{r}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{p}relationships">'
            '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml",
            f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>")

    """

  private static let pipeline = """
    assay: 1
    sources: [{ files: raw/w.xlsx, origin: published, reference: Table 1 }]
    stages:
      sum:
        run: [cp, sum.sh, numbers.json]
        inputs: [raw/w.xlsx, sum.sh]
        outputs: [numbers.json]
        numbers: numbers.json
    """

  private static let sum = """
    {"numbers": {"sum": {"value": 14.8, "unit": "g", "step": 2}}, "steps": [
      {"id": 0, "value": 10.5, "unit": "g", "cell": {"path": "raw/w.xlsx", "line": 3, "column": 3,
        "text": "10.5", "dialect": "sheet Data"}},
      {"id": 1, "value": 4.3, "unit": "g", "cell": {"path": "raw/w.xlsx", "line": 2, "column": 3,
        "text": "4.3", "dialect": "sheet Data"}},
      {"id": 2, "operation": "add", "inputs": [0, 1], "value": 14.8, "unit": "g"}]}

    """

  @Test func `a value is followed by sheet, row and heading`() throws {
    let w = try Workspace(
      Self.pipeline, files: ["sum.sh": Self.sum, "make.py": Self.maker, "raw/.keep": ""])
    func make(_ rows: String) throws {
      #expect(try w.call(["python3", "make.py", "raw/w.xlsx", rows]).code == 0)
    }
    try w.initRepository(ignoring: ".assay/\nnumbers.json\n")
    try make("sample,mass,width;a,10.5,3;b,4.2,4")
    try w.commit("Weigh")
    try make("by,sample,mass,width;Ada,b,4.3,4;Ada,a,10.5,3")
    try w.commit("Sort and correct")
    try w.runs()
    let trace = try w.call([Workspace.assay, "trace", "sum.sum"]).without().stdout
    #expect(
      trace.contains(
        """
        ├─ w.xlsx#Data!C3 = 10.5 g  raw/w.xlsx:3:3 "10.5"
        │    <commit> 2026-01-02 Ada Lovelace “Weigh” · published (Table 1)
        └─ w.xlsx#Data!C2 = 4.3 g  raw/w.xlsx:2:3 "4.3"
             <commit> 2026-01-02 Ada Lovelace “Sort and correct” · published (Table 1)
        """), "\(trace)")
    let raw = try w.call([Workspace.assay, "raw"]).without().stdout
    #expect(
      raw.contains(
        """
          changed    <commit> 2026-01-02 Ada Lovelace “Sort and correct”: 1 value changed, column by added
                     Data: mass on line 2 (Ada): 4.2 → 4.3
        """), "\(raw)")
  }
}
