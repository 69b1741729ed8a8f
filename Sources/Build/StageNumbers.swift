import Host
import Pipeline
import Quantity
import Store

/// The numbers a stage left in the file it names, as its record states them.
struct StageNumbers {
  let bytes: [UInt8]
  let output: Action.Output
  let values: [Record.Value]

  /// A numbers file larger than this is refused.
  private static let limit = 256 << 20

  /// Reads the stage's numbers; `nil` when it declares none.
  init?(of stage: Stage) throws {
    guard let path = stage.numbers else { return nil }
    guard try Files.status(path) != nil else {
      throw StageFailure.Reason.missingOutput(path)
    }
    bytes = try Files.read(path, limit: Self.limit)
    output = Action.Output(path, Content(.file, Digest.of(bytes)))
    values = try NumbersFile.read(bytes, file: path).numbers.map { number in
      Record.Value(
        name: number.name, value: number.value, uncertainty: number.uncertainty?.standard,
        unit: number.unit.symbol)
    }
  }

  /// How these numbers moved against recorded ones; what did not move is left out.
  static func shifts(from old: [Record.Value], to new: [Record.Value]) -> [NumberShift] {
    pairs(old, new).filter { $0.old != $0.new }
  }

  /// Recorded numbers beside new ones, by their names.
  static func pairs(_ old: [Record.Value], _ new: [Record.Value]) -> [NumberShift] {
    let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
    let now = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
    return Set(before.keys).union(now.keys).sorted()
      .map { NumberShift(name: $0, old: before[$0], new: now[$0]) }
  }
}
