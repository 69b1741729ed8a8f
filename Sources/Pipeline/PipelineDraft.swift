import YAML

/// What the keys of the top level say, of the main file and of all it includes; stages wait until
/// the parameters are known.
struct PipelineDraft: Sendable {
  private var version = ""
  private(set) var sources: [SourceRule] = []
  private(set) var code = CodeRule.usual
  private(set) var exclusions: [Exclusion] = []
  private(set) var parameters = ParameterTable()
  private(set) var pools = PoolTable()
  private(set) var manuscripts: [Manuscript.Draft] = []
  /// The pairs under `compares`.
  private(set) var comparisons: [[Word]] = []
  private(set) var tolerances: [Tolerance] = []
  /// The entries under `defaults`.
  private(set) var defaults: [Node.Entry] = []
  /// The entries under `stages`.
  private(set) var stages: [Node.Entry] = []
  private var parameterFiles: [ProjectPath] = []

  /// What one file says.
  private struct Part: Sendable {
    var version = ""
    var sources: [SourceRule] = []
    var code: CodeRule?
    var exclusions: [Exclusion] = []
    var parameters: Node?
    var parameterFiles: [ProjectPath] = []
    var includes: [ProjectPath] = []
    var pools: [Node.Entry] = []
    var defaults: [Node.Entry] = []
    var stages: [Node.Entry]?
    var manuscripts: [Manuscript.Draft] = []
    var comparisons: [[Word]] = []
    var tolerances: [Tolerance] = []
  }

  /// The keys that any file of a pipeline may have.
  private static let fields: [Field<Part>] = [
    Field("assay", \.version, Read.text),
    Field("include", \.includes, ProjectPath.plainList),
    Field("sources", \.sources, SourceRule.list),
    Field("parameters", \.parameters) { (node) in node },
    Field("parameters_from", \.parameterFiles, ProjectPath.plainList),
    Field("exclude", \.exclusions, Exclusion.list),
    Field("pools", \.pools, Read.entries),
    Field("stages", \.stages, Read.entries),
    Field("manuscripts", \.manuscripts, Manuscript.Draft.list),
    Field("compares", \.comparisons, Comparison.list),
  ]

  /// The keys that only the main file may have.
  private static let mainFields: [Field<Part>] = [
    Field("code", \.code) { (node) throws(Pipeline.Fault) in try CodeRule.read(node) },
    Field("defaults", \.defaults, Read.entries),
    Field("tolerances", \.tolerances, Tolerance.list),
  ]

  /// Reads the main file, which must say its version and have stages.
  init(main root: Node) throws(Pipeline.Fault) {
    try Self.checkVersion(root, isNeeded: true)
    let part = try Field.read(
      root, into: Part(), of: "the pipeline", Self.fields + Self.mainFields)
    if part.stages == nil, part.includes.isEmpty {
      throw Pipeline.Fault(.keyMissing("stages", of: "the pipeline"), at: root.mark)
    }
    code = part.code ?? .usual
    defaults = part.defaults
    tolerances = part.tolerances
    try join(part)
  }

  /// Reads an included file.
  mutating func join(_ root: Node) throws(Pipeline.Fault) {
    try Self.checkVersion(root, isNeeded: false)
    for entry in try Read.entries(root)
    where Self.mainFields.contains(where: { $0.name == entry.key }) {
      throw Pipeline.Fault(.keyOfMainFile(entry.key), at: entry.mark)
    }
    try join(try Field.read(root, into: Part(), of: "an included file", Self.fields))
  }

  private mutating func join(_ part: Part) throws(Pipeline.Fault) {
    sources += part.sources
    exclusions += part.exclusions
    parameterFiles += part.parameterFiles
    if let node = part.parameters { try parameters.add(node) }
    try pools.add(part.pools)
    stages += part.stages ?? []
    manuscripts += part.manuscripts
    comparisons += part.comparisons
  }

  /// Reads the files that parameters come from.
  mutating func readParameters(
    _ files: inout PipelineFiles
  ) throws(Pipeline.Fault) -> [ParameterFile] {
    var read: [ParameterFile] = []
    for path in parameterFiles {
      let number = files.texts.count
      let (root, bytes) = try files.document(path)
      try parameters.add(root)
      read.append(ParameterFile(path: path.text, bytes: bytes, number: number))
    }
    return read
  }

  /// Reads the files that claims stand in.
  mutating func readClaims(_ files: inout PipelineFiles) throws(Pipeline.Fault) {
    for index in manuscripts.indices { try manuscripts[index].readClaims(&files) }
  }

  /// The version stands before everything else: another one may have other keys.
  private static func checkVersion(_ root: Node, isNeeded: Bool) throws(Pipeline.Fault) {
    guard let entry = try Read.entries(root).first(where: { $0.key == "assay" }) else {
      guard isNeeded else { return }
      throw Pipeline.Fault(.keyMissing("assay", of: "the pipeline"), at: root.mark)
    }
    let version: String
    do { version = try Read.text(entry.value) } catch { throw error.naming(entry) }
    if version != "1" { throw Pipeline.Fault(.versionUnknown(version), at: entry.value.mark) }
  }
}
