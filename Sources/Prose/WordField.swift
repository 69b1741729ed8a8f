import XML

/// A field of a Word document: a code, and the result that its reader sees.
struct WordField {
  /// What a result is.
  enum Role: Hashable {
    /// Text like any other.
    case text
    /// A citation, which is no text.
    case citation
    /// Text whose numbers are of a kind.
    case numbers(Literal.Meaning)
  }

  /// The code as far as it was read.
  var code = ""
  /// What the result is; `nil` while the code is read.
  private(set) var role: Role?

  /// A field whose code is still to come.
  init() { role = nil }

  /// A field whose result is read.
  init(role: Role) { self.role = role }

  /// Whether the code is behind.
  var isResult: Bool { role != nil }

  /// Whether what stands in it now is text.
  var isRead: Bool { role.map { $0 != .citation } ?? false }

  /// What numbers in its result are.
  var meaning: Literal.Meaning? { if case .numbers(let meaning) = role { meaning } else { nil } }
}

extension WordField {
  private static let references: Set<String> = [
    "INDEX", "NOTEREF", "NUMPAGES", "PAGE", "PAGEREF", "SECTION", "SECTIONPAGES", "SEQ", "TOC",
  ]
  private static let dates: Set<String> = ["CREATEDATE", "DATE", "PRINTDATE", "SAVEDATE", "TIME"]
  /// What managers of references write behind ADDIN for a citation.
  private static let citations = ["ZOTERO_ITEM", "CSL_CITATION", "EN.CITE", "MENDELEY CITATION"]
  private static let bibliographies = [
    "ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "EN.REFLIST", "MENDELEY BIB",
  ]

  /// What the result of a code is.
  static func role(ofCode code: String) -> Role {
    let words = code.split { $0.isWhitespace }
    guard let name = words.first?.uppercased() else { return .text }
    let argument = words.dropFirst().first ?? ""
    switch name {
    case "CITATION": return .citation
    case "BIBLIOGRAPHY": return .numbers(.citation)
    case "ADDIN": return role(ofAddition: words.dropFirst().prefix(2).joined(separator: " "))
    // Word's own marks are at captions and headings; one that an author made may hold a value.
    case "REF": return argument.hasPrefix("_") ? .numbers(.reference) : .text
    case _ where references.contains(name): return .numbers(.reference)
    case _ where dates.contains(name): return .numbers(.date)
    default: return .text
    }
  }

  private static func role(ofAddition words: String) -> Role {
    let words = words.uppercased()
    if bibliographies.contains(where: words.hasPrefix) { return .numbers(.citation) }
    return citations.contains(where: words.hasPrefix) ? .citation : .text
  }

  /// What a content control is to which managers of references gave a tag; `nil` for any other.
  static func role(ofTag tag: String, _ properties: Element?) -> Role? {
    let tag = tag.uppercased()
    if properties?.first("bibliography") != nil { return .numbers(.citation) }
    if tag.hasPrefix("MENDELEY_BIB") || tag.hasPrefix("CITAVIBIB") { return .numbers(.citation) }
    let isCitation =
      properties?.first("citation") != nil || tag.hasPrefix("MENDELEY_CITATION")
      || tag.hasPrefix("CITAVIPLACEHOLDER")
    return isCitation ? .citation : nil
  }
}
