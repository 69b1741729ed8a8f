/// The strain of a lattice all over an image, from the phases of two of its vectors.
///
/// u = −(1/2π) G⁻¹ (P₁, P₂), where the rows of G are g₁ and g₂ (Hÿtch, Snoeck and Kilaas 1998); its
/// derivatives in the image as it is, relative to the mean lattice of the reference area. Positive
/// is stretching.
public struct StrainField: Sendable {
  /// A rectangle of an image, in pixels from its left and upper edge; the ends belong to it.
  public struct Area: Hashable, Sendable {
    /// From left to right.
    public let x: ClosedRange<Double>
    /// From top to bottom.
    public let y: ClosedRange<Double>

    /// Makes an area from its sides.
    public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
      self.x = x
      self.y = y
    }
  }

  /// The derivatives of the displacement at a point: ∂u_x/∂x, ∂u_x/∂y, ∂u_y/∂x, ∂u_y/∂y.
  public struct Distortion: Hashable, Sendable {
    /// ∂u_x/∂x, the strain along the rows of the image.
    public let xx: Double
    /// ∂u_x/∂y.
    public let xy: Double
    /// ∂u_y/∂x.
    public let yx: Double
    /// ∂u_y/∂y, the strain along the columns of the image.
    public let yy: Double

    /// The strain along a direction.
    public func along(_ direction: PlaneVector) -> Double {
      let length = direction.length
      let (x, y) = (direction.x / length, direction.y / length)
      return xx * x * x + (xy + yx) * x * y + yy * y * y
    }
  }

  /// The number of points of the grid in a row.
  public let columns: Int
  /// The number of rows of the grid.
  public let rows: Int
  /// The distance of two points of the grid, in pixels.
  public let spacing: PlaneVector
  /// The distortion at each point, row after row.
  public let distortions: [Distortion]
  /// g₁ and g₂ of the reference area, periods per pixel.
  public let lattice: (first: PlaneVector, second: PlaneVector)

  /// Finds the strain relative to the mean lattice of an area.
  ///
  /// - Throws: `ImageError.parallelVectors`, or `tooSmall` for an area without a point of the grid.
  public init(
    _ first: GeometricPhase, _ second: GeometricPhase, reference: Area
  ) throws(ImageError) {
    columns = first.columns
    rows = first.rows
    spacing = first.spacing
    let inside = Self.points(in: reference, first.columns, first.rows, first.spacing)
    guard !inside.isEmpty else { throw .tooSmall(width: 0, height: 0) }
    let one = Self.mean(first.frequencies, inside)
    let other = Self.mean(second.frequencies, inside)
    let determinant = one.cross(other)
    guard abs(determinant) > 0.05 * one.length * other.length else { throw .parallelVectors }
    lattice = (one, other)
    distortions = zip(first.frequencies, second.frequencies).map { first, second in
      let (change, otherChange) = (first - one, second - other)
      // −G⁻¹ times the changes of g₁ and g₂: the rows of G are the vectors of the lattice.
      func x(_ one1: Double, _ other1: Double) -> Double {
        -(other.y * one1 - one.y * other1) / determinant
      }
      func y(_ one1: Double, _ other1: Double) -> Double {
        -(one.x * other1 - other.x * one1) / determinant
      }
      return Distortion(
        xx: x(change.x, otherChange.x), xy: x(change.y, otherChange.y),
        yx: y(change.x, otherChange.x), yy: y(change.y, otherChange.y))
    }
  }

  /// The points of the grid within an area, as indices.
  public func points(in area: Area) -> [Int] {
    Self.points(in: area, columns, rows, spacing)
  }

  /// Where a point of the grid lies in the image, in pixels.
  public func place(of index: Int) -> PlaneVector {
    PlaneVector(
      x: Double(index % columns) * spacing.x, y: Double(index / columns) * spacing.y)
  }

  private static func points(
    in area: Area, _ columns: Int, _ rows: Int, _ spacing: PlaneVector
  ) -> [Int] {
    (0..<rows).filter { area.y.contains(Double($0) * spacing.y) }.flatMap { row in
      (0..<columns).filter { area.x.contains(Double($0) * spacing.x) }.map { row * columns + $0 }
    }
  }

  private static func mean(_ vectors: [PlaneVector], _ indices: [Int]) -> PlaneVector {
    let sum = indices.reduce(PlaneVector(x: 0, y: 0)) { $0 + vectors[$1] }
    return (1 / Double(indices.count)) * sum
  }
}
