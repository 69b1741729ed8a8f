/// The lower triangle L of a covariance matrix C = L·Lᵀ: correlated outputs as sums of independent
/// variables, one column a variable.
struct Cholesky {
  let rows: [[Double]]

  /// Decomposes a matrix; a variance of 0 is allowed where rounding leaves one.
  init(_ matrix: [[Double]], of name: String) throws(QuantityError) {
    let size = matrix.count
    guard matrix.allSatisfy({ $0.count == size && $0.allSatisfy(\.isFinite) }) else {
      throw .impossibleCovariance(name)
    }
    var rows = matrix.map { _ in [Double](repeating: 0, count: size) }
    for row in 0..<size {
      for column in 0...row {
        guard matrix[row][column] == matrix[column][row] else { throw .impossibleCovariance(name) }
        var rest = matrix[row][column]
        for k in 0..<column { rest -= rows[row][k] * rows[column][k] }
        let rounding = 1e-12 * (matrix[row][row] * matrix[column][column]).squareRoot()
        if column < row {
          let pivot = rows[column][column]
          guard pivot > 0 || abs(rest) <= rounding else { throw .impossibleCovariance(name) }
          rows[row][column] = pivot > 0 ? rest / pivot : 0
        } else {
          guard rest >= -rounding else { throw .impossibleCovariance(name) }
          rows[row][row] = rest <= rounding ? 0 : rest.squareRoot()
        }
      }
    }
    self.rows = rows
  }

  /// The standard uncertainty of one output.
  func length(ofRow row: Int) -> Double {
    rows[row].reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
