import Quantity

/// What the numbers of a stage rest on: the leaves of their derivations.
struct Leaves {
  /// A value that was read and not calculated.
  enum Leaf: Hashable {
    /// A cell, or a range of cells; the text where it is one cell.
    case cell(path: String, place: String, text: String?)
    case parameter(String)
    /// A number of another stage, by its id.
    case number(String)
  }

  private let steps: [Step]

  init(_ file: NumbersFile) { steps = file.steps }

  /// The leaves of a number, each once, in the order of the steps; none without a derivation.
  func of(_ number: Number) -> [Leaf] {
    guard let last = number.step else { return [] }
    var reached: Set<Int> = [last.index]
    var pending = [last.index]
    while let index = pending.popLast() {
      for input in steps[index].inputs where reached.insert(input.index).inserted {
        pending.append(input.index)
      }
    }
    var seen: Set<Leaf> = []
    return reached.sorted().flatMap { Self.leaves(of: steps[$0]) }
      .filter { seen.insert($0).inserted }
  }

  private static func leaves(of step: Step) -> [Leaf] {
    switch step.source {
    case .cell(let cell): [.cell(path: cell.path, place: cell.address, text: cell.text)]
    case .parameter(let name, let text): text == nil ? [] : [.parameter(name)]
    case .number(let id, _): [.number(id)]
    case .procedure(let procedure):
      procedure.inputs.compactMap { input in
        if case .range(let path, let cells) = input.value {
          .cell(path: path, place: cells, text: nil)
        } else {
          nil
        }
      }
    case .constant, .exact, .operation: []
    }
  }
}
