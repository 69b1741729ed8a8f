import Archive
import Text
import XML

/// The comments of a Word document, with more of them; the part that holds them is made where there
/// is none.
struct WordComments {
  private static let part = "comments"
  private static let contentType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

  private let author: String
  private let name: String
  /// The part as it is; `nil` where it is made.
  private let present: WordParts.Part?
  private let namespace: String
  private let prefix: String
  private var next = 0
  private var xml = ""
  private let rest: [String: [UInt8]]

  init(_ parts: inout WordParts, author: String) throws(Diagnostic) {
    self.author = author
    namespace = parts.main.root.namespace
    if let part = try parts.parts(Self.part).first {
      present = part
      name = part.name
      prefix = part.root.prefix(in: part.bytes)
      next =
        (part.root.all("comment").compactMap { $0.value("id").flatMap { Int($0) } }.max() ?? -1) + 1
      rest = [:]
      return
    }
    present = nil
    prefix = "w:"
    let folder = WordParts.split(parts.main.name).folder
    let names = Set(parts.archive.names)
    let free = (0...names.count).lazy.map { "comments\($0 == 0 ? "" : "\($0)").xml" }
      .first { !names.contains(folder + $0) }
    let file = free ?? "comments.xml"
    name = folder + file
    rest = try Self.mentions(of: file, at: name, in: &parts)
  }

  /// The members that tell of the new part, as they are then.
  private static func mentions(
    of file: String, at name: String, in parts: inout WordParts
  ) throws(Diagnostic) -> [String: [UInt8]] {
    let types = try parts.member("[Content_Types].xml")
    let prefix = types.root.prefix(in: types.bytes)
    let override =
      "<\(prefix)Override PartName=\"/\(XMLText.escaped(name))\" ContentType=\"\(contentType)\"/>"
    let relations = try parts.member(WordParts.relationsName(of: parts.main.name))
    let ids = Set(parts.relations.map(\.id))
    let id = (1...ids.count + 1).lazy.map { "rIdAssay\($0)" }.first { !ids.contains($0) } ?? ""
    // Strict and Transitional name the same thing in their own ways.
    let isStrict = parts.main.root.namespace.hasPrefix("http://purl.oclc.org/")
    let type =
      isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    let mark = relations.root.prefix(in: relations.bytes)
    let relation = "<\(mark)Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(file)\"/>"
    return [
      types.name: types.appending(override), relations.name: relations.appending(relation),
    ]
  }

  /// Adds a comment, and says its id.
  mutating func add(_ text: String) -> Int {
    defer { next += 1 }
    let declared = prefix.isEmpty ? " xmlns:w=\"\(namespace)\"" : ""
    let mark = prefix.isEmpty ? "w:" : prefix
    xml +=
      "<\(prefix)comment\(declared) \(mark)id=\"\(next)\" \(mark)author=\"\(XMLText.escaped(author))\""
      + " \(mark)initials=\"\(XMLText.escaped(String(author.prefix(1))))\">"
      + "<\(prefix)p><\(prefix)r><\(prefix)t xml:space=\"preserve\">\(XMLText.escaped(text))"
      + "</\(prefix)t></\(prefix)r></\(prefix)p></\(prefix)comment>"
    return next
  }

  /// The members of the document that change or are new.
  var members: [String: [UInt8]] {
    if xml.isEmpty { return [:] }
    let empty =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      + "<w:comments xmlns:w=\"\(namespace)\">\(xml)</w:comments>"
    return rest.merging([name: present?.appending(xml) ?? Array(empty.utf8)]) { $1 }
  }
}

extension WordParts.Part {
  /// The part with more XML at the end of its root.
  func appending(_ xml: String) -> [UInt8] {
    let end = root.content.upperBound
    if bytes[end...].starts(with: Array("</".utf8)) {
      return bytes[..<end] + Array(xml.utf8) + bytes[end...]
    }
    // The root is one tag, which is opened.
    let name = bytes[(root.start + 1)...].prefix { $0 != UInt8(ascii: "/") && $0 > 0x20 }
    let slash = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) ?? end
    return bytes[..<slash] + Array(">\(xml)</".utf8) + name + Array(">".utf8) + bytes[end...]
  }
}
