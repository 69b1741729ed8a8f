// What a reader sees of a Word document, and where it stands.
import Packing
import Prose
import Quantity
import Testing
import Text

/// A Word document made of parts.
struct WordFile {
  static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  var members: [(String, String)]

  /// A document with a body, and other parts by their kind: `footnotes`, `styles`, `header`.
  init(_ body: String, _ parts: KeyValuePairs<String, String> = [:], namespace: String = word) {
    let links = parts.map { kind, _ in
      "<Relationship Id=\"\(kind)1\" Type=\"\(Self.relations)/\(kind)\" Target=\"\(kind).xml\"/>"
    }
    let package = "http://schemas.openxmlformats.org/package/2006"
    let types = """
      <Types xmlns="\(package)/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>
      """
    members = [("[Content_Types].xml", types)]
    let first = """
      <Relationships xmlns="\(package)/relationships"><Relationship Id="r" \
      Type="\(Self.relations)/officeDocument" Target="/word/document.xml"/></Relationships>
      """
    members.append(("_rels/.rels", first))
    members.append(
      ("word/document.xml", Self.root("document", "<w:body>\(body)</w:body>", namespace)))
    let all = "<Relationships xmlns=\"\(package)/relationships\">\(links.joined())</Relationships>"
    members.append(("word/_rels/document.xml.rels", all))
    let roots = ["header": "hdr", "footer": "ftr"]
    for (kind, xml) in parts {
      members.append(("word/\(kind).xml", Self.root(roots[kind] ?? kind, xml, namespace)))
    }
  }

  private static func root(_ name: String, _ xml: String, _ namespace: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <w:\(name) xmlns:w="\(namespace)" xmlns:r="\(relations)" \
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" \
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">\(xml)</w:\(name)>
    """
  }

  var bytes: [UInt8] {
    var zip = ZipFile()
    for (name, text) in members { zip.add(name, Array(text.utf8)) }
    return zip.bytes
  }

  func document() throws -> WordDocument { try WordDocument(bytes, file: "paper.docx") }

  /// What is read of it, a line for each passage.
  func lines() throws -> [String] {
    try document().paper.passages.map { $0.words(0..<$0.text.count) }
  }
}

/// XML with what stands in it again and again in short: `«text»` a run, `«^2»` a raised and `«_2»` a
/// lowered one, `‹5›` a run of a formula, `⟦CODE¦result⟧` a field.
private func expanded(_ short: String) -> String {
  let mark = "<w:r><w:fldChar w:fldCharType="
  let text = "<w:t xml:space=\"preserve\">"
  let shorts: [(String, String)] = [
    ("«^", "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>\(text)"),
    ("«_", "<w:r><w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr>\(text)"),
    ("«", "<w:r>\(text)"), ("»", "</w:t></w:r>"), ("‹", "<m:r><m:t>"), ("›", "</m:t></m:r>"),
    ("⟦", "\(mark)\"begin\"/></w:r><w:r><w:instrText> "),
    ("¦", " </w:instrText></w:r>\(mark)\"separate\"/></w:r>"), ("⟧", "\(mark)\"end\"/></w:r>"),
  ]
  return shorts.reduce(short) { $0.replacing($1.0, with: $1.1) }
}

private let sentences: [(String, String)] = [
  ("«rat»«io are 2.»«32%»", "ratio are 2.32%"),
  ("«10»«^–3»« of H»«_2»«O»", "10⁻³ of H₂O"),
  ("«10»<w:r><w:rPr><w:position w:val=\"6\"/></w:rPr><w:t>-3</w:t></w:r>", "10⁻³"),
  (
    "«a »<w:del>«1.1»</w:del><w:ins>«1.2»</w:ins><w:moveFrom>« 5»</w:moveFrom><w:moveTo>« 6»</w:moveTo>",
    "a 1.2 6"
  ),
  ("<w:del><w:r><w:delText>7</w:delText></w:r></w:del>«8»", "8"),
  ("«8»<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>", "8"),
  ("«8»<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>9</w:t></w:r>", "89"),
  (
    "<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t><w:tab/><w:t>4</w:t><w:br/><w:t>5</w:t></w:r>",
    "2-3 4 5"
  ),
  ("<w:r><w:t>soft</w:t><w:softHyphen/><w:t>ly 1\u{AD}2</w:t></w:r>", "softly 12"),
  ("«3 »<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B1\"/></w:r>« 1 \u{F0B4}»", "3 ± 1 ×"),
  ("<w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>m</w:t></w:r>«m»", "μm"),
  ("«a»<w:r><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r>", "a\u{FFFC}"),
  ("<w:hyperlink>«see »</w:hyperlink><w:smartTag>«5 K»</w:smartTag>", "see 5 K"),
  ("<w:sdt><w:sdtPr/><w:sdtContent>«and 6»</w:sdtContent></w:sdt>", "and 6"),
  ("<w:r><w:t> trimmed </w:t></w:r>« kept »", "trimmed kept "),
  ("«5 &lt; 6 &amp; &#x2212;7»", "5 < 6 & −7"),
  ("«value »⟦DOCVARIABLE x¦«0.5 V»⟧", "value 0.5 V"),
  ("«as »⟦ADDIN ZOTERO_ITEM CSL_CITATION {1}¦«^12,13»⟧« is»", "as \u{FFFC} is"),
  ("⟦IF</w:instrText></w:r>⟦PAGE¦«7»⟧<w:r><w:instrText> = 7¦«yes 8»⟧", "yes 8"),
  ("<w:fldSimple w:instr=\" CITATION Smi20 \">«[1]»</w:fldSimple>« x»", "\u{FFFC} x"),
  (
    "<mc:AlternateContent><mc:Choice>«new 1»</mc:Choice><mc:Fallback>«old 2»</mc:Fallback></mc:AlternateContent>",
    "new 1"
  ),
  ("<w:r><w:ruby><w:rt>«9»</w:rt><w:rubyBase>«base»</w:rubyBase></w:ruby></w:r>", "base"),
]

@Test(arguments: sentences)
func `a paragraph of Word is read as it is seen`(xml: String, text: String) throws {
  #expect(try WordFile("<w:p>\(expanded(xml))</w:p>").lines() == [text])
}

private let formulae: [(String, String)] = [
  ("<m:sSup><m:e>‹10›</m:e><m:sup>‹-3›</m:sup></m:sSup>‹ mbar›", "10⁻³ mbar"),
  ("<m:sSubSup><m:e>‹x›</m:e><m:sub>‹2›</m:sub><m:sup>‹3›</m:sup></m:sSubSup>", "x₂³"),
  ("<m:f><m:num>‹1›</m:num><m:den>‹3›</m:den></m:f>", "1/3"),
  (
    "<m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e>‹2.3±0.1›</m:e></m:d>",
    "[2.3±0.1]"
  ),
  ("<m:rad><m:deg/><m:e>‹2›</m:e></m:rad>", "√2"),
  (
    "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>‹0›</m:sub><m:sup>‹9›</m:sup><m:e>‹k›</m:e></m:nary>",
    "∑₀⁹k"
  ),
]

@Test(arguments: formulae)
func `a formula is read as far as numbers are written with it`(xml: String, text: String) throws {
  let formula = "<m:oMath>\(expanded(xml))</m:oMath>"
  #expect(try WordFile("<w:p>\(formula)</w:p>").lines() == [text])
  #expect(try WordFile("<w:p><m:oMathPara>\(formula)</m:oMathPara></w:p>").lines() == [text])
}

@Test func `notes, text boxes, headers and footers are read once, behind their place`() throws {
  let box = "<w:txbxContent><w:p>«boxed 4 V»</w:p></w:txbxContent>"
  let body = """
    <w:p>«One»<w:r><w:footnoteReference w:id="7"/></w:r>«, two»<w:r><w:endnoteReference w:id="2"/></w:r>
    <w:r><mc:AlternateContent><mc:Choice><w:drawing>\(box)</w:drawing></mc:Choice>
    <mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
    <w:p/><w:p>«Last»</w:p>
    <w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>
    """
  let footnotes = """
    <w:footnote w:id="0"><w:p>«line»</w:p></w:footnote>
    <w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>«a foot 5 V»</w:p></w:footnote>
    """
  let endnotes = "<w:endnote w:id=\"2\"><w:p>«an end 6 V»</w:p></w:endnote>"
  let file = WordFile(
    expanded(body),
    [
      "footnotes": expanded(footnotes), "endnotes": expanded(endnotes),
      "header": expanded("<w:p>«Draft 7 V»</w:p>"),
      "footer": expanded("<w:p>«page »⟦PAGE¦«8»⟧</w:p>"),
    ])
  let paper = try file.document().paper
  let seen = paper.passages.map { passage in
    let offset = passage.offsets[0]
    let address = paper.address(of: offset, width: passage.text.count) ?? ""
    return "\(paper.place(of: offset).line): \(address)"
  }
  #expect(
    seen == [
      "1: ¶1 'One\u{FFFC}, two\u{FFFC}'", "2: footnote 1 'a foot 5 V'", "3: endnote 1 'an end 6 V'",
      "4: text box 1 'boxed 4 V'", "5: ¶5 'Last'", "6: header 'Draft 7 V'", "7: footer 'page 8'",
    ])
  #expect(paper.passages[6].literals().map(\.meaning) == [.reference])
}

@Test func `a cell is called by the heads of its column and its row, also where cells are merged`()
  throws
{
  let body = """
    <w:p>«Before»</w:p><w:tbl>
    <w:tr><w:trPr><w:tblHeader/></w:trPr>
    <w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>«Sample»</w:p></w:tc>
    <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>«Loss»</w:p></w:tc></w:tr>
    <w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>
    <w:tc><w:p>«air (%)»</w:p></w:tc><w:tc><w:p>«N2 (ppm)»</w:p></w:tc></w:tr>
    <w:tr><w:tc><w:p>«10W»</w:p></w:tc><w:tc><w:p>«1.5»</w:p></w:tc>
    <w:tc><w:tbl><w:tr><w:tc><w:p>«in»</w:p></w:tc><w:tc><w:p>«2.5»</w:p></w:tc></w:tr></w:tbl>
    <w:p>«3.5»</w:p></w:tc></w:tr>
    <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>«gone 9»</w:p></w:tc></w:tr></w:tbl>
    <w:p>«Table 1. After»</w:p>
    """
  let paper = try WordFile(expanded(body)).document().paper
  let seen = paper.passages.map { passage in
    var heads: [String] = []
    if case .cell(let names) = passage.kind { heads = names }
    let address = paper.address(of: passage.offsets[0], width: 1) ?? ""
    return "\(address): \(passage.words(0..<passage.text.count)) \(heads)"
  }
  #expect(
    seen == [
      "¶1 'B': Before []", #"Table 1 R1 C1: Sample []"#, #"Table 1 R1 C2: Loss ["Sample"]"#,
      #"Table 1 R2 C2: air (%) ["Loss", "Sample"]"#, #"Table 1 R2 C3: N2 (ppm) ["Loss", "Sample"]"#,
      #"Table 1 R3 C1: 10W ["Sample"]"#, #"Table 1 R3 C2: 1.5 ["Loss", "air (%)", "10W"]"#,
      #"Table 2 R1 C1: in []"#, #"Table 2 R1 C2: 2.5 ["in"]"#,
      #"Table 1 R3 C3: 3.5 ["Loss", "N2 (ppm)", "10W"]"#, "¶11 'T': Table 1. After []",
    ])
  #expect(paper.passages[6].headUnits.map(\.symbol) == ["%"])
}

@Test func `styles say what is a heading, raised or hidden`() throws {
  let styles = """
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:styleId="Hoch"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:styleId="Ring"><w:basedOn w:val="Ring"/><w:rPr><w:vanish/></w:rPr></w:style>
    """
  let body = """
    <w:p><w:pPr><w:pStyle w:val="Eigene"/></w:pPr>«2.1 Results»</w:p>
    <w:p>«m»<w:r><w:rPr><w:rStyle w:val="Hoch"/></w:rPr><w:t>2</w:t></w:r>
    <w:r><w:rPr><w:rStyle w:val="Ring"/></w:rPr><w:t>7</w:t></w:r></w:p>
    """
  let file = WordFile(expanded(body), ["styles": styles])
  let passages = try file.document().paper.passages
  #expect(passages.map(\.kind) == [.heading, .paragraph])
  #expect(passages[0].literals().map(\.meaning) == [.numbering])
  #expect(try file.lines()[1] == "m²")
}

@Test func `references of Word's own, dates and bibliographies hold no results`() throws {
  let body = #"""
    <w:p>«In »⟦REF _Ref1 \h¦«3»⟧« on »⟦DATE¦«28.11»⟧« by »⟦REF slope¦«0.5 V»⟧</w:p>
    <w:p>⟦ADDIN ZOTERO_BIBL {}¦«A. B, Nature 5, 17»</w:p><w:p>«C. D, Science 8»⟧</w:p><w:p>«9 V»</w:p>
    """#
  let passages = try WordFile(expanded(body)).document().paper.passages
  #expect(
    passages.map { $0.literals().map(\.meaning) } == [
      [.reference, .date, .value], [.citation, .citation], [.citation], [.value],
    ])
}

@Test func `a paragraph whose mark was deleted goes on in the next`() throws {
  let body =
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>«0.1»</w:p><w:p>«2 V»</w:p><w:p>«x»</w:p>"
  #expect(try WordFile(expanded(body)).lines() == ["0.12 V", "x"])
}

@Test func `a document in Strict Office Open XML is read`() throws {
  var file = WordFile(
    expanded("<w:p>«5 V»</w:p>"), namespace: "http://purl.oclc.org/ooxml/wordprocessingml/main")
  file.members[1].1.replace(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    with: "http://purl.oclc.org/ooxml/officeDocument/relationships")
  #expect(try file.lines() == ["5 V"])
}

@Test func `a slot is found across runs, and filled in as a content control`() throws {
  let document = try WordFile(
    expanded("<w:p>«is {»«{fit.»«slope}} &amp; so»« {{ no id }}»</w:p>")
  ).document()
  #expect(document.paper.passages[0].slots.map(\.target) == ["fit.slope"])
  let filled = try WordDocument(document.filled { _ in "0.5 < V" }, file: "b.docx")
  let passage = filled.paper.passages[0]
  #expect(passage.words(0..<passage.text.count) == "is 0.5 < V & so {{ no id }}")
  #expect(passage.bindings.map(\.targets) == [["fit.slope"]])
  #expect(passage.bindings.map(\.start) == [3])
}

@Test func `a copy with comments reads as the document does, and gives the same bytes each time`()
  throws
{
  let body = """
    <w:p><w:r><w:t>a &amp; 0.11 V, b 0.12 V</w:t></w:r><m:oMath>‹5›</m:oMath>
    <w:r><w:footnoteReference w:id="7"/></w:r></w:p>
    """
  let notes = "<w:footnote w:id=\"7\"><w:p>«6 V»</w:p></w:footnote>"
  let document = try WordFile(expanded(body), ["footnotes": expanded(notes)]).document()
  var comments: [WordDocument.Comment] = []
  for passage in document.paper.passages {
    for literal in passage.literals() {
      let place = document.paper.place(of: passage.offsets[literal.range.lowerBound])
      comments.append(
        WordDocument.Comment("<\(literal.written.value)>", at: place, width: literal.range.count))
    }
  }
  #expect(comments.count == 4)
  let copy = try document.commented(comments, by: "Assay")
  #expect(try copy == document.commented(comments, by: "Assay"))
  let read = try WordDocument(copy, file: "copy.docx")
  #expect(read.paper.source == document.paper.source)
  // A second time, beside the comments that are there by now.
  let again = try WordDocument(read.commented(comments, by: "Assay"), file: "again.docx")
  #expect(again.paper.source == document.paper.source)
}

// MARK: - What is refused

private let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
private let encrypted: [UInt8] = "EncryptedPackage".utf8.reduce(into: compound) { $0 += [$1, 0] }
private let refusals: [([UInt8], String)] = [
  (compound, "`paper.docx` is a Word document of the old kind (.doc)\n  hint: save it as .docx"),
  (
    encrypted,
    "`paper.docx` is protected with a password\n  hint: save it without one to have it checked"
  ),
  (
    [0x44],
    "`paper.docx` is no Word document: it does not begin as a .docx does\n  hint: save it as .docx once more"
  ),
  (
    [0x50, 0x4B],
    "paper.docx: the archive cannot be read: Not a zip archive\n  hint: was it cut off when it was copied?"
  ),
]

@Test(arguments: refusals)
func `what is no document of Word is refused in a sentence`(bytes: [UInt8], words: String) {
  let told = #expect(throws: Diagnostic.self) { try WordDocument(bytes, file: "paper.docx") }
  #expect(told?.description == words)
}

@Test func `an archive of another kind and a document that lies in pieces are refused`() throws {
  var file = WordFile("")
  file.members[1].1 = "<Relationships/>"
  let told = #expect(throws: Diagnostic.self) { try file.document() }
  #expect(
    told?.message == "`paper.docx` is no Word document: no part of it is the text of one")
  #expect(throws: Diagnostic.self) { try WordFile("<w:altChunk r:id=\"x\"/>").document() }
}
