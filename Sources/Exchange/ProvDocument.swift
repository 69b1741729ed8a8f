import Audit
import Git
import Host
import Pipeline
import Quantity
import Store
import Text

/// The project in W3C PROV: stages, commits, files, cells, numbers, people, and how one came from the
/// other, as PROV-JSON.
///
/// Every relation has a name of its own, made from what it says: so that nothing is lost on the way
/// through programs that give nameless ones new names.
package struct ProvDocument {
  private let dossier: Dossier
  private var records: [Kind: [(String, JSON)]] = [:]
  private var seen: Set<String> = []
  private var files: [Artifact: String] = [:]
  private var paths: Set<String> = []

  /// What a record is, in the order of the document.
  private enum Kind: String, CaseIterable {
    case entity, activity, agent, used, wasGeneratedBy, wasDerivedFrom, wasAssociatedWith
    case wasAttributedTo

    /// What a relation leads from and to.
    var ends: (String, String) {
      switch self {
      case .used: ("prov:activity", "prov:entity")
      case .wasGeneratedBy: ("prov:entity", "prov:activity")
      case .wasDerivedFrom: ("prov:generatedEntity", "prov:usedEntity")
      case .wasAssociatedWith: ("prov:activity", "prov:agent")
      case .wasAttributedTo: ("prov:entity", "prov:agent")
      case .entity, .activity, .agent: ("", "")
      }
    }
  }

  /// The namespaces: whatever is named in one is of this project.
  private static let prefixes = [
    "assay", "cell", "commit", "file", "number", "parameter", "person", "relation", "stage",
  ]

  /// Tells a project; `engine` is the version of this program.
  package init(_ dossier: Dossier, engine: String) {
    self.dossier = dossier
    add(
      .agent, "assay:assay",
      [
        ("prov:type", Self.name("prov:SoftwareAgent")), ("prov:label", "Assay"),
        ("assay:version", .string(engine)),
      ])
    for path in dossier.sources {
      if let content = dossier.content(of: path) { _ = file(Artifact(path, content)) }
    }
    for facts in dossier.stages { addStage(facts) }
    for facts in dossier.stages { addNumbers(of: facts) }
  }

  /// The document.
  package var text: String {
    let prefixes = Self.prefixes.map { ($0, JSON.string("urn:x-assay:\($0):")) }
    return JSON.object(
      [("prefix", .object(prefixes))]
        + Kind.allCases.compactMap { kind in
          records[kind].map { (kind.rawValue, .object($0)) }
        }
    ).pretty
  }

  /// How much it tells.
  package var notes: [String] { dossier.notes }
}

// MARK: - What there is

extension ProvDocument {
  private mutating func addStage(_ facts: StageFacts) {
    let name = Self.local(facts.stage.name)
    if let record = facts.record {
      let activity = "stage:\(name)"
      addActivity(
        activity, facts, facts.lines, end: facts.ended, status: "completed",
        [
          ("assay:recipe", .string(record.recipe.hex)), ("assay:key", .string(record.key.hex)),
          ("assay:seconds", facts.seconds.map(Self.double)),
        ])
      for output in record.outputs {
        relate(.wasGeneratedBy, file(Artifact(output.path, output.content)), activity)
      }
      if let commit = facts.commit {
        let recorded = addCommit(commit)
        let path = Layout.record(of: facts.stage.name, isMachine: false)
        if let content = dossier.content(of: path) {
          let entity = file(Artifact(path, content))
          relate(.wasGeneratedBy, entity, recorded)
          relate(.wasDerivedFrom, entity, to: record.outputs)
        }
      }
    }
    if let failure = facts.failed {
      addActivity(
        "stage:\(name)/failed", facts, failure.lines, end: failure.ended, status: "failed",
        [
          ("assay:error", .string(failure.message)),
          ("assay:seconds", failure.seconds.map(Self.double)),
        ])
    }
  }

  private mutating func relate(
    _ kind: Kind, _ record: String, to outputs: [Action.Output]
  ) {
    for output in outputs { relate(kind, record, file(Artifact(output.path, output.content))) }
  }

  private mutating func addActivity(
    _ activity: String, _ facts: StageFacts, _ lines: [ManifestLine], end: String?,
    status: String, _ attributes: [(String, JSON?)]
  ) {
    let command = RunCrate.shown(lines.command, isShell: facts.stage.command.isShell)
    add(
      .activity, activity,
      [
        ("prov:endTime", end.map(JSON.string)), ("prov:type", Self.name("assay:Stage")),
        ("prov:label", .string(facts.stage.name)), ("assay:status", .string(status)),
        ("assay:command", .string(command)),
      ] + attributes)
    relate(.wasAssociatedWith, activity, "assay:assay")
    for input in lines.inputs + lines.programs { relate(.used, activity, file(input)) }
    for line in lines where line.kind == .parameter && line.fields.count == 4 {
      let (name, text) = (line.fields[1], line.fields[3])
      let isCurrent = dossier.pipeline.parameters.contains { $0.name == name && $0.text == text }
      let suffix = isCurrent ? "" : "@@\(Address.short(.of(text)))"
      let entity = "parameter:\(Self.local(name))\(suffix)"
      add(
        .entity, entity,
        [
          ("prov:type", Self.name("assay:Parameter")), ("prov:label", .string(name)),
          ("prov:value", .string(text)),
        ])
      relate(.used, activity, entity)
    }
  }

  private mutating func addNumbers(of facts: StageFacts) {
    guard let leaves = dossier.leaves[facts.stage.name] else { return }
    for entry in dossier.numbers[facts.stage.name] ?? [] {
      let number = entry.number
      let entity = "number:\(Self.local(entry.id))"
      add(
        .entity, entity,
        [
          ("prov:type", Self.name("assay:Number")), ("prov:label", .string(entry.id)),
          ("prov:value", Self.double(number.value)), ("assay:unit", .string(number.unit.symbol)),
          ("assay:standardUncertainty", number.uncertainty.map { Self.double($0.standard) }),
          ("assay:class", .string(entry.grade.rawValue)),
          ("assay:printed", .string(number.printed)),
          ("assay:definition", number.definition.map(JSON.string)),
        ])
      relate(.wasGeneratedBy, entity, "stage:\(Self.local(facts.stage.name))")
      for leaf in leaves.of(number) { relate(.wasDerivedFrom, entity, self.leaf(leaf, facts)) }
    }
  }

  private mutating func leaf(_ leaf: Leaves.Leaf, _ facts: StageFacts) -> String {
    switch leaf {
    case .number(let id): return "number:\(Self.local(id))"
    case .parameter(let name): return "parameter:\(Self.local(name))"
    case .cell(let path, let place, let text):
      let entity = "cell:\(Self.local(path))/\(Self.local(place))"
      add(
        .entity, entity,
        [
          ("prov:type", Self.name("assay:Cell")), ("prov:label", .string("\(path) \(place)")),
          ("prov:value", text.map(JSON.string)),
        ])
      if let input = facts.lines.inputs.first(where: { $0.path == path }) {
        relate(.wasDerivedFrom, entity, file(input))
      }
      return entity
    }
  }

  /// A file or folder with certain bytes, and the commit that brought it.
  private mutating func file(_ artifact: Artifact) -> String {
    if let known = files[artifact] { return known }
    // A path that had other bytes before is told apart by its digest.
    let isFirst = paths.insert(artifact.path).inserted
    let suffix = isFirst ? "" : "@@\(Address.short(artifact.content.digest))"
    let entity = "file:\(Self.local(artifact.path))\(suffix)"
    files[artifact] = entity
    let pipeline = dossier.pipeline
    let isMade = pipeline.maker(of: artifact.path) != nil
    let rule = isMade || pipeline.isCode(artifact.path) ? nil : pipeline.source(of: artifact.path)
    add(
      .entity, entity,
      [
        ("prov:type", Self.name(artifact.isFolder ? "assay:Folder" : "assay:File")),
        ("prov:label", .string(artifact.path)),
        ("assay:sha256", .string(artifact.content.digest.hex)),
        ("assay:origin", rule.map { .string($0.origin.rawValue) }),
        ("assay:reference", rule?.reference.map(JSON.string)),
      ])
    if !isMade, dossier.content(of: artifact.path)?.digest == artifact.content.digest,
      let commit = dossier.commit(of: artifact.path)
    {
      relate(.wasGeneratedBy, entity, addCommit(commit))
      relate(.wasAttributedTo, entity, person(commit))
    }
    return entity
  }

  private mutating func addCommit(_ commit: Commit) -> String {
    let activity = "commit:\(commit.id)"
    add(
      .activity, activity,
      [
        ("prov:endTime", .string(StageFacts.time(ofSeconds: commit.seconds))),
        ("prov:type", Self.name("assay:Commit")), ("prov:label", .string(commit.subject)),
      ])
    relate(.wasAssociatedWith, activity, person(commit))
    return activity
  }

  private mutating func person(_ commit: Commit) -> String {
    let agent =
      "person:\(Address.short(Digest.of("\(commit.author) <\(commit.email)>")))"
    add(
      .agent, agent,
      [("prov:type", Self.name("prov:Person")), ("prov:label", .string(commit.author))])
    return agent
  }
}

// MARK: - Writing

extension ProvDocument {
  private mutating func add(_ kind: Kind, _ name: String, _ attributes: [(String, JSON?)]) {
    guard seen.insert(name).inserted else { return }
    let known = attributes.compactMap { key, value in value.map { (key, $0) } }
    records[kind, default: []].append((name, .object(known)))
  }

  private mutating func relate(_ kind: Kind, _ one: String, _ other: String) {
    let digest = Digest.of("\(kind.rawValue) \(one) \(other)")
    let (from, to) = kind.ends
    add(
      kind, "relation:\(digest.hex.prefix(20))", [(from, .string(one)), (to, .string(other))])
  }

  private static func name(_ qualified: String) -> JSON {
    .object([("$", .string(qualified)), ("type", "xsd:QName")])
  }

  private static func double(_ value: Double) -> JSON {
    .object([("$", .string("\(value)")), ("type", "xsd:double")])
  }

  /// A text as the local part of a name, in which a dot may stand at neither end.
  private static func local(_ text: String) -> String {
    var name = Address.encoded(text)
    if name.hasPrefix(".") { name = "%2E" + name.dropFirst() }
    if name.hasSuffix(".") { name = name.dropLast() + "%2E" }
    return name
  }
}
