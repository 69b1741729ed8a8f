// A manuscript that was made up as a Word document: its lines are paragraphs, its tables tables.

import Packing

extension Draft {
  /// A paragraph or a cell: where it stands in the text, and its words.
  private struct Piece {
    let line: Int
    let start: Int
    let scalars: [Unicode.Scalar]
    /// How many cells its row has; 0 in the text.
    let cells: Int

    /// The column in its own words of one in the text; `nil` where it stands elsewhere.
    func column(of column: Int, in line: Int) -> Int? {
      let index = column - 1 - start
      return line == self.line && scalars.indices.contains(index) ? index + 1 : nil
    }
  }

  private var pieces: [Piece] {
    var pieces: [Piece] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let scalars = Array(line.unicodeScalars)
      if scalars.isEmpty || line.hasPrefix("|---") { continue }
      guard line.hasPrefix("| ") else {
        pieces.append(Piece(line: number + 1, start: 0, scalars: scalars, cells: 0))
        continue
      }
      let bars = scalars.indices.filter { scalars[$0] == "|" }
      for (bar, next) in zip(bars, bars.dropFirst()) {
        pieces.append(
          Piece(
            line: number + 1, start: bar + 2, scalars: Array(scalars[bar + 2..<next - 1]),
            cells: bars.count - 1))
      }
    }
    return pieces
  }

  /// What is true of the numbers, each where a reader of the document counts it.
  var wordTruths: [Truth] {
    let pieces = pieces
    return truths.map { truth in
      for (index, piece) in pieces.enumerated() {
        guard let column = piece.column(of: truth.columns.lowerBound, in: truth.line) else {
          continue
        }
        return Truth(
          file: truth.file, line: index + 1,
          columns: column..<column + truth.columns.count, text: truth.text, kind: truth.kind)
      }
      return truth
    }
  }

  /// The document; its words lie in runs cut at random.
  func wordDocument() -> [UInt8] {
    var draft = self
    let pieces = pieces
    var body = ""
    var index = 0
    while index < pieces.count {
      guard pieces[index].cells > 0 else {
        body += draft.paragraph(pieces[index])
        index += 1
        continue
      }
      body += "<w:tbl>"
      while index < pieces.count, pieces[index].cells > 0 {
        let row = pieces[index..<index + pieces[index].cells]
        body += "<w:tr>"
        for cell in row { body += "<w:tc>\(draft.paragraph(cell))</w:tc>" }
        body += "</w:tr>"
        index = row.endIndex
      }
      body += "</w:tbl>"
    }
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    var zip = ZipFile()
    zip.add(
      "_rels/.rels",
      Array(
        """
        <Relationships xmlns="\(package)"><Relationship Id="m" Type="\(office)/officeDocument" \
        Target="word/document.xml"/></Relationships>
        """.utf8))
    zip.add(
      "word/document.xml",
      Array("<w:document xmlns:w=\"\(word)\"><w:body>\(body)</w:body></w:document>".utf8))
    return zip.bytes
  }

  private mutating func paragraph(_ piece: Piece) -> String {
    var xml = "<w:p>"
    var (run, isRaised) = ("", false)
    func close() -> String {
      let look = isRaised ? "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>" : ""
      return run.isEmpty ? "" : "<w:r>\(look)<w:t xml:space=\"preserve\">\(run)</w:t></w:r>"
    }
    let own = controls.filter { $0.line == piece.line }
    for (index, scalar) in piece.scalars.enumerated() {
      let column = piece.start + index + 1
      let opening = own.first { $0.columns.lowerBound == column }
      let digit = Self.raised.firstIndex(of: scalar)
      if opening != nil || (digit != nil) != isRaised || below(9) == 0 {
        xml += close()
        (run, isRaised) = ("", digit != nil)
      }
      if let opening {
        xml += "<w:sdt><w:sdtPr><w:tag w:val=\"assay:\(opening.targets.joined(separator: " "))\"/>"
        xml += "</w:sdtPr><w:sdtContent>"
      }
      run += digit.map { String(Self.digits[$0]) } ?? Self.escaped(scalar)
      if own.contains(where: { $0.columns.upperBound == column + 1 }) {
        xml += close() + "</w:sdtContent></w:sdt>"
        run = ""
      }
    }
    return xml + close() + "</w:p>"
  }

  private static let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹⁻".unicodeScalars)
  private static let digits = Array("0123456789−")

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    default: String(scalar)
    }
  }
}
