import Host
import Pipeline
import Prose
import Quantity
import Store
import Text

/// What rests on something: numbers, the sentences that state them, stages and what these make.
package struct Impact: Sendable {
  /// A number that rests on it.
  package struct Affected: Sendable {
    /// `stage.number`.
    package let id: String
    /// The number with its class; `nil` for one that does not hold.
    package let entry: Listing.Entry?
    /// In which ways it rests on it.
    package let reach: Ways
    /// What cells and parameters do to it; empty for a whole file, and where nobody says.
    package let effects: [Effect]
  }

  /// A stage that rests on it.
  package struct Dependent: Sendable {
    /// Its name.
    package let name: String
    /// Whether it reads it itself.
    package let isReader: Bool
    /// What it makes, where it states no numbers: figures, tables.
    package let outputs: [String]
  }

  /// What it is called, as it was asked for.
  package let name: String
  /// What was asked.
  package let subject: Subject
  /// Whether it is there; a file may be gone that the records still name.
  package let isThere: Bool
  /// The numbers, those that a manuscript states first, else in the order of the pipeline.
  package internal(set) var numbers: [Affected] = []
  /// The sentences that state one of them, or the cell or parameter itself.
  package internal(set) var sentences: [Sentence] = []
  /// The stages, in the order of the pipeline.
  package internal(set) var stages: [Dependent] = []
  /// Stages of which nothing is recorded, so that it is not known what they rest on.
  package internal(set) var unknown: [String] = []
  /// Stages whose numbers come from the committed copy.
  package internal(set) var notRebuilt: [String] = []
}

extension Audit {
  /// So many numbers are asked for what a cell does to them.
  private static let mostEffects = 500

  /// What rests on something that a person names: a number, a stage, a parameter, or `path` as the
  /// project knows it, with a line and a field or a cell behind it.
  ///
  /// - Throws: `AuditError.nothingCalled` when nothing is called so; what `listing` throws.
  package mutating func impact(of text: String, path: String) throws -> Impact {
    let (subject, isThere) = try self.subject(text, path: path)
    let listing = try listing()
    let reaching = Reaching(subject, in: self)
    var impact = Impact(name: text, subject: subject, isThere: isThere)
    impact.unknown = reaching.unknown.map { pipeline[$0] }.filter { !$0.isMachine }.map(\.name)
    impact.notRebuilt = listing.notRebuilt.filter { name in
      pipeline.stage(named: name).map { reaching.numbers[$0.id] != nil } ?? false
    }
    for line in listing.lines {
      guard let (stage, name) = reference(line.id), let reach = reaching.numbers[stage.id]?[name]
      else { continue }
      var entry: Listing.Entry?
      if case .number(let known) = line { entry = known }
      impact.numbers.append(
        Impact.Affected(id: line.id, entry: entry, reach: reach, effects: []))
    }
    impact.sentences = try sentences(stating: Set(impact.numbers.map(\.id)), or: subject)
    impact.numbers = effects(impact.numbers, subject)
    let stated = Set(impact.sentences.compactMap(\.claim.target))
    impact.numbers =
      impact.numbers.filter { stated.contains($0.id) }
      + impact.numbers.filter { !stated.contains($0.id) }
    impact.stages = pipeline.order.compactMap { id in
      guard let reach = reaching.stages[id], reach != .itself || !reaching.isAsked(id, subject)
      else { return nil }
      let stage = pipeline[id]
      return Impact.Dependent(
        name: stage.name, isReader: reaching.readers.contains(id),
        outputs: stage.numbers == nil && !stage.isMachine ? stage.outputs.map(\.path) : [])
    }
    return impact
  }

  private func effects(_ numbers: [Impact.Affected], _ subject: Subject) -> [Impact.Affected] {
    switch subject {
    case .cells, .parameters: break
    case .files, .stages, .number: return numbers
    }
    guard numbers.count <= Self.mostEffects else { return numbers }
    return numbers.map { affected in
      guard affected.reach.contains(.arithmetic), let (stage, name) = reference(affected.id),
        let replay = replay(of: stage.id), let number = replay.holding.file[name]
      else { return affected }
      return Impact.Affected(
        id: affected.id, entry: affected.entry, reach: affected.reach,
        effects: effects(of: subject, on: number, of: replay))
    }
  }

  /// The sentences that state one of some numbers, or what was asked for itself.
  private mutating func sentences(
    stating ids: Set<String>, or subject: Subject
  ) throws -> [Sentence] {
    var sentences: [Sentence] = []
    for manuscript in pipeline.manuscripts {
      guard let paper = try? Self.paper(manuscript, in: pipeline) else { continue }
      var audit = self
      defer { self = audit }
      sentences += try Sentence.all(
        in: paper, of: manuscript, names: pipeline.instanceNames
      ) { try audit.expected($0) }
    }
    return sentences.filter { sentence in
      if sentence.claim.target.map(ids.contains) ?? false { return true }
      guard case .setting(let setting)? = sentence.claim.expected else { return false }
      switch subject {
      case .parameters(let names):
        return names.contains { setting.target == "parameters.\($0)" }
      case .cells(let path, let lines, let columns):
        return setting.place.file == path && lines.contains(setting.place.line)
          && columns?.contains(setting.place.column) ?? true
      case .files(let pattern):
        return setting.place.file != pipeline.file && pattern.covers(setting.place.file)
      case .stages, .number: return false
      }
    }
  }
}

extension Reaching {
  /// Whether a stage is what was asked for.
  fileprivate func isAsked(_ id: StageID, _ subject: Subject) -> Bool {
    switch subject {
    case .stages(let ids): ids.contains(id)
    case .number(id, _): true
    default: false
    }
  }
}

// MARK: - What is meant

extension Audit {
  /// What a text means, and whether that is there.
  private mutating func subject(
    _ text: String, path: String
  ) throws -> (subject: Subject, isThere: Bool) {
    if let (stage, name) = reference(text), case .held(let holding) = try standing(of: stage.id),
      holding.file[name] != nil
    {
      return (.number(stage.id, name: name), true)
    }
    let stages = pipeline.stages.filter {
      $0.name == text || [$0.family, "\($0.family)@*"].contains(text)
    }
    if !stages.isEmpty { return (.stages(stages.map(\.id)), true) }
    let prefix = "parameters."
    let name = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    let parameters = pipeline.parameters.map(\.name).filter {
      $0 == name || $0.hasPrefix(name + ".")
    }
    if !parameters.isEmpty { return (.parameters(parameters), true) }
    let known = recordedPaths()
    for written in [text, path] {
      if let found = try place(written, known) { return found }
    }
    throw AuditError.nothingCalled(text, near: near(text, known))
  }

  /// A file, a folder, a glob, or a place in a file.
  private func place(
    _ text: String, _ known: [String]
  ) throws -> (subject: Subject, isThere: Bool)? {
    if let pattern = PathPattern(text: text) {
      let isThere = try isThere(pattern)
      let isKnown = known.contains { Subject.files(pattern).covers($0, isFolder: true) }
      if isThere || isKnown { return (.files(pattern), isThere) }
    }
    guard let (path, lines, columns) = Self.parts(of: text),
      let pattern = PathPattern(text: path), case .path(let name, _) = pattern
    else { return nil }
    let isThere = try Files.status(name)?.kind == .file
    guard isThere || known.contains(where: { $0 == name }) else { return nil }
    return (.cells(path: name, lines: lines, columns: columns), isThere)
  }

  private func isThere(_ pattern: PathPattern) throws -> Bool {
    switch pattern {
    case .path(let path, _): return try Files.status(path) != nil
    case .glob(let glob):
      let folder = glob.base.isEmpty ? "." : glob.base
      guard try Files.status(folder)?.kind == .folder else { return false }
      var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
      return try disk.tree(of: folder, as: .input).entries.contains {
        glob.matches(glob.base.isEmpty ? $0.name : "\(glob.base)/\($0.name)")
      }
    }
  }

  /// `path:12`, `path:12:3`, `path#B2`, `path#B2:C5`.
  private static func parts(
    of text: String
  ) -> (path: String, lines: ClosedRange<Int>, columns: ClosedRange<Int>?)? {
    if let hash = text.lastIndex(of: "#"),
      let block = CellBlock(path: String(text[..<hash]), corners: text[text.index(after: hash)...])
    {
      return (block.path, block.lines, block.columns)
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for count in [2, 1] where parts.count > count {
      let numbers = parts.suffix(count).compactMap { Int($0) }
      guard numbers.count == count, numbers.allSatisfy({ $0 > 0 }) else { continue }
      let path = parts.dropLast(count).joined(separator: ":")
      return (path, numbers[0]...numbers[0], count == 2 ? numbers[1]...numbers[1] : nil)
    }
    return nil
  }

  /// Every path that a record names as read.
  private func recordedPaths() -> [String] {
    var paths: Set<String> = []
    for stage in pipeline.stages {
      guard let record = (try? Records.read(stage.name, isMachine: stage.isMachine)) ?? nil else {
        continue
      }
      paths.formUnion(RecordedInputs(of: record).lines.map(\.path))
    }
    return paths.sorted()
  }

  private mutating func near(_ text: String, _ known: [String]) -> String? {
    let numbers = (try? listing().lines.map(\.id)) ?? []
    return Nearest.word(
      to: text,
      among: pipeline.stages.map(\.name) + pipeline.parameters.map(\.name) + numbers + known)
  }
}
