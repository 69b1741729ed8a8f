public import Text

/// A region of a VAMAS file: curves at equal steps of energy, and how they were recorded.
public struct VAMASRegion: Sendable {
  /// What its energies count from.
  public enum Axis: Hashable, Sendable {
    /// The kinetic energy of the electrons.
    case kinetic
    /// Their binding energy.
    case binding
  }

  /// The name of the region, such as `Ni 2p`.
  public let name: VAMASField
  /// The name of the sample.
  public let sample: VAMASField
  /// The source of radiation, such as `Al (mono)`.
  public let source: VAMASField
  /// The energy of the radiation, in eV.
  public let photonEnergy: VAMASField
  /// The power of the source, in W.
  public let sourcePower: VAMASField
  /// The mode of the analyser, such as `FAT`.
  public let analyserMode: VAMASField
  /// The pass energy in eV, or the retard ratio.
  public let passEnergy: VAMASField
  /// The magnification of the transfer lens.
  public let magnification: VAMASField
  /// What the energies count from.
  public let axis: Axis
  /// The energy of the first point, in eV.
  public let start: VAMASField
  /// From a point to the next, in eV.
  public let increment: VAMASField
  /// How the signal was taken, such as `pulse counting`.
  public let signalMode: VAMASField
  /// The time of one point in one scan, in s.
  public let dwellTime: VAMASField
  /// How many scans were added up.
  public let sweeps: VAMASField
  /// The dead time of the detector, in s.
  public let deadTime: VAMASField
  /// The curves, such as `Intensity` and `Transmission`; each has a value at every point.
  public let curves: [VAMASCurve]

  init(_ shape: VAMASShape, from reader: inout VAMASReader) throws(Diagnostic) {
    name = try reader.field("name of a region")
    let quoted = "\"\(name.text)\""
    func named(_ name: String) -> String { "\(name) of \(quoted)" }
    sample = try reader.field(named("sample"))
    try reader.skip(7, named("date"))
    try reader.skipList(named("lines of the comment"))
    let technique = try reader.field(named("technique"))
    guard technique.text == "XPS" else { throw technique.fault(.otherTechnique(technique.text)) }
    try reader.skip(shape.experimentalVariables, named("experimental variables"))
    source = try reader.field(named("source"))
    photonEnergy = try reader.field(named("photon energy"))
    sourcePower = try reader.field(named("source power"))
    try reader.skip(4, named("beam widths and angles"))
    analyserMode = try reader.field(named("analyser mode"))
    passEnergy = try reader.field(named("pass energy"))
    magnification = try reader.field(named("magnification"))
    try reader.skip(6, named("work function, bias, analysis widths and angles"))
    try reader.skip(3, named("species, transition and charge"))
    let label = try reader.field(named("abscissa"))
    axis = try Self.axis(label)
    let unit = try reader.field(named("unit of the abscissa"))
    guard unit.text == "eV" else { throw unit.fault(.otherUnit(unit.text)) }
    start = try reader.field(named("first energy"))
    increment = try reader.field(named("energy step"))
    let draft = try VAMASCurve.Draft.list(of: quoted, from: &reader)
    signalMode = try reader.field(named("signal mode"))
    dwellTime = try reader.field(named("dwell time"))
    sweeps = try reader.field(named("number of sweeps"))
    deadTime = try reader.field(named("dead time"))
    try reader.skip(3, named("orientation of the sample"))
    try reader.skipList(named("additional numbers"), size: 3)
    try reader.skip(shape.upgradeLines, named("upgrade lines"))
    curves = try VAMASCurve.read(draft, of: quoted, from: &reader)
  }

  private static func axis(_ label: VAMASField) throws(Diagnostic) -> Axis {
    switch label.text.lowercased() {
    case "kinetic energy": return .kinetic
    case "binding energy": return .binding
    default: throw label.fault(.otherAxis(label.text))
    }
  }

  /// The one curve with a label, letter case aside.
  ///
  /// - Throws: A diagnostic at the region's name when it has none.
  public func curve(_ label: String) throws(Diagnostic) -> VAMASCurve {
    let found = curves.first { $0.label.text.lowercased() == label.lowercased() }
    guard let found else {
      throw name.fault(
        .noCurve(label, of: "\"\(name.text)\"", there: curves.map(\.label.text)))
    }
    return found
  }
}
