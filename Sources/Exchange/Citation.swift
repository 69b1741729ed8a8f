package import Text
import YAML

/// What a project says of itself in `CITATION.cff`: its title, what it is, whose it is, under which
/// license.
package struct Citation: Sendable {
  /// A person or an organization.
  package struct Party: Hashable, Sendable {
    /// Of a person: the given names, the family name with what belongs to it.
    package let given: String?
    package let family: String?
    /// Of an organization its name, of a person an alias.
    package let name: String?
    /// The address `https://orcid.org/…`.
    package let orcid: String?
    package let affiliation: String?
    package let website: String?
  }

  /// Where all of it stands.
  package static let file = "CITATION.cff"

  package let title: String
  package let abstract: String?
  /// Identifiers of SPDX.
  package let licenses: [String]
  package let licenseURL: String?
  package let authors: [Party]
  package let contacts: [Party]
  package let version: String?
  package let doi: String?
  package let released: String?
  package let keywords: [String]
  /// Where the sources are kept, and where else the work has an address.
  package let repository: String?
  package let url: String?
  private let text: SourceText
}

extension Citation.Party {
  /// Whether it is a person: only they have given or family names.
  package var isPerson: Bool { given != nil || family != nil || name == nil }

  /// The name as it is printed.
  package var shown: String {
    let parts = [given, family].compactMap(\.self)
    return parts.isEmpty ? name ?? "" : parts.joined(separator: " ")
  }
}

extension Citation {
  /// Reads a citation file.
  ///
  /// - Throws: a diagnostic with the place, where it is no YAML or what is needed is missing.
  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    let document = try Document(bytes, file: Self.file)
    let fields = try Fields(document.root, document.text, of: "the file")
    guard let title = try fields.text("title") else {
      throw fields.missing("title", "add `title: …`, as the work is cited")
    }
    self.title = title
    abstract = try fields.text("abstract")
    licenses = try fields.texts("license")
    licenseURL = try fields.text("license-url")
    authors = try Self.parties(fields, "authors")
    contacts = try Self.parties(fields, "contact")
    version = try fields.text("version")
    doi = try fields.text("doi")
    released = try fields.text("date-released")
    keywords = try fields.texts("keywords")
    repository = try fields.first(of: "repository-code", "repository")
    url = try fields.text("url")
    text = document.text
    guard !authors.isEmpty else {
      throw fields.missing(
        "authors", "add `authors: [{given-names: …, family-names: …, orcid: …, affiliation: …}]`")
    }
  }

  /// What the work is, for formats that cannot be without.
  package func described() throws(Diagnostic) -> String {
    guard let abstract else {
      throw text.diagnostic(
        "\(Self.file) has no `abstract`, which this format needs as the description", line: 1,
        column: 1, hint: "add `abstract: …`: what this is, in a sentence or two")
    }
    return abstract
  }

  /// The fault of a work that says nothing of its license.
  package var noLicense: Diagnostic {
    text.diagnostic(
      "\(Self.file) has no `license`, and there is no file LICENSE", line: 1, column: 1,
      hint: "add `license: CC-BY-4.0`, or what else it is under, by its name at spdx.org/licenses")
  }

  /// What to do when there is no citation file.
  package static let missing = Diagnostic(
    "there is no \(file), which says the title, the authors and the license",
    hint: """
      write one (https://citation-file-format.github.io), at least:
          cff-version: 1.2.0
          message: Please cite this work.
          title: …
          abstract: …
          license: CC-BY-4.0
          authors: [{given-names: …, family-names: …, orcid: https://orcid.org/…, affiliation: …}]
      """)

  /// The organization with a name, if the file tells of it as an author or a contact.
  package func organization(named name: String) -> Party? {
    (contacts + authors).first { !$0.isPerson && $0.name == name }
  }

  /// The whole address of an ORCID iD, also where only its digits stand.
  private static func orcid(_ text: String) -> String {
    text.hasPrefix("http") ? text : "https://orcid.org/\(text)"
  }

  private static func parties(
    _ fields: Fields, _ key: String
  ) throws(Diagnostic) -> [Party] {
    var parties: [Party] = []
    for node in try fields.nodes(key) {
      let fields = try Fields(node, fields.source, of: "a person or an organization")
      let family = [
        try fields.text("name-particle"), try fields.text("family-names"),
        try fields.text("name-suffix"),
      ].compactMap(\.self)
      let party = Party(
        given: try fields.text("given-names"),
        family: family.isEmpty ? nil : family.joined(separator: " "),
        name: try fields.first(of: "name", "alias"),
        orcid: try fields.text("orcid").map(Self.orcid),
        affiliation: try fields.text("affiliation"), website: try fields.text("website"))
      guard !party.shown.isEmpty else {
        throw fields.missing("name", "a person has `given-names` and `family-names`")
      }
      parties.append(party)
    }
    return parties
  }
}

/// The keys of one map of the file.
private struct Fields {
  let source: SourceText
  private let node: Node
  private let entries: [Node.Entry]
  private let owner: String

  init(_ node: Node, _ source: SourceText, of owner: String) throws(Diagnostic) {
    guard case .mapping(let entries) = node.content else {
      throw source.diagnostic(
        "\(owner) is no map of keys", line: node.mark.line, column: node.mark.column,
        width: node.mark.width)
    }
    self.source = source
    self.node = node
    self.entries = entries
    self.owner = owner
  }

  func missing(_ key: String, _ hint: String) -> Diagnostic {
    source.diagnostic(
      "\(owner) has no `\(key)`", line: node.mark.line, column: node.mark.column, hint: hint)
  }

  /// The text under a key; `nil` when the key or its value is missing.
  func text(_ key: String) throws(Diagnostic) -> String? {
    guard let node = entries.first(where: { $0.key == key })?.value else { return nil }
    return try text(node, key)
  }

  /// The text under the first of two keys that has one.
  func first(of key: String, _ other: String) throws(Diagnostic) -> String? {
    if let text = try text(key) { return text }
    return try text(other)
  }

  /// A text or a list of them.
  func texts(_ key: String) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for node in try nodes(key) {
      if let text = try text(node, key) { texts.append(text) }
    }
    return texts
  }

  /// The items of a list, or the one value that stands in its place.
  func nodes(_ key: String) throws(Diagnostic) -> [Node] {
    guard let node = entries.first(where: { $0.key == key })?.value else { return [] }
    if case .sequence(let items) = node.content { return items }
    return node.type == .null ? [] : [node]
  }

  private func text(_ node: Node, _ key: String) throws(Diagnostic) -> String? {
    guard case .scalar(let text, _) = node.content else {
      throw source.diagnostic(
        "`\(key)` is no text", line: node.mark.line, column: node.mark.column,
        width: node.mark.width)
    }
    // A folded text ends with a newline that nobody meant.
    let cut = String(text.reversed().drop(while: \.isWhitespace).reversed())
    return cut.isEmpty || node.type == .null ? nil : cut
  }
}
