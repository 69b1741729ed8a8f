import Packing
import Prose
import Text

/// Word documents: what is found lies in the text, and a copy with comments reads as the document does.
enum DocxChecks {
  private static let part = "word/document.xml"

  /// The bytes are the part that holds the text; all around it is as it should be.
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let document: WordDocument
    do {
      document = try WordDocument(around(bytes), file: "a.docx")
    } catch {
      return try error.check(in: bytes, "a.docx/\(part)")
    }
    let paper = document.paper
    var comments: [WordDocument.Comment] = []
    for passage in paper.passages {
      try MarkdownChecks.check(passage, of: paper)
      for literal in passage.literals() {
        let place = paper.place(of: passage.offsets[literal.range.lowerBound])
        comments.append(WordDocument.Comment("7", at: place, width: literal.range.count))
      }
    }
    let copy: WordDocument
    do {
      copy = try WordDocument(document.commented(comments, by: "Assay"), file: "b.docx")
    } catch {
      throw Violation(description: "the copy cannot be read: \(error)")
    }
    try require(copy.paper.source == paper.source, "the copy reads otherwise")
  }

  private static func around(_ bytes: [UInt8]) -> [UInt8] {
    let office =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    var zip = ZipFile()
    zip.add("[Content_Types].xml", Array("<Types/>".utf8))
    let relation = "<Relationship Id=\"r\" Type=\"\(office)\" Target=\"\(part)\"/>"
    zip.add("_rels/.rels", Array("<Relationships>\(relation)</Relationships>".utf8))
    zip.add("word/_rels/document.xml.rels", Array("<Relationships/>".utf8))
    zip.add(part, bytes)
    return zip.bytes
  }
}
