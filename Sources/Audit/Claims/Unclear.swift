import Pipeline
import Quantity

/// Why it is not clear what a number in a text is.
package enum Unclear: Hashable, Sendable {
  /// A target that means nothing, in words.
  case noTarget(String, hint: String?)
  /// A stage that has no number of this name; `near` is one that may have been meant.
  case noSuchNumber(String, near: String?)
  /// A file of cells that is not there.
  case noFile(String)
  /// A claim or a note that binds so many values, where so many numbers stand.
  case counts(bound: Int, numbers: Int)
  /// A comma where the document has points in other numbers.
  case comma
  /// Quoted words that stand in several places.
  case severalPlaces(String)
  /// Another claim or note binds it too.
  case boundTwice(other: String)
  /// A parameter or a cell that holds no number.
  case noNumber(target: String, text: String)
}

extension Unclear {
  /// A number that a stage does not have.
  static func noSuchNumber(_ name: String, of holding: Holding) -> Unclear {
    let near = Nearest.word(to: name, among: holding.file.numbers.map(\.name))
    let stage = holding.stage.name
    return .noSuchNumber("\(stage).\(name)", near: near.map { "\(stage).\($0)" })
  }
}
