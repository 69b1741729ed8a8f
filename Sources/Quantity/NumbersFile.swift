internal import Text

/// A file of numbers with the steps they were made by: `numbers.json`, in memory.
///
/// The smallest legal file is `{"numbers": {"x": {"value": 1.2, "unit": "%"}}}`.
public struct NumbersFile: Hashable, Sendable {
  /// The path it was read from; empty when it was made here.
  public let file: String
  /// The numbers in the order of the file.
  public let numbers: [Number]
  /// The steps; a step's id is its index, and its inputs stand before it.
  public let steps: [Step]

  /// The version this room writes.
  static let version = "numbers/1"

  init(file: String = "", numbers: [Number], steps: [Step]) {
    self.file = file
    self.numbers = numbers
    self.steps = steps
  }

  /// The number of a name.
  public subscript(name: String) -> Number? { numbers.first { $0.name == name } }

  /// The file as text, one fact a line; the same numbers always give the same bytes.
  public var text: String {
    var members: [(String, JSON)] = [
      ("assay", .string(Self.version)),
      ("numbers", .object(numbers.map { ($0.name, $0.json) })),
    ]
    if !steps.isEmpty { members.append(("steps", .array(steps.map(\.json)))) }
    return JSON.object(members).pretty
  }
}

extension Number {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [("value", JSON(value)), ("unit", .string(unit.symbol))]
    members += uncertainty.members
    switch budget {
    case .complete: members.append(("budget", "complete"))
    case .partial(let missing):
      members += [("budget", "partial"), ("missing", .string(missing))]
    case nil: break
    }
    if let decimals { members.append(("decimals", JSON(decimals))) }
    if let definition { members.append(("definition", .string(definition))) }
    if let step { members.append(("step", step.json)) }
    if !contributions.isEmpty { members.append(contributions.member) }
    return .object(members)
  }
}

extension Step {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [("id", id.json)]
    if let label { members.append(("label", .string(label))) }
    members += source.members
    members += [("value", JSON(value)), ("unit", .string(unit.symbol))]
    members += uncertainty.members
    // An independent variable is always named in the file, so that nobody has to derive its name.
    if uncertainty != nil, contributions.isEmpty, let variableName {
      members.append(("variable", .string(variableName)))
    }
    if !contributions.isEmpty { members.append(contributions.member) }
    return .object(members)
  }
}

extension Step.Source {
  fileprivate var members: [(String, JSON)] {
    switch self {
    case .cell(let cell): [("cell", cell.json)]
    case .parameter(let name, let text):
      [("parameter", .string(name))] + (text.map { [("text", .string($0))] } ?? [])
    case .constant(let name, let reference):
      [("constant", .string(name))] + (reference.map { [("reference", .string($0))] } ?? [])
    case .exact: [("exact", true)]
    case .number(let id, let missing):
      [("number", .string(id))] + (missing.map { [("missing", .string($0))] } ?? [])
    case .operation(let operation, let inputs, let exponent):
      [("operation", .string(operation.rawValue)), ("inputs", .array(inputs.map(\.json)))]
        + (exponent.map { [("exponent", JSON($0))] } ?? [])
    case .procedure(let procedure): procedure.members
    }
  }
}

extension Procedure {
  fileprivate var members: [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("procedure", .string(name)), ("output", .string(output)), ("method", .string(method)),
      ("inputs", .object(inputs.map { ($0.name, $0.value.json) })),
    ]
    if !parameters.isEmpty {
      members.append(("parameters", .object(parameters.map { ($0.name, $0.value) })))
    }
    if !covariance.isEmpty {
      members.append(("covariance", .object(covariance.map { ($0.name, JSON($0.value)) })))
    }
    return members
  }
}

extension Procedure.Input {
  fileprivate var json: JSON {
    switch self {
    case .step(let id): id.json
    case .range(let path, let cells): ["path": .string(path), "cells": .string(cells)]
    }
  }
}

extension Cell {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("path", .string(path)), ("line", JSON(line)), ("column", JSON(column)),
      ("text", .string(text)),
    ]
    if let dialect { members.append(("dialect", .string(dialect))) }
    return .object(members)
  }
}

extension StepID {
  fileprivate var json: JSON { JSON(index) }
}

extension Uncertainty? {
  fileprivate var members: [(String, JSON)] {
    guard let self else { return [] }
    var members: [(String, JSON)] = [("uncertainty", JSON(self.standard))]
    if let dof = self.dof { members.append(("dof", JSON(dof))) }
    if self.evaluation != .unsaid { members.append(("evaluation", self.evaluation.json)) }
    return members
  }
}

extension Evaluation {
  fileprivate var json: JSON {
    let members = [
      ("type", kind?.rawValue), ("distribution", distribution?.rawValue), ("source", source),
    ]
    return .object(members.compactMap { key, text in text.map { (key, .string($0)) } })
  }
}

extension [Contribution] {
  fileprivate var member: (String, JSON) {
    let list = map { contribution in
      JSON.object(
        [
          ("variable", .string(contribution.variable)),
          ("uncertainty", JSON(contribution.uncertainty)),
        ] + (contribution.dof.map { [("dof", JSON($0))] } ?? []))
    }
    return ("contributions", .array(list))
  }
}
