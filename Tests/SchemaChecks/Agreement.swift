import Text
package import YAML

/// Whether the schemas and the reader of pipelines say the same.
package enum Agreement {
  /// The rules of the reader that no JSON Schema can say, by the names of their facts or of a whole
  /// kind of facts, below the reason.
  package static let beyond: [String: [String]] = [
    "names are declared elsewhere in the file, and shells have quotes": [
      "braces.nested", "braces.outputNotNamed", "braces.outputUnknown", "braces.parameterNotTaken",
      "braces.parameterUnknown", "braces.referenceUnknown", "braces.secondOutput",
      "braces.severalWords", "braces.stageUnknown", "braces.takesItself", "braces.wildcardInValue",
      "braces.wordInQuotes", "claim.condition", "claim.noNumber", "claim.target",
      "value.poolUnknown",
    ],
    "keys of a stage are held against those of the defaults": ["value.strictUnobserved"],
    "paths of different keys or stages are held against each other": [
      "foreach.outputShared", "foreach.tableIsOutput", "graph", "path.exclusionIsMade",
      "path.inputExcluded", "path.numbersOutside",
    ],
    "names of different stages or files are held against each other": [
      "shape.givenTwice", "value.nameCaseClash", "value.valueCaseClash",
    ],
    "one name can be written in two ways: X and {name: X}, x.yaml and ./x.yaml": [
      "shape.fileNamedTwice", "value.listedTwice",
    ],
    "the names and paths of instances are made of their values": [
      "instance", "foreach.instanceTwice", "foreach.tooManyInstances", "value.nameReserved",
      "value.nameTooLong",
    ],
    "other files and the disk are not in the file, nor is its own name": [
      "disk", "foreach.cellEmpty", "foreach.columnTwice", "foreach.columnUnknown",
      "foreach.keyEmpty", "foreach.noRowLeft", "foreach.noRows", "foreach.tableMissing",
      "foreach.told", "path.outputIsPipeline", "shape.fileMissing", "shape.fileUnreadable",
    ],
    "a text that is no YAML is no matter of a schema": ["shape.elsewhere"],
    "a schema counts characters, a system bytes": ["shape.commandTooLong"],
  ]

  /// Larger documents repeat one shape a thousand times, which tells nothing more.
  private static let limit = 100_000

  /// What the schemas and the reader do not agree in; `nil` when they agree, or when there is
  /// nobody to be asked what a schema says.
  ///
  /// `roots` are the main file and all files it includes, `fault` is why the reader refuses them, if
  /// it does, and `refused` the number of the file that it refuses.
  package static func dispute(
    over roots: [Node], refusedFor fault: Any?, in refused: Int = 0
  ) throws -> String? {
    for (number, root) in roots.enumerated() where fault == nil || number == refused {
      let schema = number == 0 ? "pipeline" : "include"
      let document = root.json
      guard let validator = Validator.shared, document.compact.utf8.count < limit else { continue }
      let faults = try validator.faults(in: document, by: schema)
      if let fault, faults.isEmpty, !isBeyond(name(of: fault)) {
        return "\(schema): accepted, but refused for \(name(of: fault))\n\(document.pretty)"
      }
      if fault == nil, !faults.isEmpty {
        return "\(schema): refused, but accepted: \(faults)\n\(document.pretty)"
      }
    }
    return nil
  }

  /// Whether a schema need not know a rule.
  package static func isBeyond(_ name: String) -> Bool {
    beyond.values.joined().contains { name == $0 || name.hasPrefix($0 + ".") }
  }

  /// What a fault is called: the cases of its fact from the outermost in, as
  /// `path.refused.absolute`; `instance` when only the values of an instance led to it.
  package static func name(of fault: Any) -> String {
    let mirror = Mirror(reflecting: fault)
    guard mirror.descendant("instance") as? String == nil else { return "instance" }
    return mirror.descendant("fact").map(cases) ?? "\(fault)"
  }

  private static func cases(of fact: Any) -> String {
    guard let child = Mirror(reflecting: fact).children.first, let label = child.label else {
      return "\(fact)"
    }
    var value = child.value
    let inside = Mirror(reflecting: value)
    if inside.displayStyle == .tuple, let first = inside.children.first { value = first.value }
    return Mirror(reflecting: value).displayStyle == .enum ? "\(label).\(cases(of: value))" : label
  }
}
