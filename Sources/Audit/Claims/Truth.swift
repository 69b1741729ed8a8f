import Pipeline
import Quantity
import Text

/// What the names in a comparison stand for.
struct ConditionInputs {
  /// Numbers of stages, by their ids.
  var numbers: [String: Listing.Entry] = [:]
  /// Parameters, by their names.
  var settings: [String: Estimate] = [:]

  /// What the uncertainties of the numbers leave out.
  var missing: [String] {
    numbers.values.compactMap { entry in
      entry.number.missing
        ?? (entry.number.uncertainty == nil ? "an uncertainty of \(entry.id)" : nil)
    }
  }
}

/// Whether a comparison is true, as far as its uncertainty lets it be said.
///
/// A comparison that names uncertainties says itself how much is enough: with them it must be true;
/// where it is so only with all of them the other way round, the uncertainty leaves it open. Of any
/// other the two sides must differ by their expanded uncertainty (k = 2), in which what both rest on
/// counts once.
struct Truth {
  enum Answer { case yes, no, open }

  let answer: Answer
  /// The comparison with its values.
  let values: String

  /// Judges a comparison.
  init(of comparison: Condition.Comparison, _ inputs: ConditionInputs) throws(Obstacle) {
    let steps = comparison.left + comparison.right
    let namesUncertainty = steps.contains {
      if case .uncertainty = $0.step { true } else { false }
    }
    let sides = try Sides(of: comparison, inputs, spread: 1)
    let printed = [sides.left, sides.right].map { $0.printed(withUncertainty: !namesUncertainty) }
    values = "\(printed[0]) \(comparison.sign.rawValue) \(printed[1])"
    let isTrue = comparison.sign.holds(sides.difference.value)
    if namesUncertainty {
      guard !isTrue else {
        answer = .yes
        return
      }
      let other = try Sides(of: comparison, inputs, spread: -1)
      answer = comparison.sign.holds(other.difference.value) ? .open : .no
    } else {
      let expanded = ResultComparison.coverage * sides.difference.uncertainty
      let isClear = expanded == 0 || abs(sides.difference.value) > expanded
      answer = isClear ? (isTrue ? .yes : .no) : .open
    }
  }

  /// The two sides and the left less the right.
  private struct Sides {
    let left: Estimate
    let right: Estimate
    let difference: Estimate

    /// Calculates both; `spread` is what uncertainties that are named are multiplied with.
    init(
      of comparison: Condition.Comparison, _ inputs: ConditionInputs, spread: Double
    ) throws(Obstacle) {
      left = try Truth.value(of: comparison.left, inputs, spread)
      right = try Truth.value(of: comparison.right, inputs, spread)
      do throws(QuantityError) {
        difference = try Estimate.result(of: .subtract, on: [left, right])
      } catch {
        throw .impossible(error, comparison.range)
      }
    }
  }

  private static func value(
    of steps: [Condition.PlacedStep], _ inputs: ConditionInputs, _ spread: Double
  ) throws(Obstacle) -> Estimate {
    var stack: [Estimate] = []
    for placed in steps {
      guard case .operation(let operation) = placed.step else {
        stack.append(try leaf(placed, inputs, spread))
        continue
      }
      let operands = Array(stack.suffix(operation.count))
      guard operands.count == operation.count else { continue }
      stack.removeLast(operation.count)
      do throws(QuantityError) {
        stack.append(try Estimate.result(of: operation, on: operands))
      } catch {
        throw .impossible(error, placed.range)
      }
    }
    return stack.last ?? Estimate(0, .one)
  }

  private static func leaf(
    _ placed: Condition.PlacedStep, _ inputs: ConditionInputs, _ spread: Double
  ) throws(Obstacle) -> Estimate {
    switch placed.step {
    case .literal(let value, let symbol?):
      do throws(QuantityError) { return Estimate(value, try Unit(symbol)) } catch {
        throw .impossible(error, placed.range)
      }
    case .literal(let value, nil):
      var estimate = Estimate(value, .one)
      estimate.isBareZero = value == 0
      return estimate
    case .number(let id):
      guard let entry = inputs.numbers[id] else { break }
      return Estimate(
        entry.number.value, entry.number.unit, ResultComparison.contributions(of: entry))
    case .uncertainty(let id):
      guard let entry = inputs.numbers[id] else { break }
      guard let uncertainty = entry.number.uncertainty?.standard else {
        throw .verdict(.undecided(.unstated(id: id)))
      }
      return Estimate(spread * uncertainty, entry.number.unit)
    case .parameter(let name):
      if let setting = inputs.settings[name] { return setting }
    case .operation: break
    }
    throw .impossible(reason: "it has no value", hint: nil, placed.range)
  }
}

extension Obstacle {
  /// A calculation that cannot be done.
  fileprivate static func impossible(_ error: QuantityError, _ range: Range<Int>) -> Obstacle {
    guard case .differentDimensions = error else {
      return .impossible(reason: "\(error)", hint: nil, range)
    }
    return .impossible(
      reason: "\(error)", hint: "a value that is written here may have a unit: 0.3 nm", range)
  }
}

extension Condition.Sign {
  /// Whether what is left of it less what is right of it fits.
  fileprivate func holds(_ difference: Double) -> Bool {
    switch self {
    case .less: difference < 0
    case .greater: difference > 0
    case .atMost: difference <= 0
    case .atLeast: difference >= 0
    }
  }
}
