// The uncertainty budget in JSON: what `trace --budget --json` says beside the account.

import Audit
import Quantity
import Text

extension UncertaintyBudget {
  /// The budget as a member of the account.
  var json: JSON {
    .object([
      ("uncertainty", JSON(uncertainty)), ("unit", .string(number.unit.symbol)),
      ("dof", JSON(dof)), ("coverage", JSON(Self.coverage)),
      ("factor", uncertainty == nil ? .null : JSON(factor)), ("expanded", JSON(expanded)),
      ("components", .array(components.map(\.json))),
      (
        "missing",
        .array(
          missing.map { .object([("number", .string($0.name)), ("text", .string($0.value))]) })
      ),
      ("unstated", .array(unstated.map { JSON($0) })),
      (
        "correlations",
        .array(
          correlations.map {
            .object([("number", .string($0.name)), ("coefficient", JSON($0.coefficient))])
          })
      ),
      ("monteCarlo", monteCarlo?.json ?? .null),
    ])
  }
}

extension UncertaintyBudget.Component {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("step", JSON(step)), ("stage", .string(stage)),
      ("value", JSON(value?.value)), ("unit", JSON(value?.unit.symbol)),
      ("uncertainty", JSON(uncertainty)), ("type", JSON(evaluation.kind?.rawValue)),
      ("distribution", JSON(evaluation.distribution?.rawValue)),
      ("source", JSON(evaluation.source)), ("dof", JSON(dof)),
      ("sensitivity", JSON(sensitivity?.value)),
      ("sensitivityUnit", JSON(sensitivity?.unit.symbol)),
      ("contribution", JSON(contribution)), ("share", JSON(share)),
    ])
  }
}

extension MonteCarlo {
  fileprivate var json: JSON {
    .object([
      ("seed", JSON(Int(seed))), ("draws", JSON(draws)), ("impossible", JSON(impossible)),
      ("byContributions", .array(byContributions.map(JSON.string))),
      ("outcome", outcome?.json ?? .null),
    ])
  }
}

extension MonteCarlo.Outcome {
  fileprivate var json: JSON {
    .object([
      ("mean", JSON(mean)), ("standardDeviation", JSON(standardDeviation)),
      ("symmetric", Self.json(symmetric)), ("shortest", Self.json(shortest)),
      ("stable", JSON(isStable)), ("tolerance", JSON(tolerance)),
      ("differences", .array([JSON(differences.low), JSON(differences.high)])),
      ("agrees", JSON(agrees)),
    ])
  }

  private static func json(_ interval: ClosedRange<Double>) -> JSON {
    .array([JSON(interval.lowerBound), JSON(interval.upperBound)])
  }
}
