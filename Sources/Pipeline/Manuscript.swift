package import YAML

/// A text that states results, and what of it is said to be what.
package struct Manuscript: Sendable {
  /// The path of the text.
  package let file: String
  /// The path of what it says as a text, which a stage makes where the format is none that is read.
  package let text: String?
  /// Words with digits that are no numbers, such as the names of samples.
  package let names: [String]
  /// What the numbers in quoted words are.
  package let claims: [StatedClaim]
  /// What it finds, and what must hold for that.
  package let findings: [StatedFinding]
  /// Where the path stands.
  package let mark: Mark
}

extension Manuscript {
  /// What stands under `manuscripts`, before it is known what its targets mean.
  struct Draft: Sendable {
    var file: ProjectPath?
    var text: ProjectPath?
    var names: [Word] = []
    var claims = Claims.here([])
    var findings: [StatedFinding.Draft] = []

    /// Where the claims stand.
    enum Claims: Sendable {
      case here([StatedClaim.Draft])
      case file(ProjectPath)
    }

    private static let fields: [Field<Draft>] = [
      Field("file", \.file, { (node) throws(Pipeline.Fault) in try ProjectPath.plain(node) }),
      Field("text", \.text, { (node) throws(Pipeline.Fault) in try ProjectPath.plain(node) }),
      Field("names", \.names, { (node) throws(Pipeline.Fault) in try names(node) }),
      Field("claims", \.claims, { (node) throws(Pipeline.Fault) in try claims(node) }),
      Field("findings", \.findings, StatedFinding.Draft.list),
    ]
    /// The keys of a file of claims.
    private static let fileFields = [
      Field(
        "claims", \Draft.claims,
        { (node) throws(Pipeline.Fault) in .here(try StatedClaim.Draft.list(node)) }),
      Field("findings", \.findings, StatedFinding.Draft.list),
    ]

    private static func claims(_ node: Node) throws(Pipeline.Fault) -> Claims {
      guard case .scalar = node.content, node.type != .null else {
        return .here(try StatedClaim.Draft.list(node))
      }
      return .file(try ProjectPath.plain(node))
    }

    /// Reads the file that the claims stand in: a list of them, or a map with them and the findings.
    mutating func readClaims(_ files: inout PipelineFiles) throws(Pipeline.Fault) {
      guard case .file(let path) = claims else { return }
      let root = try files.document(path).root
      if case .sequence = root.content {
        claims = .here(try StatedClaim.Draft.list(root))
        return
      }
      let read = try Field.read(root, into: Draft(), of: "a file of claims", Self.fileFields)
      claims = read.claims
      findings += read.findings
    }

    private static func names(_ node: Node) throws(Pipeline.Fault) -> [Word] {
      let words = try Read.words(node)
      for word in words where word.text.allSatisfy(\.isWhitespace) {
        throw Pipeline.Fault(.manuscriptNameEmpty, at: word.mark)
      }
      return words
    }

    /// Reads the list of manuscripts.
    static func list(_ node: Node) throws(Pipeline.Fault) -> [Draft] {
      guard case .sequence(let items) = node.content else { throw node.isNot(.list) }
      var drafts: [Draft] = []
      for item in items {
        let draft = try Field.read(item, into: Draft(), of: "a manuscript", fields)
        if draft.file == nil {
          throw Pipeline.Fault(.keyMissing("file", of: "a manuscript"), at: item.mark)
        }
        drafts.append(draft)
      }
      return drafts
    }
  }
}

extension Pipeline {
  /// The manuscripts, each named once, with the targets of their claims.
  func manuscripts(_ drafts: [Manuscript.Draft]) throws(Fault) -> [Manuscript] {
    var manuscripts: [Manuscript] = []
    for draft in drafts {
      guard let file = draft.file else { continue }
      if let first = manuscripts.first(where: { $0.file == file.text }) {
        throw Fault(.fileNamedTwice(file.text, first: first.mark), at: file.mark)
      }
      var claims: [StatedClaim] = []
      if case .here(let drafts) = draft.claims {
        for claim in drafts { claims.append(try StatedClaim(claim, in: self)) }
      }
      var findings: [StatedFinding] = []
      for finding in draft.findings { findings.append(try StatedFinding(finding, in: self)) }
      manuscripts.append(
        Manuscript(
          file: file.text, text: draft.text?.text, names: draft.names.map(\.text), claims: claims,
          findings: findings,
          mark: file.mark))
    }
    return manuscripts
  }

  /// The target that a word names.
  func target(_ word: Word) throws(Fault) -> Target {
    do throws(TargetFault) {
      return try target(word.text)
    } catch {
      throw Fault(.target(error), at: word.mark)
    }
  }
}
