// `assay cells`: what a reader sees in an instrument file.
import Testing

private let uxd = """
  _FILEVERSION=1
  _SAMPLE='a, b'
  _STEPSIZE=0.5
  _START=10.0
  _COUNTS
    5 0
    7

  """

private let mpt = """
  EC-Lab ASCII FILE
  Nb header lines : 4

  time/s\tEwe/V
  0.0E+000\tNaN
  1.0E+000\t3.5

  """

struct CellsTests {
  private func files() throws -> Workspace {
    try Workspace(files: ["a.csv": uxd, "b.mpt": mpt, "c.raw": "RAW2", "d.txt": "1 2\n3 4\n"])
  }

  @Test func `a format is told by its content, and every value has its place`() throws {
    try files().assay(
      "cells", "a.csv", "--rows", "2",
      stdout: """
        Bruker UXD

        block 1 of 1: a, b, 3 rows
          FILEVERSION  1       B1
          SAMPLE       'a, b'  B2
          STEPSIZE     0.5     B3
          START        10.0    B4

          row  2theta (deg)  cell         counts (counts)  cell
          1    10.0          B4 + 0 * B3  5                A6
          2    10.5          B4 + 1 * B3  0                B6
          … 1 more row: --rows, --csv or --json
        """)
  }

  /// Two rows of three pixels of 8 bits, as libtiff's own tools would write them: one strip, 1 µm a pixel.
  private static let image = """
    import struct
    entries = [(256, 4, 3), (257, 4, 2), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
      (278, 4, 2), (279, 4, 6)]
    directory = struct.pack("<H", len(entries)) + b"".join(
      struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries) + bytes(4)
    open("a.tif", "wb").write(b"II*\\0" + struct.pack("<I", 14) + bytes([1, 2, 3, 40, 50, 60]) + directory)
    """

  @Test func `a pixel of an image stands in a row and a column`() throws {
    let w = try files()
    #expect(try w.call(["python3", "-c", Self.image]).code == 0)
    try w.assay(
      "cells", "a.tif", "--rows", "4",
      stdout: """
        TIFF

        block 1 of 1: 3 × 2 pixels, 6 rows
        note: the file states no size of a pixel

          row  value  cell
          1    1      R1C1
          2    2      R1C2
          3    3      R1C3
          4    40     R2C1
          … 2 more rows: --rows, --csv or --json
        """)
  }

  @Test func `columns of numbers are a pattern where the name says so`() throws {
    let w = try files()
    try w.write("a.xy", "10.0 5\n10.5 7\n")
    try w.assay(
      "cells", "a.xy",
      stdout: """
        columns of angles and counts

        block 1 of 1, 2 rows
        note: what the columns are is taken from the name of the file, which says .xy or .xye

          row  angle (°)  cell  intensity (counts)  cell
          1    10.0       A1    5                   B1
          2    10.5       A2    7                   B2
        """)
  }

  @Test func `CSV has a line a value`() throws {
    try files().assay(
      "cells", "b.mpt", "--csv",
      stdout: """
        block,name,row,column,unit,number,text,cell
        1,,0,Nb header lines,,4.0,4,B2
        1,,1,time,s,0.0,0.0E+000,A5
        1,,1,Ewe,V,,NaN,B5
        1,,2,time,s,1.0,1.0E+000,A6
        1,,2,Ewe,V,3.5,3.5,B6
        """)
    let line = try files().call([Workspace.assay, "cells", "a.csv", "--csv"]).stdout
      .split(separator: "\n")[2]
    #expect(line == "1,\"a, b\",0,SAMPLE,,,\"'a, b'\",B2")
  }

  @Test func `JSON has a list a column`() throws {
    let w = try files()
    try w.assay(
      "cells", "--json", "b.mpt",
      stdout: """
        {
          "format": "biologic-mpt",
          "name": "BioLogic mpt",
          "blocks": [
            {
              "name": "",
              "notes": [],
              "statements": [{"name": "Nb header lines", "text": "4", "number": 4.0, "cell": "B2"}],
              "rows": 2,
              "columns": [
                {
                  "name": "time",
                  "unit": "s",
                  "numbers": [0.0, 1.0],
                  "texts": ["0.0E+000", "1.0E+000"],
                  "cells": ["A5", "A6"]
                },
                {
                  "name": "Ewe",
                  "unit": "V",
                  "numbers": [null, 3.5],
                  "texts": ["NaN", "3.5"],
                  "cells": ["B5", "B6"]
                }
              ]
            }
          ]
        }
        """)
    #expect(try w.call([Workspace.assay, "cells", "--json", "a.csv"]).code == 0)
  }

  @Test func `what is not read is refused by name`() throws {
    let w = try files()
    try w.assay(
      "cells", "c.raw", stderr: "error: c.raw: this is a Bruker RAW 2 file, which is not read",
      code: 2)
    try w.assay(
      "cells", "d.txt",
      stderr: """
        error: d.txt: what this file is, is not known: it begins with "1 2\\n3 4\\n"
          hint: a format is known by its content; two columns of numbers say nothing of themselves, unless the file is called .xy or .xye
        """, code: 2)
    try w.assay("cells", "e", stderr: "error: there is no file `e`", code: 2)
  }

  @Test func `a workbook has its cells where spreadsheets show them`() throws {
    let w = try Workspace()
    let made = try w.call(["python3", "-c", Self.workbook])
    #expect(made.code == 0)
    try w.assay(
      "cells", "a.xlsx", "--csv",
      stdout: """
        block,name,row,column,unit,number,text,cell
        1,Ni,1,A,,1.5,1.5,Ni!A1
        1,Ni,1,B,,,#DIV/0!,Ni!B1
        """)
    let cut = try w.call([
      "sh", "-c", "head -c 300 a.xlsx > b.xlsx; \(Workspace.assay) cells b.xlsx",
    ])
    #expect(cut.code == 2 && cut.stdout == "")
  }

  /// Packed with deflate by Python's zipfile.
  private static let workbook = """
    import zipfile
    with zipfile.ZipFile("a.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml",
            '<workbook xmlns:r="u"><sheets><sheet name="Ni" r:id="q"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels",
            '<R><Relationship Id="q" Target="s.xml"/></R>')
        book.writestr("xl/s.xml", '<w><sheetData><row><c r="A1"><v>1.5</v></c>'
            '<c r="B1" t="e"><v>#DIV/0!</v></c></row></sheetData></w>')
    """

  @Test func `a fault is told where it stands`() throws {
    let w = try Workspace(files: ["a.uxd": uxd.replacing("5 0", with: "5 0,5")])
    try w.assay(
      "cells", "a.uxd",
      stderr: """
        a.uxd:6:5: "0,5" is not a number
          6 |   5 0,5
            |     ^^^
          hint: a decimal comma? write 0.5
        """, code: 2)
  }
}
