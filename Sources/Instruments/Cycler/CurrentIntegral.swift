public import Quantity
internal import Tables

/// The integral of the current over time, by trapezoids over neighbouring lines of a cycle whose
/// currents both have the sign of the direction.
///
/// It rests on the lines that were logged: a check of the counter, never a better value.
public struct CurrentIntegral: Sendable {
  /// The charge in ampere-hours, for comparing.
  public var value: Double { coulombs / 3600 }
  private let coulombs: Double
  private let inputs: [Named<Procedure.Input>]

  init(_ direction: Direction, _ range: Range<Int>, of record: Record) {
    let points = record.lines[range].map { ($0.time, max(0, $0.current * direction.sign)) }
    var sum = 0.0
    for (one, next) in zip(points, points.dropFirst()) where one.1 > 0 && next.1 > 0 {
      sum += (one.1 + next.1) / 2 * (next.0 - one.0)
    }
    coulombs = sum
    inputs = [("time", record.columns.time.index), ("current", record.columns.current.index)].map {
      name, index in
      let first = record.lines[range.lowerBound].cells[index].cell
      let last = record.lines[range.upperBound - 1].cells[index].cell
      return Named(name, .range(path: first.path, cells: "\(first.address):\(last.address)"))
    }
  }

  /// The charge as the output of a procedure, without a stated uncertainty.
  ///
  /// - Parameter derivation: The derivation that records it.
  /// - Returns: The charge in A·s.
  /// - Throws: What the derivation throws.
  public func charge(in derivation: Derivation) throws(QuantityError) -> Quantity {
    let procedure = Procedure(
      "integral of the current", output: "charge",
      method: "trapezoids over neighbouring lines whose currents both have the sign",
      inputs: inputs)
    let charge = Operation.Operand(coulombs, try Unit("A·s"))
    let outputs = try derivation.procedure(
      procedure, outputs: [Named("charge", charge)], covariance: [])
    return outputs[0]
  }
}
