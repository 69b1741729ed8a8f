import Analysis
import Numerics
import Quantity
import Testing
import Text

/// The values that were put into the synthetic raw files, from `stages/synthesize/truth.json`.
enum Truth {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The value at a path of keys.
  static func value(_ keys: String...) throws -> JSON {
    let file = "\(root)/stages/synthesize/truth.json"
    var value = try JSON.read(StageProgram.content(of: file), file: file)
    for key in keys { value = try #require(value[key]) }
    return value
  }

  /// Whether a value lies within the 95 % interval of a number, by Student's t with its degrees of
  /// freedom.
  static func holds(_ value: Double, of number: Number) throws -> Bool {
    let uncertainty = try #require(number.uncertainty)
    let factor = Student.factor(level: 0.95, dof: uncertainty.dof)
    return abs(number.value - value) <= factor * uncertainty.standard
  }
}
