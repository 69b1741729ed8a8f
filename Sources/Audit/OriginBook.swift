import Host
import Pipeline
import Text

/// The origins of data files, as the pipeline declares them and as the files themselves say.
struct OriginBook: Sendable {
  /// How many bytes from its beginning a file may say of itself that it is made up.
  private static let head = 4096
  /// The word by which it does.
  private static let confession = "SYNTHETIC"

  private let pipeline: Pipeline
  private var known: [String: Origin] = [:]

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  /// The origin of a file that no stage makes.
  ///
  /// A file that calls itself synthetic is that, also where no rule speaks of it.
  /// - Throws: A diagnostic at the rule that declares such a file to be something else.
  mutating func origin(of path: String) throws -> Origin {
    if let origin = known[path] { return origin }
    let rule = pipeline.source(of: path)
    var origin = rule?.origin ?? .unknown
    if origin != .synthetic, try Self.confesses(path) {
      if let rule { throw refusal(of: path, rule) }
      origin = .synthetic
    }
    known[path] = origin
    return origin
  }

  private static func confesses(_ path: String) throws -> Bool {
    guard try Files.status(path)?.kind == .file else { return false }
    return confesses(try Files.read(path, limit: RecordedInputs.limit))
  }

  /// Whether the beginning of a file says that it is made up.
  static func confesses(_ bytes: [UInt8]) -> Bool {
    let words = bytes.prefix(head).split { !Self.isLetter($0) }
    return words.contains { $0.elementsEqual(confession.utf8) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0x80
  }

  private func refusal(of path: String, _ rule: SourceRule) -> Diagnostic {
    let place = pipeline.place(of: rule.mark)
    return Diagnostic(
      "`\(Escaped(path))` says of itself that it is \(Self.confession), but this rule declares it \(rule.origin.rawValue)",
      at: place, line: pipeline.line(of: rule.mark),
      hint: "declare it `origin: synthetic`, above this rule: the first match decides")
  }
}
