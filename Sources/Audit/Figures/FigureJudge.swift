import Host
import Pipeline
import Prose
import Store
import Text

/// Tells of images whether they are what the pipeline makes: by their bytes, else by what they say of
/// themselves.
struct FigureJudge {
  /// What is found out about a file.
  struct Finding {
    var stage: StageID?
    /// The stage that it says drew it, where there is none of that name.
    var goneStage: String?
    var output: String?
    var recipe: Digest?
    var verdict: ShownFigure.Verdict
  }

  var outputs: RecordedOutputs
  private var pipeline: Pipeline { outputs.pipeline }

  init(_ pipeline: Pipeline) { outputs = RecordedOutputs(pipeline) }

  /// Judges an image of a manuscript.
  mutating func figure(_ image: Image, of manuscript: String) throws -> ShownFigure {
    var path = image.path
    let finding: Finding
    if let content = image.content {
      finding = try self.finding(on: content)
    } else if let found = try Self.file(image.path, of: manuscript) {
      path = found
      finding = try self.finding(at: found)
    } else {
      finding = Finding(verdict: .unknown(.outside))
    }
    return ShownFigure(
      file: manuscript, place: image.place, line: image.line, width: image.width, path: path,
      stage: finding.stage.map { pipeline[$0].name } ?? finding.goneStage, output: finding.output,
      recipe: finding.recipe, verdict: finding.verdict)
  }

  /// Judges the file at a path of the project.
  mutating func finding(at path: String) throws -> Finding {
    let isThere = try Files.status(path)?.kind == .file
    let content = isThere ? try Files.read(path, limit: RecordedInputs.limit) : nil
    if let maker = pipeline.maker(of: path), !pipeline[maker].isMachine {
      return try finding(on: content, at: path, madeBy: maker)
    }
    guard let content else { return Finding(verdict: .missing(maker: nil)) }
    return try finding(on: content)
  }

  /// Judges bytes that stand where a stage makes something.
  private mutating func finding(
    on content: [UInt8]?, at path: String, madeBy maker: StageID
  ) throws -> Finding {
    var finding = Finding(stage: maker, output: path, verdict: .current(isHere: content != nil))
    guard let record = outputs.record(of: maker) else {
      finding.verdict = .stale(.neverRun(stage: pipeline[maker].name))
      return finding
    }
    finding.recipe = record.declaredRecipe
    let known = try outputs.known(path, in: record)
    if known == .absent {
      finding.verdict = .missing(maker: pipeline[maker].name)
    } else if let content, known != .digest(Digest.of(content)) {
      return try self.finding(finding, record, says: FigureMark(in: content), known)
    } else if let staleness = try outputs.staleness(of: maker) {
      finding.verdict = .stale(staleness)
    }
    return finding
  }

  /// Judges bytes by themselves.
  private mutating func finding(on content: [UInt8]) throws -> Finding {
    if let made = try outputs.maker(of: Digest.of(content)) {
      let staleness = try outputs.staleness(of: made.stage)
      return Finding(
        stage: made.stage, output: made.path,
        recipe: outputs.record(of: made.stage)?.declaredRecipe,
        verdict: staleness.map { .stale($0) } ?? .current(isHere: true))
    }
    guard let mark = FigureMark(in: content) else { return Finding(verdict: .unknown(.noStage)) }
    guard let stage = pipeline.stage(named: mark.stage), let record = outputs.record(of: stage.id)
    else {
      return Finding(
        goneStage: mark.stage, recipe: mark.recipe, verdict: .other(.stageGone))
    }
    let finding = Finding(stage: stage.id, recipe: mark.recipe, verdict: .edited)
    let isListed = try record.outputs.allSatisfy { output in
      guard output.content.kind == .folder else { return true }
      if case .hidden = try outputs.known("\(output.path)/x", in: record) { return false }
      return true
    }
    return try self.finding(
      finding, record, says: mark, isListed ? .absent : .hidden(isAltered: false))
  }

  /// What is said of bytes that are not those that the record of a stage names.
  private mutating func finding(
    _ finding: Finding, _ record: Record, says mark: FigureMark?, _ known: RecordedOutputs.Known
  ) throws -> Finding {
    var finding = finding
    finding.verdict = .edited
    guard let stage = finding.stage else { return finding }
    let now = record.declaredRecipe
    let isItsOwn = mark?.stage == pipeline[stage].name
    if let mark, isItsOwn, mark.recipe != now {
      finding.recipe = mark.recipe
      finding.verdict = .other(.recipe(now: now))
    } else if known == .hidden(isAltered: false) {
      finding.verdict = .unknown(.hidden)
    } else if case .hidden = known, isItsOwn {
      finding.verdict = try outputs.staleness(of: stage).map { .stale($0) } ?? .unknown(.hidden)
    }
    return finding
  }

  /// The path in the project of an image as a manuscript names it; `nil` of what is no file of it.
  private static func file(_ written: String, of manuscript: String) throws -> String? {
    guard !written.contains("://"), !written.hasPrefix("data:"), !written.hasPrefix("/") else {
      return nil
    }
    let folder = ProjectPath.names(of: manuscript).dropLast()
    let candidates = [written, decoded(written)].compactMap { path(folder, $0) }
    let named = candidates.first
    let endings = ["", ".pdf", ".png", ".jpg", ".jpeg", ".eps", ".svg"]
    for candidate in candidates {
      for ending in endings where try Files.status(candidate + ending)?.kind == .file {
        return candidate + ending
      }
    }
    return named
  }

  /// A way from a folder, without `.` and `..`; `nil` when it leads out of the project.
  private static func path(_ folder: ArraySlice<Substring>, _ way: String) -> String? {
    var names = Array(folder)
    for name in ProjectPath.names(of: way) where name != "." {
      if name != ".." {
        names.append(name)
      } else if names.popLast() == nil {
        return nil
      }
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
  }

  /// A path in which `%20` stands for a blank, as in addresses.
  private static func decoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      let hex = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), hex.utf8.count == 2, let code = UInt8(hex, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Record {
  /// The recipe as a stage is told it: of what is declared, without what it was seen to ask.
  var declaredRecipe: Digest { Manifest(project).declared.recipe }
}
