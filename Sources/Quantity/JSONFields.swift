internal import Text

/// An object of a file of numbers, asked for its members one by one; what is wrong is told with
/// its place.
struct JSONFields {
  /// How a message names the object: `the number ni`, `step 3`.
  let owner: String
  let json: JSON
  private let source: NumbersSource

  init(
    _ json: JSON, owner: String, keys: [String], in source: NumbersSource
  ) throws(Diagnostic) {
    self.owner = owner
    self.json = json
    self.source = source
    let members = try members(of: json, owner)
    for index in members.indices where !keys.contains(members[index].key) {
      let member = members[index]
      throw source.fault(
        .unknownKey(member.key, of: owner, known: keys), line: member.line, column: member.column,
        width: member.key.unicodeScalars.count + 2)
    }
  }

  /// A fault at one of the members, or at the object itself.
  func fault(_ fault: NumbersFault, at key: String? = nil) -> Diagnostic {
    source.fault(fault, at: key.flatMap { json[$0] } ?? json)
  }

  func has(_ key: String) -> Bool { json[key] != nil }

  /// A name for a member in messages: `the unit of the number ni`.
  func name(of key: String) -> String { "the \(key) of \(owner)" }

  func number(_ key: String) throws(Diagnostic) -> Double? {
    guard let value = json[key] else { return nil }
    return try number(value, name(of: key))
  }

  func number(_ value: JSON, _ what: String) throws(Diagnostic) -> Double {
    guard case .number = value.kind else {
      throw source.fault(.wrongKind(what, expected: "a number", found: value.noun), at: value)
    }
    guard let number = value.double else { throw source.fault(.overflow(what), at: value) }
    return number
  }

  func text(_ key: String) throws(Diagnostic) -> String? {
    guard let value = json[key] else { return nil }
    guard let text = value.string else {
      throw fault(
        .wrongKind(name(of: key), expected: "a string", found: value.noun), at: key)
    }
    return text
  }

  func whole(_ key: String, from least: Int, else wrong: NumbersFault) throws(Diagnostic) -> Int? {
    guard let value = json[key] else { return nil }
    guard let whole = value.int, whole >= least else { throw fault(wrong, at: key) }
    return whole
  }

  func list(_ key: String) throws(Diagnostic) -> [JSON] {
    guard let value = json[key] else { return [] }
    guard let list = value.array else {
      throw fault(.wrongKind(name(of: key), expected: "a list", found: value.noun), at: key)
    }
    return list
  }

  func members(_ key: String) throws(Diagnostic) -> [JSON.Member] {
    guard let value = json[key] else { return [] }
    return try members(of: value, name(of: key))
  }

  private func members(of value: JSON, _ what: String) throws(Diagnostic) -> [JSON.Member] {
    guard let members = value.members else {
      throw source.fault(.wrongKind(what, expected: "an object", found: value.noun), at: value)
    }
    return members
  }

  /// What a member must be there for.
  func required<Value>(_ key: String, _ value: Value?) throws(Diagnostic) -> Value {
    guard let value else { throw fault(.missing(key, of: owner)) }
    return value
  }
}

extension JSONFields {
  func unit() throws(Diagnostic) -> Unit {
    let text = try required("unit", try text("unit"))
    if let known = source.units[text] { return known }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw fault(.emptyUnit(of: owner), at: "unit")
    }
    return source.units.add(text)
  }

  func uncertainty() throws(Diagnostic) -> Uncertainty? {
    let dof = try number("dof")
    if let dof, dof <= 0 { throw fault(.notPositive(name(of: "dof")), at: "dof") }
    guard let standard = try number("uncertainty") else { return nil }
    guard standard >= 0 else {
      throw fault(.negative(name(of: "uncertainty")), at: "uncertainty")
    }
    let evaluation = try evaluation()
    if evaluation?.distribution == .t { _ = try required("dof", dof) }
    return .standard(standard, dof: dof, evaluation)
  }

  private func evaluation() throws(Diagnostic) -> Evaluation? {
    guard let json = json["evaluation"] else { return nil }
    let fields = try JSONFields(
      json, owner: name(of: "evaluation"), keys: ["type", "distribution", "source"], in: source)
    return Evaluation(
      try fields.word("type"), try fields.word("distribution"), source: try fields.text("source"))
  }

  /// One of the words that a member may be.
  private func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String
  ) throws(Diagnostic) -> Word? {
    guard let text = try text(key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw fault(
      .wrongKind(name(of: key), expected: "one of \(words)", found: "\"\(text)\""), at: key)
  }

  func contributions() throws(Diagnostic) -> [Contribution] {
    var contributions: [Contribution] = []
    for json in try list("contributions") {
      let fields = try JSONFields(
        json, owner: "a contribution to \(owner)", keys: ["variable", "uncertainty", "dof"],
        in: source)
      let dof = try fields.number("dof")
      if let dof, dof <= 0 {
        throw fields.fault(.notPositive(fields.name(of: "dof")), at: "dof")
      }
      contributions.append(
        Contribution(
          variable: try fields.required("variable", try fields.text("variable")),
          uncertainty: try fields.required("uncertainty", try fields.number("uncertainty")),
          dof: dof))
    }
    return contributions
  }
}

/// The units of a file of numbers: few, each of which stands in many steps.
final class UnitBook {
  private var units: [String: Unit] = [:]

  subscript(text: String) -> Unit? { units[text] }

  /// Reads a unit and keeps it.
  func add(_ text: String) -> Unit {
    let unit = Unit(foreign: text)
    units[text] = unit
    return unit
  }
}

/// The text of a file of numbers, so that a fault can show its line.
struct NumbersSource {
  let file: String
  let bytes: [UInt8]
  let units = UnitBook()

  func fault(_ fault: NumbersFault, at json: JSON) -> Diagnostic {
    let width =
      switch json.kind {
      case .array, .object: 1
      default: json.compact.unicodeScalars.count
      }
    return self.fault(fault, line: json.line, column: json.column, width: width)
  }

  func fault(_ fault: NumbersFault, line: Int, column: Int, width: Int) -> Diagnostic {
    SourceText(file: file, text: String(decoding: bytes, as: UTF8.self))
      .diagnostic(fault.message, line: line, column: column, width: width, hint: fault.hint)
  }
}
