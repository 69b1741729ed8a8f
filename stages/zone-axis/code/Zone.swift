#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Numerics

/// A crystal along a zone axis: the plane of its reflections, by two that span it.
struct Zone {
  /// The name of the phase and the direction it is seen along.
  let phase: String
  let axis: String
  /// Two reflections in 1/nm; every other one is m times the first and n times the second.
  let first: PlaneVector
  let second: PlaneVector
  /// The indices of the reflection with m and n.
  let indices: @Sendable (Int, Int) -> [Int]
  /// The reflections that become numbers; angles are to the first of them.
  let reported: [(m: Int, n: Int)]

  /// The layered oxide, R-3m in the hexagonal setting, along [100]: reflections 0kl with k + l a
  /// multiple of 3, spanned by 003 and 01-1.
  static func layered(a: Double, c: Double) -> Zone {
    Zone(
      phase: "layered oxide R-3m", axis: "[100]",
      first: PlaneVector(x: 0, y: 3 / c),
      second: PlaneVector(x: 2 / (3.0.squareRoot() * a), y: -1 / c),
      indices: { m, n in [0, n, 3 * m - n] },
      reported: [(1, 0), (1, 1), (0, 1), (-1, 1)])
  }

  /// Rock salt along [110]: reflections with h = −k, all odd or all even, spanned by 1-11 and -111.
  static func rockSalt(a: Double) -> Zone {
    Zone(
      phase: "rock salt", axis: "[110]",
      first: PlaneVector(x: 2.0.squareRoot() / a, y: 1 / a),
      second: PlaneVector(x: -(2.0.squareRoot()) / a, y: 1 / a),
      indices: { m, n in [m - n, n - m, m + n] },
      reported: [(1, 0), (1, 1), (0, 1)])
  }

  /// The reflection with m and n, 1/nm.
  func vector(_ m: Int, _ n: Int) -> PlaneVector { Double(m) * first + Double(n) * second }

  /// The indices as they are written: `01-4`, with spaces where one has two digits: `0 1 -10`.
  func name(_ m: Int, _ n: Int) -> String {
    let indices = indices(m, n)
    return indices.map { "\($0)" }.joined(separator: indices.allSatisfy { abs($0) < 10 } ? "" : " ")
  }
}

extension PlaneVector {
  /// The angle to another vector, degrees from 0 to 180.
  func angle(to other: PlaneVector) -> Double { atan2(abs(cross(other)), dot(other)) * 180 / .pi }
}
