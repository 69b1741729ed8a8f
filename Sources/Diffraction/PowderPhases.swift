#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
public import Numerics

/// Several phases in one pattern, each with its lattice, one size of its domains and free areas
/// (G. S. Pawley, J. Appl. Cryst. 14 (1981) 357), drawn by a known instrument.
///
/// The parameters are, phase after phase, the edges of the cell in Å, 1/D in Å⁻¹ and the areas of its
/// reflections, and last the displacement s of 2θ + s·cos θ in degrees, where it is free.
public struct PowderPhases: PowderModel {
  /// One phase.
  public struct Phase: Sendable {
    /// The kind of cell, with edges to begin with.
    public let cell: UnitCell
    /// The reflections.
    public let reflections: [Miller]
    /// The share η of its profiles.
    public let mixing: Double

    /// Makes a phase from its parts.
    public init(cell: UnitCell, reflections: [Miller], mixing: Double) {
      self.cell = cell
      self.reflections = reflections
      self.mixing = mixing
    }

    var parameterCount: Int { cell.edges.count + 1 + reflections.count }
  }

  /// The phases.
  public let phases: [Phase]
  private let instrument: Instrument
  private let shape: Double

  /// Phases as an instrument draws them.
  ///
  /// - Parameter shape: K of Scherrer's equation for the full width at half maximum.
  public init(_ phases: [Phase], instrument: Instrument, shape: Double = 0.9) {
    self.phases = phases
    self.instrument = instrument
    self.shape = shape
  }

  public var parameterCount: Int { phases.reduce(1) { $0 + $1.parameterCount } }

  /// Where the parameters of a phase begin.
  public func start(of phase: Int) -> Int { phases[..<phase].reduce(0) { $0 + $1.parameterCount } }

  /// The index of 1/D of a phase.
  public func size(of phase: Int) -> Int { start(of: phase) + phases[phase].cell.edges.count }

  /// The index of the displacement.
  public var displacement: Int { parameterCount - 1 }

  public func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?) {
    (instrument.optics, nil)
  }

  public func peaks(_ parameters: [Double]) -> [VariedPeak] {
    phases.indices.flatMap { phase in
      phases[phase].reflections.indices.compactMap { peak(phase, $0, parameters) }
    }
  }

  private func peak(_ phase: Int, _ number: Int, _ parameters: [Double]) -> VariedPeak? {
    let start = start(of: phase)
    let (kind, count) = (phases[phase], phases[phase].cell.edges.count)
    let cell = kind.cell.with(Array(parameters[start..<(start + count)]))
    guard
      let bragg = cell.position(kind.reflections[number], wavelength: instrument.wavelength)
    else { return nil }
    let theta = bragg.value * .pi / 360
    let unit = Scherrer.width(
      inverseSize: 1, position: bragg.value, wavelength: instrument.wavelength, shape: shape)
    let area = start + count + 1 + number
    var varied = VariedPeak(
      PowderPeak(
        area: parameters[area],
        position: bragg.value + instrument.zero + parameters[displacement] * cos(theta),
        width: max(1e-4, instrument.width(at: bragg.value) + unit * parameters[start + count]),
        mixing: kind.mixing))
    varied.area = [(area, 1)]
    varied.position =
      bragg.byEdge.enumerated().map { (start + $0, $1) } + [(displacement, cos(theta))]
    varied.width = [(start + count, unit)]
    return varied
  }
}
