public import Text

extension NumbersFile {
  /// Reads a file of numbers that any program may have written.
  ///
  /// Units that are not in the table are taken as they stand. Whether the numbers agree with their
  /// steps is not looked at here.
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path to name when something is wrong.
  /// - Returns: The numbers and steps, each with its place.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func read(_ bytes: [UInt8], file: String) throws(Diagnostic) -> NumbersFile {
    let source = NumbersSource(file: file, bytes: bytes)
    // Steps may be many: each is taken as it is read. What is wrong is told by reading all again, so
    // that faults of the JSON come before those of a step.
    if let (json, steps) = try? steps(in: source),
      let file = try? NumbersReader(source: source).file(json, steps)
    {
      return file
    }
    return try NumbersReader(source: source).file(try JSON.read(bytes, file: file), nil)
  }

  /// How many bytes a step takes in the file at least, nearly always.
  private static let bytesOfStep = 100

  private static func steps(in source: NumbersSource) throws(Diagnostic) -> (JSON, [Step]) {
    var steps: [Step] = []
    let json = try JSON.read(source.bytes, file: source.file, list: "steps") {
      (json) throws(Diagnostic) in
      if steps.isEmpty { steps.reserveCapacity(source.bytes.count / bytesOfStep) }
      steps.append(try StepReader(source: source, id: steps.count).step(json))
    }
    return (json, steps)
  }
}

/// Turns the JSON of a file of numbers into numbers and steps.
private struct NumbersReader {
  let source: NumbersSource

  /// Reads the whole; steps that were read already are taken as they are.
  func file(_ json: JSON, _ known: [Step]?) throws(Diagnostic) -> NumbersFile {
    let fields = try JSONFields(
      json, owner: "the file", keys: ["assay", "numbers", "steps"], in: source)
    if let version = try fields.text("assay"), version != NumbersFile.version {
      throw fields.fault(.unknownVersion(version), at: "assay")
    }
    guard fields.has("numbers") else { throw fields.fault(.missing("numbers", of: "the file")) }
    var steps = known ?? []
    for json in try fields.list("steps") {
      steps.append(try StepReader(source: source, id: steps.count).step(json))
    }
    var numbers: [Number] = []
    for member in try fields.members("numbers") {
      numbers.append(try number(member, stepCount: steps.count))
    }
    return NumbersFile(file: source.file, numbers: numbers, steps: steps)
  }

  private func number(_ member: JSON.Member, stepCount: Int) throws(Diagnostic) -> Number {
    guard Number.isName(member.key) else {
      throw source.fault(
        .badName(member.key), line: member.line, column: member.column,
        width: member.key.unicodeScalars.count + 2)
    }
    let fields = try JSONFields(
      member.value, owner: "the number \(member.key)",
      keys: [
        "value", "unit", "uncertainty", "dof", "budget", "missing", "decimals", "definition",
        "step", "contributions",
      ], in: source)
    let decimals = try fields.whole("decimals", from: 0, else: .badDecimals)
    if let decimals, decimals > 15 { throw fields.fault(.badDecimals, at: "decimals") }
    return Number(
      name: member.key, value: try fields.required("value", try fields.number("value")),
      unit: try fields.unit(), uncertainty: try fields.uncertainty(),
      budget: try budget(fields), decimals: decimals,
      definition: try fields.text("definition"), step: try step(fields, count: stepCount),
      contributions: try fields.contributions(), line: member.line, column: member.column)
  }

  private func budget(_ fields: JSONFields) throws(Diagnostic) -> Budget? {
    let word = try fields.text("budget")
    let missing = try fields.text("missing")
    if missing != nil, word != "partial" {
      throw fields.fault(.missingWithoutPartial, at: "missing")
    }
    switch word {
    case nil: return nil
    case "complete": return .complete
    case "partial": return .partial(missing: try fields.required("missing", missing))
    case let word?: throw fields.fault(.unknownBudget(word), at: "budget")
    }
  }

  private func step(_ fields: JSONFields, count: Int) throws(Diagnostic) -> StepID? {
    let wrong = NumbersFault.wrongKind(
      fields.name(of: "step"), expected: "the id of a step",
      found: fields.json["step"]?.compact ?? "")
    guard let id = try fields.whole("step", from: 0, else: wrong) else { return nil }
    guard id < count else { throw fields.fault(.noSuchStep(id, count: count), at: "step") }
    return StepID(id)
  }
}

/// Turns the JSON of one step into a step.
private struct StepReader {
  let source: NumbersSource
  let id: Int

  private static let common = [
    "id", "label", "value", "unit", "uncertainty", "dof", "evaluation", "variable",
    "contributions",
  ]

  /// All keys that a step of a kind may have.
  private static let keys = Dictionary(
    uniqueKeysWithValues: particular.map { ($0, common + [$0] + $1) })

  private static let particular: [String: [String]] = [
    "cell": [], "parameter": ["text"], "constant": ["reference"], "exact": [],
    "number": ["missing"], "operation": ["inputs", "exponent"],
    "procedure": ["output", "method", "inputs", "parameters", "covariance"],
  ]

  func step(_ json: JSON) throws(Diagnostic) -> Step {
    if let step = arithmetic(json) { return step }
    let kind = try kind(json)
    let fields = try JSONFields(
      json, owner: "step \(id)", keys: Self.keys[kind] ?? [], in: source)
    guard json["id"]?.int == id else { throw fields.fault(.wrongID(expected: id), at: "id") }
    let variable = try fields.text("variable")
    let step = Step(
      id: StepID(id), label: try fields.text("label"), source: try origin(kind, fields),
      value: try fields.required("value", try fields.number("value")), unit: try fields.unit(),
      uncertainty: try fields.uncertainty(), variable: variable,
      contributions: try fields.contributions(), line: json.line, column: json.column)
    return step.withPlainVariable
  }

  /// An arithmetic step in a unit that stood in the file before, read in one pass over its members.
  ///
  /// Nearly all steps of a long calculation are such. Anything else, and anything wrong, is `nil` and
  /// left to be read member by member.
  private func arithmetic(_ json: JSON) -> Step? {
    guard case .object(let members) = json.kind,
      members.indices.contains(where: { members[$0].key == "operation" })
    else { return nil }
    var (operation, value, unit, label): (Operation?, Double?, Unit?, String?)
    var inputs: [StepID] = []
    var hasID = false
    for index in members.indices {
      let field = members[index].value
      switch members[index].key {
      case "id": hasID = field.int == id
      case "label":
        guard let text = field.string else { return nil }
        label = text
      case "operation": operation = field.string.flatMap(Operation.init)
      case "inputs":
        guard let list = field.array else { return nil }
        for json in list {
          guard let input = json.int, (0..<id).contains(input) else { return nil }
          inputs.append(StepID(input))
        }
      case "value": value = field.double
      case "unit": unit = field.string.flatMap { source.units[$0] }
      default: return nil
      }
    }
    guard hasID, let operation, operation != .power, operation.takes(inputs.count), let value,
      let unit
    else { return nil }
    return Step(
      id: StepID(id), label: label, source: .operation(operation, inputs: inputs, exponent: nil),
      value: value, unit: unit, uncertainty: nil, variable: nil, contributions: [],
      line: json.line, column: json.column)
  }

  /// Which of the keys that say where a value came from stands in a step.
  private func kind(_ json: JSON) throws(Diagnostic) -> String {
    guard let members = json.members else {
      throw source.fault(
        .wrongKind("step \(id)", expected: "an object", found: json.noun), at: json)
    }
    let places = members.indices.filter { StepKeys.sources.contains(members[$0].key) }
    if places.count == 1 { return members[places[0]].key }
    let kinds = StepKeys.sources.filter { json[$0] != nil }
    guard let kind = kinds.first else {
      throw source.fault(.noSource(of: "step \(id)"), at: json)
    }
    throw source.fault(.twoSources(kind, kinds[1], of: "step \(id)"), at: json[kinds[1]] ?? json)
  }

  private func origin(_ kind: String, _ fields: JSONFields) throws(Diagnostic) -> Step.Source {
    switch kind {
    case "cell": return .cell(try cell(fields))
    case "exact":
      guard fields.json["exact"]?.bool == true else {
        let found = fields.json["exact"]?.compact ?? ""
        throw fields.fault(
          .wrongKind(fields.name(of: "exact"), expected: "true", found: found), at: "exact")
      }
      return .exact
    case "operation": return try operation(fields)
    case "procedure": return .procedure(try procedure(fields))
    default: break
    }
    let name = try fields.required(kind, try fields.text(kind))
    return switch kind {
    case "parameter": .parameter(name: name, text: try fields.text("text"))
    case "constant": .constant(name: name, reference: try fields.text("reference"))
    default: .number(id: name, missing: try fields.text("missing"))
    }
  }

  private func cell(_ step: JSONFields) throws(Diagnostic) -> Cell {
    let fields = try JSONFields(
      try step.required("cell", step.json["cell"]), owner: "the cell of step \(id)",
      keys: ["path", "line", "column", "text", "dialect"], in: source)
    return Cell(
      path: try fields.required("path", try fields.text("path")),
      line: try place("line", in: fields), column: try place("column", in: fields),
      text: try fields.required("text", try fields.text("text")),
      dialect: try fields.text("dialect"))
  }

  private func place(_ key: String, in fields: JSONFields) throws(Diagnostic) -> Int {
    let wrong = NumbersFault.badCellPlace(fields.name(of: key))
    return try fields.required(key, try fields.whole(key, from: 1, else: wrong))
  }

  private func operation(_ fields: JSONFields) throws(Diagnostic) -> Step.Source {
    let word = try fields.required("operation", try fields.text("operation"))
    guard let operation = Operation(rawValue: word) else {
      throw fields.fault(.unknownOperation(word), at: "operation")
    }
    guard fields.has("inputs") else { throw fields.fault(.missing("inputs", of: "step \(id)")) }
    var inputs: [StepID] = []
    for json in try fields.list("inputs") { inputs.append(try input(json)) }
    guard operation.takes(inputs.count) else {
      throw fields.fault(.inputCount(operation, inputs.count), at: "inputs")
    }
    let exponent = try fields.number("exponent")
    if operation == .power {
      _ = try fields.required("exponent", exponent)
    } else if exponent != nil {
      throw fields.fault(.needlessExponent(operation), at: "exponent")
    }
    return .operation(operation, inputs: inputs, exponent: exponent)
  }

  private func input(_ json: JSON) throws(Diagnostic) -> StepID {
    guard let input = json.int, input >= 0 else {
      throw source.fault(
        .wrongKind(
          "an input of step \(id)", expected: "the id of an earlier step", found: json.compact),
        at: json)
    }
    guard input < id else { throw source.fault(.laterInput(input, of: id), at: json) }
    return StepID(input)
  }

  private func procedure(_ fields: JSONFields) throws(Diagnostic) -> Procedure {
    guard fields.has("inputs") else { throw fields.fault(.missing("inputs", of: "step \(id)")) }
    var inputs: [Named<Procedure.Input>] = []
    for member in try fields.members("inputs") {
      inputs.append(Named(member.key, try procedureInput(member.value)))
    }
    var covariance: [Named<Double>] = []
    for member in try fields.members("covariance") {
      let what = "the covariance with \(member.key) of step \(id)"
      covariance.append(Named(member.key, try fields.number(member.value, what)))
    }
    return Procedure(
      try fields.required("procedure", try fields.text("procedure")),
      output: try fields.required("output", try fields.text("output")),
      method: try fields.required("method", try fields.text("method")), inputs: inputs,
      parameters: try fields.members("parameters").map { Named($0.key, $0.value) },
      covariance: covariance)
  }

  private func procedureInput(_ json: JSON) throws(Diagnostic) -> Procedure.Input {
    guard json.members != nil else { return .step(try input(json)) }
    let fields = try JSONFields(
      json, owner: "an input of step \(id)", keys: ["path", "cells"], in: source)
    return .range(
      path: try fields.required("path", try fields.text("path")),
      cells: try fields.required("cells", try fields.text("cells")))
  }
}

extension Step {
  /// The step without a variable name that only repeats the name of its source.
  fileprivate var withPlainVariable: Step {
    guard variable != nil else { return self }
    let plain = Step(
      id: id, label: label, source: source, value: value, unit: unit, uncertainty: uncertainty,
      variable: nil, contributions: contributions, line: line, column: column)
    return plain.variableName == variable ? plain : self
  }
}
