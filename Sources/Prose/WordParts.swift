import Archive
import Text
import XML

/// The parts of a Word document (Office Open XML, ECMA-376 and ISO 29500 Strict) by what they are.
struct WordParts {
  /// What one part says of another.
  struct Relation {
    let id: String
    /// The last word of its type, which Transitional and Strict have in common.
    let type: String
    /// The name of the other part.
    let target: String
  }

  /// A part, read.
  struct Part {
    let name: String
    let bytes: [UInt8]
    let root: Element
  }

  /// The part that holds the text.
  let main: Part
  /// What the main part says of others.
  let relations: [Relation]
  private var package: WordPackage

  init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    try Self.refuseOthers(bytes, file)
    package = WordPackage(archive: try Archive(bytes, file: file))
    let first = try package.relations(of: "").first { $0.type == "officeDocument" }
    guard let name = first?.target, package.archive.names.contains(name) else {
      throw Self.noDocument(file)
    }
    main = try package.part(name)
    guard main.root.name == "document" else { throw Self.noDocument(file) }
    relations = try package.relations(of: name)
  }

  private static func noDocument(_ file: String) -> Diagnostic {
    Diagnostic(
      "`\(Escaped(file))` is no Word document: no part of it is the text of one",
      hint: "save it as .docx once more")
  }

  /// Old documents and protected ones are files of the same kind, which is no zip.
  private static func refuseOthers(_ bytes: [UInt8], _ file: String) throws(Diagnostic) {
    let name = Escaped(file)
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      let mark: [UInt8] = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
      guard bytes.contains(mark) else {
        throw Diagnostic(
          "`\(name)` is a Word document of the old kind (.doc)", hint: "save it as .docx")
      }
      throw Diagnostic(
        "`\(name)` is protected with a password", hint: "save it without one to have it checked")
    }
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw Diagnostic(
        "`\(name)` is no Word document: it does not begin as a .docx does",
        hint: "save it as .docx once more")
    }
  }

  /// The parts of a type that the main part names, in its order.
  mutating func parts(_ type: String) throws(Diagnostic) -> [Part] {
    var parts: [Part] = []
    for relation in relations where relation.type == type {
      if archive.names.contains(relation.target) { parts.append(try package.part(relation.target)) }
    }
    return parts
  }

  /// The part that an id of the main part stands for, if there is one.
  mutating func part(id: String) throws(Diagnostic) -> Part? {
    guard let target = relations.first(where: { $0.id == id })?.target,
      archive.names.contains(target)
    else { return nil }
    return try package.part(target)
  }

  /// The bytes of a picture that an id of the main part stands for, and its name in the archive.
  func picture(id: String) throws(Diagnostic) -> (name: String, bytes: [UInt8])? {
    guard let target = relations.first(where: { $0.id == id })?.target,
      archive.names.contains(target)
    else { return nil }
    return (target, try archive.content(of: target))
  }

  /// A member, read.
  mutating func member(_ name: String) throws(Diagnostic) -> Part { try package.part(name) }

  /// The archive that holds them.
  var archive: Archive { package.archive }

  /// The member that says how a part is related to others.
  static func relationsName(of part: String) -> String {
    let (folder, name) = split(part)
    return "\(folder)_rels/\(name).rels"
  }

  /// The folder of a member with its slash, and the name within.
  static func split(_ name: String) -> (folder: String, name: String) {
    let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    return (String(name[..<slash]), String(name[slash...]))
  }
}

/// The archive of a Word document, of whose members no more than so much is read.
private struct WordPackage {
  /// How many bytes of XML are read in all.
  private static let sizeLimit = 128 << 20

  let archive: Archive
  private var rest = sizeLimit

  init(archive: Archive) { self.archive = archive }

  /// Reads a part.
  mutating func part(_ name: String) throws(Diagnostic) -> WordParts.Part {
    let bytes = try archive.content(of: name)
    rest -= bytes.count
    guard rest >= 0 else {
      throw Diagnostic(
        "\(Escaped(archive.file)): the document holds more than \(Self.sizeLimit >> 20) MiB of text"
      )
    }
    let root = try Document(bytes, file: "\(archive.file)/\(name)").root
    return WordParts.Part(name: name, bytes: bytes, root: root)
  }

  /// What a part says of others; the package itself has no name.
  mutating func relations(of name: String) throws(Diagnostic) -> [WordParts.Relation] {
    let file = WordParts.relationsName(of: name)
    guard archive.names.contains(file) else { return [] }
    return try part(file).root.all("Relationship").compactMap { element in
      guard let id = element.attributes["Id"], let type = element.attributes["Type"],
        let target = element.attributes["Target"], element.attributes["TargetMode"] != "External"
      else { return nil }
      let last = type.split(separator: "/").last.map(String.init) ?? ""
      return WordParts.Relation(
        id: id, type: last, target: Self.resolved(target, from: WordParts.split(name).folder))
    }
  }

  /// The name of a member from where another stands.
  private static func resolved(_ target: String, from folder: String) -> String {
    var parts: [Substring] = []
    let whole = target.hasPrefix("/") ? target : "\(folder)/\(target)"
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

extension Element {
  /// The first element of a name within.
  func first(_ name: String) -> Element? { children.first { $0.name == name } }

  /// An attribute of Word's own, whatever its prefix.
  func value(_ name: String) -> String? {
    attributes["w:\(name)"] ?? attributes[name]
      ?? attributes.first { $0.key.hasSuffix(":\(name)") }?.value
  }

  /// Whether an element that switches something on is there and does.
  func isOn(_ name: String) -> Bool {
    guard let element = first(name) else { return false }
    return !["0", "false", "off", "none"].contains(element.value("val") ?? "1")
  }
}
