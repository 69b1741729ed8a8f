// XML texts: the tree with its places, and every refusal with its full text.
import Testing
import Text

@testable import XML

private func document(_ text: String) throws -> Document {
  try Document(Array(text.utf8), file: "raw/a.xml")
}

private func fault(_ bytes: [UInt8]) -> String {
  do throws(Diagnostic) {
    return "no fault: \(try Document(bytes, file: "raw/a.xml"))"
  } catch {
    return "\(error)"
  }
}

private func fault(_ text: String) -> String { fault(Array(text.utf8)) }

/// An element with the text of its bytes, start and content, as one line an element.
private func outline(_ element: Element, _ text: String, _ depth: Int = 0) -> [String] {
  let bytes = Array(text.utf8)
  let head = String(decoding: bytes[element.start...].prefix(3), as: UTF8.self)
  let content = String(decoding: bytes[element.content], as: UTF8.self)
  let indent = String(repeating: " ", count: depth)
  return ["\(indent)\(element.name) at \(head) holds [\(content)]"]
    + element.children.flatMap { outline($0, text, depth + 1) }
}

@Test func `every element knows the bytes it was read from`() throws {
  let text = """
    \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
    <!-- < a comment > -->
    <r><e x="1 > 0"
        y="µ" >12 <!-- <e> -->34</e><f/><g></g>\r
     <h >&lt;&#181;<![CDATA[<x>]]></h ></r>

    """
  let root = try document(text).root
  #expect(
    outline(root, text).dropFirst() == [
      " e at <e  holds [12 <!-- <e> -->34]",
      " f at <f/ holds []",
      " g at <g> holds []",
      " h at <h  holds [&lt;&#181;<![CDATA[<x>]]>]",
    ])
  #expect(root.children.map(\.text) == ["12 34", "", "", "<µ<x>"])
  #expect(root.children[0].attributes == ["x": "1 > 0", "y": "µ"])
  #expect(root.text == "\n ")
}

@Test func `names of elements stand without their prefixes, beside their namespaces`() throws {
  let root = try document(
    #"<p:r xmlns:p="urn:a" xmlns:q="urn:b" q:x="1" x="2"><q:e/></p:r>"#
  ).root
  #expect(root.name == "r")
  #expect(root.namespace == "urn:a")
  #expect(root.attributes == ["x": "2", "q:x": "1"])
  #expect(root.all("e").map(\.namespace) == ["urn:b"])
  #expect(root.all("f").isEmpty)
}

@Test func `a long list comes whole`() throws {
  let list = String(repeating: "123456 ", count: 1_000_000)
  let root = try document("<r>\(list)</r>").root
  #expect(root.text == list)
  #expect(root.content == 3..<3 + list.utf8.count)
}

@Test func `a file that was cut off is told by what is open`() {
  let told = """
    raw/a.xml:2:8: the file ends before <b> is closed
      2 | <b>1 2 
        |        ^
      hint: was it cut off when it was copied?
    """
  #expect(fault("<a>\n<b>1 2 ") == told)
}

@Test(arguments: [
  ("<a>\n<b>1 2</", "2:9: the file ends before <b> is closed"),
  ("<a>\n<b x=\"1", "2:8: the file ends before <a> is closed"),
  ("<a>\n<!-- ", "2:6: the file ends before <a> is closed"),
  ("", "1:1: the file ends before its first element"),
  ("<?xml version=\"1.0\"?>\n", "2:1: the file ends before its first element"),
])
func `a file that ends anywhere is told so`(text: String, told: String) {
  #expect(fault(text).split(separator: "\n")[0] == "raw/a.xml:\(told)")
}

@Test func `an end tag of another element is told where it stands`() {
  let told = """
    raw/a.xml:2:9: this is not XML: Opening and ending tag mismatch: b line 2 and a
      2 | <b>1</a>
        |         ^
    """
  #expect(fault("<a>\n<b>1</a>\n</b>") == told)
}

@Test(arguments: [
  ("2Theta,counts\n10,5\n", "1:1: this is not XML: Start tag expected, '<' not found"),
  ("<a>1 & 2</a>", "1:7: this is not XML: xmlParseEntityRef: no name"),
  ("<a>&x;</a>", "1:7: this is not XML: Entity 'x' not defined"),
  ("<a/><b/>", "1:5: this is not XML: Extra content at the end of the document"),
  ("<a x=\"1\" x=\"2\"/>", "1:15: this is not XML: Attribute x redefined"),
  ("<a>\u{1}</a>", "1:4: this is not XML: PCDATA invalid Char value 1"),
])
func `what is not XML is told with libxml2's words`(text: String, told: String) {
  #expect(fault(text).split(separator: "\n")[0] == "raw/a.xml:\(told)")
}

@Test func `entities are never unfolded nor fetched`() {
  let bomb = """
    <?xml version="1.0"?>
    <!DOCTYPE a [<!ENTITY b "\(String(repeating: "x", count: 9))"><!ENTITY c "&b;&b;">
    <!ENTITY d SYSTEM "file:///etc/passwd">]>
    <a>&c;&d;</a>
    """
  let told = """
    raw/a.xml:2:13: a document type is not read, nor the entities it may define
      2 | <!DOCTYPE a [<!ENTITY b "xxxxxxxxx"><!ENTITY c "&b;&b;">
        |             ^
      hint: instrument files have none; take the line out if it is only a name
    """
  #expect(fault(bomb) == told)
  let outside = "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>"
  #expect(fault(outside).contains("a document type is not read"))
}

@Test func `elements too deep in one another are refused`() throws {
  func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
  }
  #expect(throws: Never.self) { try document(nested(100)) }
  let told = "raw/a.xml:1:301: more than 100 elements stand in one another here"
  #expect(fault(nested(101)).split(separator: "\n")[0] == told)
  #expect(fault(nested(100_000)).split(separator: "\n")[0] == told)
}

@Test func `a file too large is refused before it is parsed`() {
  let bytes = [UInt8](repeating: 0x20, count: Document.sizeLimit + 1)
  #expect(fault(bytes).split(separator: "\n")[0] == "raw/a.xml:1:1: the file is larger than 64 MiB")
}

@Test func `other encodings are told`() {
  let told = """
    raw/a.xml:2:4: the file is not UTF-8
      2 | <b>\u{FFFD}</b></a>
        |    ^
      hint: save it as UTF-8
    """
  #expect(fault(Array("<a>\n<b>".utf8) + [0xB5] + Array("</b></a>".utf8)) == told)
  let latin = fault(#"<?xml version="1.0" encoding="ISO-8859-1"?><a/>"#)
  #expect(
    latin.split(separator: "\n")[0]
      == "raw/a.xml:1:1: the file says it is ISO-8859-1; only UTF-8 is read")
  #expect(fault([0xFF, 0xFE, 0x3C, 0x00]).contains("the file is not UTF-8"))
}
