/// The values of an image, row after row from the top: `values[y · width + x]`.
public struct Raster: Hashable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// The values, in any unit.
  public let values: [Double]

  /// Makes an image from its values.
  ///
  /// - Throws: `ImageError.differentCounts`, `tooSmall` or `pointNotFinite`.
  public init(width: Int, height: Int, values: [Double]) throws(ImageError) {
    guard width > 0, height > 0, values.count == width * height else {
      throw .differentCounts(width: width, height: height, values: values.count)
    }
    guard min(width, height) >= Self.leastSide else {
      throw .tooSmall(width: width, height: height)
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .pointNotFinite(x: index % width, y: index / width)
    }
    self.width = width
    self.height = height
    self.values = values
  }

  /// The smallest width and height of an image that is transformed.
  public static let leastSide = 16

  /// The value at a column and a row, both counted from 0.
  public subscript(x: Int, y: Int) -> Double { values[y * width + x] }

  /// The mean value.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The means of square blocks, the least for which no side has more points than this; what is left
  /// over at the right and at the bottom is left out.
  public func reduced(to side: Int) -> Raster {
    let block = (max(width, height) + side - 1) / side
    guard block > 1, let small = try? reduced(by: block) else { return self }
    return small
  }

  private func reduced(by block: Int) throws(ImageError) -> Raster {
    let (columns, rows) = (width / block, height / block)
    var sums = [Double](repeating: 0, count: columns * rows)
    for y in 0..<(rows * block) {
      for x in 0..<(columns * block) { sums[(y / block) * columns + x / block] += self[x, y] }
    }
    let area = Double(block * block)
    return try Raster(width: columns, height: rows, values: sums.map { $0 / area })
  }
}

/// A vector in the plane of an image: x to the right, y downwards.
public struct PlaneVector: Hashable, Sendable {
  /// The component along the rows of the image.
  public var x: Double
  /// The component along its columns, downwards.
  public var y: Double

  /// Makes a vector from its components.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The length.
  public var length: Double { (x * x + y * y).squareRoot() }

  /// The product of the lengths and the cosine of the angle between two vectors.
  public func dot(_ other: PlaneVector) -> Double { x * other.x + y * other.y }

  /// The product of the lengths and the sine of the angle from this vector to the other.
  public func cross(_ other: PlaneVector) -> Double { x * other.y - y * other.x }

  /// The sum of two vectors.
  public static func + (one: PlaneVector, other: PlaneVector) -> PlaneVector {
    PlaneVector(x: one.x + other.x, y: one.y + other.y)
  }

  /// The difference of two vectors.
  public static func - (one: PlaneVector, other: PlaneVector) -> PlaneVector {
    PlaneVector(x: one.x - other.x, y: one.y - other.y)
  }

  /// A multiple of a vector.
  public static func * (factor: Double, one: PlaneVector) -> PlaneVector {
    PlaneVector(x: factor * one.x, y: factor * one.y)
  }
}

/// Why an image cannot be evaluated, as facts; their words stand here.
public enum ImageError: Error, Hashable, Sendable {
  /// Not as many values as the width times the height.
  case differentCounts(width: Int, height: Int, values: Int)
  /// An image with fewer rows or columns than a transform is good for.
  case tooSmall(width: Int, height: Int)
  /// A value that is infinite or no number, at a column and row counted from 0.
  case pointNotFinite(x: Int, y: Int)
  /// All values are equal.
  case flat
  /// Two vectors of the lattice that are (nearly) parallel.
  case parallelVectors
  /// A mask that reaches beyond the transform or to its origin.
  case impossibleMask(Double)
  /// A vector of the lattice whose amplitude vanishes.
  case noAmplitude
}

extension ImageError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .differentCounts(let width, let height, let values):
      "an image of \(width) × \(height) points has not \(values) values"
    case .tooSmall(let width, let height):
      "an image of \(width) × \(height) points is too small: \(Raster.leastSide) are wanted each way"
    case .pointNotFinite(let x, let y): "the value at column \(x), row \(y) is not finite"
    case .flat: "all values of the image are equal"
    case .parallelVectors: "the two vectors of the lattice are parallel"
    case .impossibleMask(let sigma):
      "a mask of σ = \(sigma) periods per pixel does not fit between the origin and the end of the "
        + "transform"
    case .noAmplitude: "the image has no periods of that lattice vector"
    }
  }
}
