import Quantity

/// The arithmetic of a derivation and the uncertainty of its numbers, calculated again.
enum Recalculation {
  /// What is wrong with an arithmetic step; `nil` when it comes out the same.
  static func disagreement(of step: Step, in steps: [Step]) -> Disagreement? {
    do throws(QuantityError) {
      guard let value = try step.recomputed(in: steps) else { return nil }
      if Agreement.holds(step.value, value) { return nil }
      let scale = try size(of: step, in: steps)
      return Agreement.holds(step.value, value, scale: scale)
        ? nil : .value(recorded: step.value, found: value, step.unit)
    } catch {
      return .impossible(error)
    }
  }

  /// How large the terms of a sum are: its rounding is that of the terms, not of what they leave.
  private static func size(of step: Step, in steps: [Step]) throws(QuantityError) -> Double {
    guard case .operation(let operation, let inputs, _) = step.source,
      [.add, .subtract, .sum].contains(operation)
    else { return 0 }
    let terms = inputs.map { id in
      Operation.Operand(abs(steps[id.index].value), steps[id.index].unit)
    }
    let sum = try Operation.sum.result(of: terms)
    return try Operation.convert.result(of: [sum], target: step.unit).value
  }

  /// What is wrong with a published number when it is held against its step.
  static func disagreements(of number: Number, in steps: [Step]) -> [Disagreement] {
    guard let id = number.step else { return [] }
    do throws(QuantityError) {
      var found: [Disagreement] = []
      let recorded = Operation.Operand(number.value, number.unit)
      let step = Operation.Operand(steps[id.index].value, steps[id.index].unit)
      if !(try areEqual(recorded, step)) {
        found.append(.numberValue(recorded: recorded, found: step))
      }
      guard number.uncertainty != nil || !number.contributions.isEmpty else { return found }
      let factor = try Operation.convert.result(
        of: [Operation.Operand(1, step.unit)], target: number.unit
      ).value
      return found + uncertainty(of: number, try Propagation(of: id, in: steps), factor: factor)
    } catch {
      return [.impossible(error)]
    }
  }

  /// Whether two values with their units say the same.
  static func areEqual(
    _ one: Operation.Operand, _ other: Operation.Operand
  ) throws(QuantityError) -> Bool {
    let converted = try Operation.convert.result(of: [other], target: one.unit)
    return Agreement.holds(one.value, converted.value)
  }

  /// Holds uncertainty, degrees of freedom and contributions against what propagation gives.
  ///
  /// A contribution may be the small rest of large ones: its rounding is that of the whole.
  private static func uncertainty(
    of number: Number, _ propagated: Propagation, factor: Double
  ) -> [Disagreement] {
    var found: [Disagreement] = []
    let whole = propagated.uncertainty.map { $0 * abs(factor) }
    if let stated = number.uncertainty {
      if !(whole.map { Agreement.holds(stated.standard, $0) } ?? false) {
        found.append(.uncertainty(recorded: stated.standard, found: whole, number.unit))
      }
      if let dof = stated.dof, !(propagated.dof.map { Agreement.holds(dof, $0) } ?? false) {
        found.append(.degreesOfFreedom(recorded: dof, found: propagated.dof))
      }
    }
    guard !number.contributions.isEmpty else { return found }
    let stated = Dictionary(
      number.contributions.map { ($0.variable, $0.uncertainty) }, uniquingKeysWith: +)
    var again: [String: Double] = [:]
    for contribution in propagated.contributions {
      again[contribution.variable] = contribution.uncertainty * factor
    }
    for variable in Set(stated.keys).union(again.keys).sorted() {
      let (recorded, now) = (stated[variable] ?? 0, again[variable] ?? 0)
      if !Agreement.holds(recorded, now, scale: whole ?? 0) {
        found.append(
          .contribution(variable: variable, recorded: recorded, found: now, number.unit))
      }
    }
    return found
  }
}
