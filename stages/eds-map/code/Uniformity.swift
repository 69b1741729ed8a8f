import Numerics

/// How much the count ratio of two lines varies from square to square beyond counting statistics.
///
/// With N and W the counts of a square of n pixels, b and c their backgrounds in a pixel,
/// η = N − n·b and ω = W − n·c, the ratio of a square is ρ = ω/η. If the ratio is the same
/// everywhere, the counts are Poisson and its relative variance is
///
///     v = (ρ̄·η + n·c + ρ̄²·N)/(ρ̄·η)²
///
/// The excess variance is CV² − mean(v), negative when the ratios happen to scatter less.
struct Uniformity {
  /// The counts of background in a pixel.
  struct Background {
    var matrix: Double
    var trace: Double
  }

  let blocks: Blocks
  let background: Background
  /// The net counts of each square.
  let matrix: [Double]
  let trace: [Double]
  /// The ratio of each square.
  let ratios: [Double]
  /// The relative variance of each ratio by counting alone.
  let countingVariances: [Double]
  /// The mean of the ratios.
  let mean: Double
  /// The squared coefficient of variation of the ratios, n − 1 in the denominator.
  let variance: Double

  /// The fewest squares whose scatter says something.
  static let fewest = 10

  init(of blocks: Blocks, above background: Background) throws(EDSFault) {
    guard blocks.blocks.count >= Self.fewest else {
      throw .fewBlocks(side: blocks.side, count: blocks.blocks.count)
    }
    let pixels = blocks.pixels
    matrix = blocks.blocks.map { $0.matrix - pixels * background.matrix }
    trace = blocks.blocks.map { $0.trace - pixels * background.trace }
    guard matrix.allSatisfy({ $0 > 0 }) else { throw .noMatrix(side: blocks.side) }
    let ratios = zip(trace, matrix).map { $0 / $1 }
    let statistics = CountStatistics(ratios)
    guard statistics.mean > 0 else { throw .noTrace }
    let mean = statistics.mean
    countingVariances = zip(blocks.blocks, matrix).map { block, net in
      (mean * net + pixels * background.trace + mean * mean * block.matrix)
        / (mean * net * mean * net)
    }
    self.blocks = blocks
    self.background = background
    self.ratios = ratios
    self.mean = mean
    variance = statistics.variance / (mean * mean)
  }

  var count: Int { ratios.count }

  /// What counting alone makes of the squared coefficient of variation.
  var countingVariance: Double { countingVariances.reduce(0, +) / Double(count) }

  /// The squared coefficient of variation that counting does not explain.
  var excess: Double { variance - countingVariance }

  /// The degrees of freedom of the variance: squares with few counts weigh more in it
  /// (Satterthwaite 1946).
  var dof: Double {
    let totals = countingVariances.map { $0 + excess }
    let sum = totals.reduce(0, +)
    return sum * sum / totals.reduce(0) { $0 + $1 * $1 } - 1
  }

  /// The standard uncertainty of the excess by the scatter of few squares.
  var excessUncertainty: Double { Self.uncertainty(of: variance, dof: dof) }

  /// The 95 % interval of the excess variance, from χ².
  var excessInterval: (lower: Double, upper: Double) {
    (
      dof * variance / ChiSquared.quantile(0.975, dof: dof) - countingVariance,
      dof * variance / ChiSquared.quantile(0.025, dof: dof) - countingVariance
    )
  }

  /// The standard deviation of what a variance of so many degrees of freedom says about the true one:
  /// that of the scaled inverse χ² distribution, as in JCGM 101:2008, 6.4.9.
  static func uncertainty(of variance: Double, dof: Double) -> Double {
    variance * dof / (dof - 2) * (2 / (dof - 4)).squareRoot()
  }
}

extension Uniformity {
  /// The ratio of the sums over all squares.
  var pooled: Double { trace.reduce(0, +) / matrix.reduce(0, +) }

  /// How far each square is off the pooled ratio, over its standard deviation by counting.
  var standardised: [Double] {
    let ratio = pooled
    return blocks.blocks.indices.map { index in
      let block = blocks.blocks[index]
      let variance =
        ratio * matrix[index] + blocks.pixels * background.trace + ratio * ratio * block.matrix
      return (trace[index] - ratio * matrix[index]) / variance.squareRoot()
    }
  }

  /// The index of dispersion of W about its share of Ni: the squares of the standardised residuals
  /// over n − 1, 1 where counting explains them.
  var dispersion: Double {
    standardised.reduce(0) { $0 + $1 * $1 } / Double(count - 1)
  }

  /// The probability of so large an index of dispersion by counting alone.
  var dispersionProbability: Double {
    ChiSquared.probability(above: dispersion * Double(count - 1), dof: Double(count - 1))
  }
}
