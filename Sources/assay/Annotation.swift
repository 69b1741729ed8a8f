import Audit
import Host
import Pipeline
import Prose
import Quantity
import Text

/// `check --annotate`: a copy of a Word manuscript with the verdicts as comments.
struct Annotation {
  private static let author = "Assay"

  private let manuscript: Manuscript
  private let name: String
  private let path: String

  /// Chooses the manuscript, and refuses a copy that would stand in place of something else.
  init(
    of chosen: [Manuscript], as name: String, at path: String, in pipeline: Pipeline
  ) throws {
    let documents = chosen.filter { PaperFormat(file: $0.file) == .word }
    guard let manuscript = documents.first else {
      throw Diagnostic(
        "--annotate takes a Word manuscript, and there is none",
        hint: chosen.first.map { "`\(Escaped($0.file))` is none" })
    }
    guard documents.count == 1 else {
      throw Diagnostic(
        "--annotate takes one Word manuscript, and there are \(documents.count)",
        hint: "name one: assay check --annotate \(Escaped(name)) \(Escaped(manuscript.file))")
    }
    guard PaperFormat(file: name) == .word else {
      throw Diagnostic(
        "`\(Escaped(name))` is no name for a Word document", hint: "let it end in .docx")
    }
    self.manuscript = manuscript
    self.name = name
    self.path = path
    try refuseOverwriting(in: pipeline)
  }

  private func refuseOverwriting(in pipeline: Pipeline) throws {
    let own = try Project.name(of: name, from: path)
    let standing = try Files.status(path)?.identity
    for other in pipeline.manuscripts {
      let isOther = try standing != nil && Files.status(other.file)?.identity == standing
      guard isOther || other.file == own else { continue }
      throw refusal("is a manuscript, which is never written to")
    }
    if let maker = pipeline.maker(of: own) {
      throw refusal("is made by stage `\(pipeline[maker].name)`")
    }
    if let reader = pipeline.stages.first(where: { $0.inputs.contains { $0.pattern.covers(own) } })
    {
      throw refusal("is read by stage `\(reader.name)`")
    }
  }

  private func refusal(_ reason: String) -> Diagnostic {
    Diagnostic("`\(Escaped(name))` \(reason)", hint: "give the copy another name")
  }

  /// Writes the copy.
  func write(_ claims: [Claim]) throws {
    let bytes = try Files.read(manuscript.file, limit: Project.limit)
    let document = try WordDocument(bytes, file: manuscript.file)
    let own = claims.filter { $0.manuscript == manuscript.file }
    let comments = own.compactMap { claim in
      AnnotationWords.comment(on: claim).map { words in
        WordDocument.Comment(
          words, at: claim.isMisplaced ? nil : claim.place, width: claim.width)
      }
    }
    for claim in own
    where !claim.isMisplaced && document.paper.line(at: claim.place) != claim.line {
      throw Diagnostic("`\(Escaped(manuscript.file))` was changed while it was checked")
    }
    try Files.write(document.commented(comments, by: Self.author), to: path)
    Terminal.note("\(Escaped(name)): \(Words.count(comments.count, "comment"))")
  }
}

extension Claim {
  /// Whether it stands in the pipeline, because its words are not where they were.
  fileprivate var isMisplaced: Bool { address == nil }
}

/// What a comment says of a number.
enum AnnotationWords {
  /// The verdict and the reason for it; `nil` for what claims no result.
  static func comment(on claim: Claim) -> String? {
    let verdict = claim.verdict.word
    let words: String
    switch claim.verdict {
    case .noResult: return nil
    case .right: words = claim.expected.map { "right: \(basis($0))" } ?? verdict
    case .allowed(let reason): words = "allowed: \(reason)"
    case .wrong, .stale, .ambiguous, .unbound, .lost, .moved:
      words = verdict + (claim.reason.map { ", \($0)" } ?? "")
    }
    guard let address = claim.address else { return "'\(claim.text)' is \(words)" }
    let isInText = address.hasPrefix("¶") || address.hasPrefix("Table ")
    return isInText ? words : "\(address): \(words)"
  }

  /// `fit.slope is 0.1108(11) ‰/cycle, simulated`.
  private static func basis(_ expected: Expected) -> String {
    switch expected {
    case .number(let entry):
      "\(entry.id) is \(entry.number.printed), \(entry.grade.rawValue)"
    case .setting(let setting): "\(setting.target) is \(setting.text)"
    case .doubted(let id), .neverRun(let id, _): id
    }
  }
}
