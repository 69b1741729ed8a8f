package import Host
import Text

/// What a recipe produced, as it is committed: project lines, outputs, numbers, by which key.
///
/// It holds no time, host or version: the same result gives the same bytes.
package struct Record: Hashable, Sendable {
  /// One number as the record states it; the file of numbers says how it came about.
  package struct Value: Hashable, Sendable {
    package let name: String
    package let value: Double
    package let uncertainty: Double?
    package let unit: String

    package init(name: String, value: Double, uncertainty: Double?, unit: String) {
      self.name = name
      self.value = value
      self.uncertainty = uncertainty
      self.unit = unit
    }
  }

  package let stage: String
  package let recipe: Digest
  package let key: Digest
  package let project: [ManifestLine]
  /// The lines of the machine that made it; `nil` when their description is missing.
  package let machine: [ManifestLine]?
  /// What the stage read outside of the project where it was made, as lines `package`; no part of the
  /// key unless the machine's lines hold them too.
  package let packages: [ManifestLine]
  package let outputs: [Action.Output]
  /// The file that holds the stage's numbers, and its digest.
  package let numbers: Action.Output?
  package let values: [Value]

  package init(
    stage: String, manifest: Manifest, outputs: [Action.Output], numbers: Action.Output?,
    values: [Value], packages: [ManifestLine] = []
  ) {
    self.stage = stage
    recipe = manifest.recipe
    key = manifest.key
    project = manifest.project
    machine = manifest.machine
    self.outputs = outputs
    self.numbers = numbers
    self.values = values
    self.packages = packages
  }

  /// Whether what was read outside of the project counts in its key; `nil` when the machine is not known.
  package var isStrict: Bool? { machine.map { $0.contains { $0.kind == .strict } } }

  /// The whole manifest, when the machine is known.
  package var manifest: Manifest? { machine.map { Manifest(project + $0) } }
}

/// What is wrong with a record; a record that does not hold is ignored and written anew.
package enum RecordFault: Error, Hashable, Sendable {
  /// Not JSON, git's conflict markers, a missing field, another version.
  case unreadable(path: String)
  /// A link, a folder, a pipe: git and we write records as files.
  case notAFile(path: String)
  /// More bytes than any record has.
  case tooLarge(path: String)
  /// The recipe or key is not the digest of the lines that stand beside it, the outputs are not those
  /// of its lines, or it speaks of another stage.
  case contradicts(path: String)
  /// It names what is no path of the project.
  case leaves(path: String, named: String)
}

extension RecordFault: CustomStringConvertible {
  package var description: String { "\(Escaped(path)) \(reason); ignored" }

  /// What is wrong, without the path.
  package var reason: String {
    switch self {
    case .unreadable: "cannot be read as a record"
    case .notAFile: "is no file, and so no record"
    case .tooLarge: "is longer than the \(Records.limit) bytes a record may have"
    case .contradicts: "contradicts itself (its key is not that of its lines)"
    case .leaves(_, let named): "names `\(Escaped(named))`, which is no path of the project"
    }
  }

  private var path: String {
    switch self {
    case .unreadable(let path), .notAFile(let path), .tooLarge(let path), .contradicts(let path),
      .leaves(let path, _):
      path
    }
  }
}

extension Record {
  /// The record as its file holds it, one fact a line; `machine` names the machine's description
  /// or holds its lines.
  func text(machine: JSON) -> String {
    var members: [(String, JSON)] = [
      ("assay", "record/1"), ("stage", .string(stage)), ("recipe", .string(recipe.hex)),
      ("key", .string(key.hex)), ("machine", machine),
      ("project", .array(project.map(\.json))), ("outputs", .array(outputs.map(\.json))),
    ]
    if let numbers {
      members.append(("numbers", numbers.json))
      members.append(("values", .array(values.map(\.json))))
    }
    return JSON.object(members).oneFactALine
  }

  /// Reads a record and holds it against itself.
  init(
    _ json: JSON, path: String, machine: [ManifestLine]?, packages: [ManifestLine] = []
  ) throws(RecordFault) {
    guard json["assay"]?.string == "record/1", let stage = json["stage"]?.string,
      let recipe = json["recipe"]?.string.flatMap(Digest.init(hex:)),
      let key = json["key"]?.string.flatMap(Digest.init(hex:)),
      let project = json["project"]?.array, let outputs = json["outputs"]?.array
    else { throw .unreadable(path: path) }
    self.stage = stage
    self.recipe = recipe
    self.key = key
    self.project = project.compactMap(ManifestLine.init)
    self.outputs = outputs.compactMap(Action.Output.init)
    self.machine = machine
    self.packages = packages
    numbers = json["numbers"].flatMap(Action.Output.init)
    let values = json["values"]?.array
    self.values = values?.compactMap(Value.init) ?? []
    guard self.project.count == project.count, self.outputs.count == outputs.count,
      self.values.count == values?.count ?? 0, (numbers == nil) == (json["numbers"] == nil),
      (values == nil) == (numbers == nil), (values == nil) == (json["values"] == nil)
    else { throw .unreadable(path: path) }
    if let named = strangePath { throw .leaves(path: path, named: named) }
    let manifest = Manifest(self.project + (machine ?? []))
    guard manifest.recipe == recipe, machine == nil || manifest.key == key, hasOutputsOfItsLines
    else { throw .contradicts(path: path) }
  }

  /// The first path that does not lie in the project.
  private var strangePath: String? {
    let paths = outputs.map(\.path) + [numbers?.path].compactMap(\.self)
    return (project + (machine ?? [])).lazy.compactMap(\.strangePath).first
      ?? paths.first { !isInProject($0) }
  }

  /// The key covers which outputs there are; what the record says came out must be of these.
  private var hasOutputsOfItsLines: Bool {
    let declared = project.filter { $0.kind == .output }.map { $0.fields.dropFirst().first }
    guard Set(declared) == Set(outputs.map(\.path)), declared.count == outputs.count else {
      return false
    }
    guard let numbers else { return true }
    return outputs.contains { output in
      switch output.content.kind {
      case .file, .executable:
        output.path == numbers.path && output.content.digest == numbers.content.digest
      case .link: output.path == numbers.path
      case .folder: numbers.path.utf8.starts(with: "\(output.path)/".utf8)
      }
    }
  }
}

extension Record.Value {
  fileprivate var json: JSON {
    [.string(name), JSON(value), uncertainty.map { JSON($0) } ?? .null, .string(unit)]
  }

  fileprivate init?(_ json: JSON) {
    guard let fields = json.array, fields.count == 4, let name = fields[0].string,
      let value = fields[1].double, let unit = fields[3].string,
      fields[2].kind == .null || fields[2].double != nil
    else { return nil }
    self.init(name: name, value: value, uncertainty: fields[2].double, unit: unit)
  }
}

extension JSON {
  /// An object with each member, and each item of a list of lists, on a line of its own: so that git
  /// shows and merges facts, whatever their length.
  var oneFactALine: String {
    let lines = (members ?? []).map { member in
      let items = member.value.array ?? []
      guard !items.isEmpty, items.allSatisfy({ $0.array != nil }) else {
        return "  \(JSON(member.key).compact): \(member.value.compact)"
      }
      return "  \(JSON(member.key).compact): [\n"
        + items.map { "    " + $0.compact }.joined(separator: ",\n") + "\n  ]"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
