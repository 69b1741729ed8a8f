#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Neighbouring reflections in one window: an area of each, one width and one share η for all, and a
/// place of each that is not tied to that of another.
///
/// The parameters are the areas in counts·degrees, the places of the free reflections in degrees,
/// the logarithm of the width, and the share.
public struct PeakGroup: PowderModel {
  /// Where a reflection stands that is too weak to have a place of its own.
  public struct Tie: Hashable, Sendable {
    /// The free reflection it follows.
    public let leader: Int
    /// How far beyond it stands, in degrees 2θ.
    public let distance: Double

    /// Makes a tie from its parts.
    public init(leader: Int, distance: Double) {
      self.leader = leader
      self.distance = distance
    }
  }

  /// How many reflections there are.
  public let count: Int
  private let fixed: PowderOptics
  /// The tie of each; `nil` where it is free.
  private let ties: [Tie?]

  /// Reflections drawn by known optics.
  ///
  /// - Parameters:
  ///   - ties: The tie of each reflection, `nil` for one with a place of its own; a leader is free.
  ///   - optics: What draws them.
  public init(_ ties: [Tie?], optics: PowderOptics) {
    count = ties.count
    self.ties = ties
    fixed = optics
  }

  /// The index of the place of a reflection; `nil` where it is tied.
  public func place(of reflection: Int) -> Int? {
    guard ties[reflection] == nil else { return nil }
    return count + ties[..<reflection].count { $0 == nil }
  }

  /// The index of the logarithm of the width; that of the share follows.
  public var width: Int { count + ties.count { $0 == nil } }

  /// How many parameters there are.
  public var parameterCount: Int { width + 2 }

  /// The known optics; none of the parameters is Ψ².
  public func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?) {
    (fixed, nil)
  }

  /// The reflections with their derivatives.
  public func peaks(_ parameters: [Double]) -> [VariedPeak] {
    let value = exp(parameters[width])
    return ties.enumerated().map { index, tie in
      let place = place(of: tie?.leader ?? index) ?? 0
      var varied = VariedPeak(
        PowderPeak(
          area: parameters[index], position: parameters[place] + (tie?.distance ?? 0),
          width: value, mixing: parameters[width + 1]))
      varied.area = [(index, 1)]
      varied.position = [(place, 1)]
      varied.width = [(width, value)]
      varied.mixing = [(width + 1, 1)]
      return varied
    }
  }
}
