#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Neighbouring reflections in one window: an area and a place of each, one width and one share η
/// for all.
///
/// The parameters are area and position of each reflection in their order, then the logarithm of the
/// width and the share.
public struct PeakGroup: PowderModel {
  /// How many reflections there are.
  public let count: Int
  private let fixed: PowderOptics

  /// A group of so many reflections, drawn by known optics.
  public init(count: Int, optics: PowderOptics) {
    self.count = count
    fixed = optics
  }

  public var parameterCount: Int { 2 * count + 2 }

  public func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?) {
    (fixed, nil)
  }

  public func peaks(_ parameters: [Double]) -> [VariedPeak] {
    let width = exp(parameters[2 * count])
    return (0..<count).map { index in
      var varied = VariedPeak(
        PowderPeak(
          area: parameters[2 * index], position: parameters[2 * index + 1], width: width,
          mixing: parameters[2 * count + 1]))
      varied.area = [(2 * index, 1)]
      varied.position = [(2 * index + 1, 1)]
      varied.width = [(2 * count, width)]
      varied.mixing = [(2 * count + 1, 1)]
      return varied
    }
  }
}
