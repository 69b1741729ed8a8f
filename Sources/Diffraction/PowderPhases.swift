#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
public import Numerics

/// Several phases in one pattern, each with its lattice, one size of its domains and free areas, drawn
/// by a known instrument.
///
/// From G. S. Pawley, J. Appl. Cryst. 14 (1981) 357.
///
/// The parameters are, phase after phase, the edges of the cell in Å and 1/D in Å⁻¹ where they are
/// free, and the areas of its reflections; last the displacement s of 2θ + s·cos θ in degrees and the
/// share η of all profiles, unless all phases are held.
public struct PowderPhases: PowderModel {
  /// One phase.
  public struct Phase: Sendable {
    /// The kind of cell, with edges to begin with.
    public let cell: UnitCell
    /// The reflections.
    public let reflections: [Miller]
    /// The size to begin with, in Å.
    public let size: Double
    /// Whether cell and size are held, and only areas are fitted.
    public let isHeld: Bool

    /// Makes a phase from its parts.
    public init(cell: UnitCell, reflections: [Miller], size: Double, isHeld: Bool) {
      self.cell = cell
      self.reflections = reflections
      self.size = size
      self.isHeld = isHeld
    }

    var shapeCount: Int { isHeld ? 0 : cell.edges.count + 1 }
    var parameterCount: Int { shapeCount + reflections.count }
  }

  /// The phases.
  public let phases: [Phase]
  private let instrument: Instrument
  private let shape: Double

  /// Phases as an instrument draws them; `shape` is K of Scherrer's equation for the full width at
  /// half maximum.
  public init(_ phases: [Phase], instrument: Instrument, shape: Double = 0.9) {
    self.phases = phases
    self.instrument = instrument
    self.shape = shape
  }

  /// How many parameters there are.
  public var parameterCount: Int {
    phases.reduce(isHeld ? 0 : 2) { $0 + $1.parameterCount }
  }

  private var isHeld: Bool { phases.allSatisfy(\.isHeld) }
  /// The share η where nothing but areas is fitted.
  private static let heldMixing = 0.7

  /// Where the parameters of a phase begin.
  public func start(of phase: Int) -> Int { phases[..<phase].reduce(0) { $0 + $1.parameterCount } }

  /// The index of 1/D of a phase that is not held.
  public func size(of phase: Int) -> Int { start(of: phase) + phases[phase].cell.edges.count }

  /// The index of the area of a reflection of a phase.
  public func area(of phase: Int, _ reflection: Int) -> Int {
    start(of: phase) + phases[phase].shapeCount + reflection
  }

  /// The index of the displacement; that of the share η follows.
  public var displacement: Int { parameterCount - 2 }
  private var mixing: Int { parameterCount - 1 }

  /// The parameters to begin with: areas as given, cells and sizes those of the phases.
  public func start(areas: [[Double]]) -> [Double] {
    var parameters: [Double] = []
    for (phase, areas) in zip(phases, areas) {
      if !phase.isHeld { parameters += phase.cell.edges + [1 / phase.size] }
      parameters += areas
    }
    return isHeld ? parameters : parameters + [0, Self.heldMixing]
  }

  /// The optics of the instrument; none of the parameters is Ψ².
  public func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?) {
    (instrument.optics, nil)
  }

  /// The reflections with their derivatives.
  public func peaks(_ parameters: [Double]) -> [VariedPeak] {
    phases.indices.flatMap { phase in
      phases[phase].reflections.indices.compactMap { peak(phase, $0, parameters) }
    }
  }

  private func peak(_ phase: Int, _ number: Int, _ parameters: [Double]) -> VariedPeak? {
    let start = start(of: phase)
    let (kind, count) = (phases[phase], phases[phase].cell.edges.count)
    let shift = isHeld ? 0 : parameters[displacement]
    let cell = kind.isHeld ? kind.cell : kind.cell.with(Array(parameters[start..<(start + count)]))
    let inverse = kind.isHeld ? 1 / kind.size : parameters[start + count]
    guard
      let bragg = cell.position(kind.reflections[number], wavelength: instrument.wavelength)
    else { return nil }
    let theta = bragg.value * .pi / 360
    let unit = Scherrer.width(
      inverseSize: 1, position: bragg.value, wavelength: instrument.wavelength, shape: shape)
    let area = area(of: phase, number)
    var varied = VariedPeak(
      PowderPeak(
        area: parameters[area],
        position: bragg.value + instrument.zero + shift * cos(theta),
        width: max(1e-4, instrument.width(at: bragg.value) + unit * inverse),
        mixing: isHeld ? Self.heldMixing : parameters[mixing]))
    varied.area = [(area, 1)]
    if !isHeld {
      varied.position = [(displacement, cos(theta))]
      varied.mixing = [(mixing, 1)]
    }
    if !kind.isHeld {
      varied.position += bragg.byEdge.enumerated().map { (start + $0, $1) }
      varied.width = [(start + count, unit)]
    }
    return varied
  }
}
