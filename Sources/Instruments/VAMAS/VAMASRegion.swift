public import Text

/// A region of a VAMAS file: curves over an energy, and how they were recorded.
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
  /// Where the energies stand.
  public let abscissa: VAMASAbscissa
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
    let draft: [VAMASCurve.Draft]
    let steps: (VAMASField, VAMASField)?
    if shape.isRegular {
      axis = try Self.axis(
        reader.field(named("abscissa")), reader.field(named("unit of the abscissa")))
      let start = try reader.field(named("first energy"))
      steps = (start, try reader.field(named("energy step")))
      draft = try VAMASCurve.Draft.list(of: quoted, from: &reader)
    } else {
      draft = try VAMASCurve.Draft.list(of: quoted, from: &reader)
      guard let energies = draft.first else { throw name.fault(.endsBefore("energies")) }
      axis = try Self.axis(energies.label, energies.unit)
      steps = nil
    }
    signalMode = try reader.field(named("signal mode"))
    dwellTime = try reader.field(named("dwell time"))
    sweeps = try reader.field(named("number of sweeps"))
    deadTime = try reader.field(named("dead time"))
    try reader.skip(3, named("orientation of the sample"))
    try reader.skipList(named("additional numbers"), size: 3)
    try reader.skip(shape.upgradeLines, named("upgrade lines"))
    let all = try VAMASCurve.read(draft, of: quoted, from: &reader)
    if let (start, increment) = steps {
      (abscissa, curves) = (.steps(from: start, by: increment), all)
    } else {
      (abscissa, curves) = (
        .curve(try all[0].checkedAsEnergies(of: quoted)), Array(all.dropFirst())
      )
    }
  }

  private static func axis(
    _ label: VAMASField, _ unit: VAMASField
  ) throws(Diagnostic) -> Axis {
    guard unit.text == "eV" else { throw unit.fault(.otherUnit(unit.text)) }
    switch label.text.lowercased() {
    case "kinetic energy": return .kinetic
    case "binding energy": return .binding
    default: throw label.fault(.otherAxis(label.text))
    }
  }

  /// The energy of the first point, in eV.
  ///
  /// - Throws: A diagnostic at the region's name when its points have energies of their own.
  public var start: VAMASField {
    get throws(Diagnostic) { try steps.start }
  }

  /// From a point to the next, in eV.
  ///
  /// - Throws: A diagnostic at the region's name when its points have energies of their own.
  public var increment: VAMASField {
    get throws(Diagnostic) { try steps.increment }
  }

  private var steps: (start: VAMASField, increment: VAMASField) {
    get throws(Diagnostic) {
      guard case .steps(let start, let increment) = abscissa else {
        throw name.fault(.ownEnergies("\"\(name.text)\""))
      }
      return (start, increment)
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

/// Where the energies of a region stand.
public enum VAMASAbscissa: Sendable {
  /// Scan mode REGULAR: the first energy and what is added from point to point, in eV.
  case steps(from: VAMASField, by: VAMASField)
  /// Scan mode IRREGULAR: a curve of energies in eV, which rise or fall from point to point.
  case curve(VAMASCurve)
}
