package import Audit
import Host
package import Text

/// What is sealed as an in-toto Statement v1 with a SLSA provenance v1 predicate.
///
/// Subjects are what came out of the analysis, resolved dependencies are the commit and what went into
/// it. What they say stands in their annotations, so that any reader of the two formats takes the whole.
package struct Statement: Hashable, Sendable {
  /// What is sealed.
  package let sealed: Sealed
  /// The version of the tool that stated it.
  package let version: String

  package init(_ sealed: Sealed, version: String) {
    self.sealed = sealed
    self.version = version
  }

  private static let type = "https://in-toto.io/Statement/v1"
  private static let predicateType = "https://slsa.dev/provenance/v1"
  private static let buildType = "urn:assay:pipeline:v1"
  /// Whoever ran the pipeline on a machine of their own: nothing is known of it (SLSA Build L1).
  private static let builder = "urn:assay:builder:local:v1"
}

// MARK: - Written

extension Statement {
  /// The statement; the same project at the same commit always gives the same.
  package var json: JSON {
    let results = sealed.files.filter(\.role.isResult)
    let inputs = sealed.files.filter { !$0.role.isResult }
    return .object([
      ("_type", .string(Self.type)), ("subject", .array(results.map(Self.descriptor))),
      ("predicateType", .string(Self.predicateType)),
      (
        "predicate",
        .object([
          (
            "buildDefinition",
            .object([
              ("buildType", .string(Self.buildType)), ("externalParameters", parameters),
              ("resolvedDependencies", .array([commit] + inputs.map(Self.descriptor))),
            ])
          ),
          (
            "runDetails",
            .object([
              (
                "builder",
                .object([
                  ("id", .string(Self.builder)),
                  ("version", .object([("assay", .string(version))])),
                ])
              )
            ])
          ),
        ])
      ),
    ])
  }

  private var parameters: JSON {
    .object([
      ("pipeline", .string(sealed.pipeline)),
      ("parameters", .object(sealed.parameters.map { ($0.name, .string($0.text)) })),
    ])
  }

  private var commit: JSON {
    .object([
      ("name", "commit"),
      (
        "digest",
        .object([("gitCommit", .string(sealed.commit)), ("gitTree", .string(sealed.tree))])
      ),
      ("annotations", .object([("date", .string(sealed.date))])),
    ])
  }

  private static func descriptor(_ file: SealedFile) -> JSON {
    var annotations: [(String, JSON)] = [("role", .string(file.role.rawValue))]
    if !file.isCommitted { annotations.append(("committed", false)) }
    if !file.numbers.isEmpty {
      annotations.append(("numbers", .array(file.numbers.map(json))))
    }
    if !file.claims.isEmpty { annotations.append(("claims", .array(file.claims.map(json)))) }
    return .object([
      ("name", .string(file.path)), ("digest", .object([("sha256", .string(file.digest.hex))])),
      ("annotations", .object(annotations)),
    ])
  }

  private static func json(_ number: SealedNumber) -> JSON {
    .object([
      ("name", .string(number.name)), ("value", JSON(number.value)), ("unit", .string(number.unit)),
      ("uncertainty", number.uncertainty.map { JSON($0) } ?? .null),
      ("class", .string(number.grade)), ("printed", .string(number.printed)),
    ])
  }

  private static func json(_ claim: SealedClaim) -> JSON {
    .object([
      ("line", JSON(claim.line)), ("column", JSON(claim.column)), ("text", .string(claim.text)),
      ("number", .string(claim.target)), ("verdict", .string(claim.verdict)),
    ])
  }
}

// MARK: - Read

extension Statement {
  /// Reads a statement that this tool made.
  ///
  /// - Throws: A diagnostic for what is none, with its place in the payload.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let reader = StatementReader(json: try JSON.read(bytes, file: file), file: file)
    let root = reader.json
    try reader.expect(root["_type"], Self.type, "the statement is of another type")
    try reader.expect(root["predicateType"], Self.predicateType, "the predicate is of another type")
    let build = root["predicate"]?["buildDefinition"]
    try reader.expect(build?["buildType"], Self.buildType, "it was not made by assay")
    let tool = root["predicate"]?["runDetails"]?["builder"]?["version"]
    version = try reader.text(tool?["assay"], "the version of assay")
    let dependencies = try reader.list(build?["resolvedDependencies"], "the dependencies")
    let commit = dependencies.first
    let digest = commit?["digest"]
    let external = build?["externalParameters"]
    var parameters: [Sealed.Parameter] = []
    for member in external?["parameters"]?.members ?? [] {
      let text = try reader.text(member.value, "the text of a parameter")
      parameters.append(Sealed.Parameter(name: member.key, text: text))
    }
    var files: [SealedFile] = []
    for item in try reader.list(root["subject"], "the subjects") + dependencies.dropFirst() {
      files.append(try reader.file(item))
    }
    try reader.refuseTwins(files)
    sealed = Sealed(
      commit: try reader.text(digest?["gitCommit"], "the commit"),
      tree: try reader.text(digest?["gitTree"], "the tree of the commit"),
      date: try reader.text(commit?["annotations"]?["date"], "the date of the commit"),
      pipeline: try reader.text(external?["pipeline"], "the pipeline"),
      parameters: parameters,
      files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }
}

/// Takes the parts of a statement, each of which must be what it should.
private struct StatementReader {
  let json: JSON
  let file: String

  func fault(_ message: String, at value: JSON?) -> Diagnostic {
    let value = value ?? json
    return Diagnostic(message, at: Place(file: file, line: value.line, column: value.column))
  }

  func expect(_ value: JSON?, _ text: String, _ message: String) throws(Diagnostic) {
    guard value?.string == text else { throw fault("\(message) (`\(text)` is wanted)", at: value) }
  }

  func text(_ value: JSON?, _ what: String) throws(Diagnostic) -> String {
    guard let text = value?.string else { throw fault("\(what) is missing or no text", at: value) }
    return text
  }

  func list(_ value: JSON?, _ what: String) throws(Diagnostic) -> [JSON] {
    guard let list = value?.array else { throw fault("\(what) are missing or no list", at: value) }
    return list
  }

  func file(_ item: JSON) throws(Diagnostic) -> SealedFile {
    let path = try text(item["name"], "the name of a file")
    let isPath = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
    }
    guard isPath, !path.utf8.contains(0) else {
      throw fault("`\(Escaped(path))` is no path of the project", at: item["name"])
    }
    let says = item["annotations"]
    guard let digest = item["digest"]?["sha256"]?.string.flatMap({ Digest(hex: $0) }) else {
      throw fault("`\(Escaped(path))` has no SHA-256", at: item)
    }
    guard let role = says?["role"]?.string.flatMap(SealedFile.Role.init) else {
      throw fault("it is not said what `\(Escaped(path))` is", at: item)
    }
    var numbers: [SealedNumber] = []
    for number in says?["numbers"]?.array ?? [] { numbers.append(try self.number(number)) }
    var claims: [SealedClaim] = []
    for claim in says?["claims"]?.array ?? [] { claims.append(try self.claim(claim)) }
    return SealedFile(
      path: path, role: role, digest: digest, isCommitted: says?["committed"]?.bool ?? true,
      numbers: numbers, claims: claims)
  }

  func number(_ json: JSON) throws(Diagnostic) -> SealedNumber {
    guard let value = json["value"]?.double else { throw fault("a number has no value", at: json) }
    return SealedNumber(
      name: try text(json["name"], "the name of a number"), value: value,
      unit: try text(json["unit"], "the unit of a number"),
      uncertainty: json["uncertainty"]?.double,
      grade: try text(json["class"], "the class of a number"),
      printed: try text(json["printed"], "the printed number"))
  }

  func claim(_ json: JSON) throws(Diagnostic) -> SealedClaim {
    guard let line = json["line"]?.int, let column = json["column"]?.int else {
      throw fault("a claim has no place", at: json)
    }
    return SealedClaim(
      line: line, column: column, text: try text(json["text"], "the text of a claim"),
      target: try text(json["number"], "the number of a claim"),
      verdict: try text(json["verdict"], "the verdict of a claim"))
  }

  func refuseTwins(_ files: [SealedFile]) throws(Diagnostic) {
    var seen: Set<String> = []
    for file in files where !seen.insert(file.path).inserted {
      throw fault("`\(Escaped(file.path))` is sealed twice", at: json["subject"])
    }
  }
}
