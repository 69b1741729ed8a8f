import Analysis

/// A page in the Portable Document Format (ISO 32000-1) with the same picture.
enum PDF {
  /// Draws an SVG document as a page and says in the document's information how it came about.
  ///
  /// - Returns: The file; it holds no date, and is the same in every run.
  static func page(of svg: String, _ making: Making) throws -> [UInt8] {
    let page = try StageTool.call(
      with: [ResultFile("figure.svg", bytes: Array(svg.utf8))], making: "figure.pdf"
    ) { folder in
      [
        "rsvg-convert", "--format=pdf", "--output=\(folder)/figure.pdf", "\(folder)/figure.svg",
      ]
    }
    return try described(undated(page), making)
  }

  /// Blanks the dates: spaces stand for nothing there, and every offset stays.
  private static func undated(_ page: [UInt8]) -> [UInt8] {
    var page = page
    for key in ["/CreationDate (", "/ModDate ("] {
      for start in starts(of: key, in: page) {
        let end = page[start...].firstIndex(of: UInt8(ascii: ")")) ?? start
        for index in start...end { page[index] = UInt8(ascii: " ") }
      }
    }
    return page
  }

  /// Adds a new information dictionary as an incremental update (7.5.6): what stands is not touched.
  private static func described(_ page: [UInt8], _ making: Making) throws -> [UInt8] {
    let trailer = starts(of: "trailer", in: page).last.map { page[$0...] } ?? []
    guard let size = number(after: "/Size ", in: trailer),
      let root = number(after: "/Root ", in: trailer),
      let table = number(after: "startxref\n", in: trailer)
    else { throw FigureFault.unexpected("what rsvg-convert drew has no trailer as of PDF 1.5") }
    let information = """
      \(size) 0 obj
      << /Title \(text(making.title)) /Subject \(text(making.sentence)) \
      /Keywords \(text("stage=\(making.stage) recipe=\(making.recipe) mark=\(making.mark)")) \
      /Producer (cairo, librsvg, gnuplot) >>
      endobj

      """
    let offset = "\(page.count)"
    let padded = String(repeating: "0", count: 10 - offset.utf8.count) + offset
    let update = """
      xref
      \(size) 1
      \(padded) 00000 n\u{20}
      trailer
      << /Size \(size + 1) /Root \(root) 0 R /Info \(size) 0 R /Prev \(table) >>
      startxref
      \(page.count + information.utf8.count)
      %%EOF

      """
    return page + Array(information.utf8) + Array(update.utf8)
  }

  /// A text in UTF-16 as the format wants it beyond ASCII (7.9.2.2), in hexadecimal.
  private static func text(_ text: String) -> String {
    let units = [0xFEFF] + text.utf16.map(Int.init)
    return "<"
      + units.map { unit in
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }.joined() + ">"
  }

  private static func starts(of text: String, in bytes: [UInt8]) -> [Int] {
    let text = Array(text.utf8)
    return bytes.indices.filter {
      bytes[$0] == text[0] && bytes[$0...].starts(with: text)
    }
  }

  private static func number(after text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    guard let start = starts(of: text, in: bytes).first else { return nil }
    let digits = bytes[(start + text.utf8.count)...].prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
