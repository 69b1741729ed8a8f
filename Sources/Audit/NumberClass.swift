import Pipeline

/// The class of a number: what kind of evidence it is, named by the weakest thing it rests on.
package enum NumberClass: String, Sendable, CaseIterable {
  /// A printed value typed in.
  case transcribed
  /// Calculated from printed values.
  case recalculated
  /// From made-up data: the method recovers a value put in, evidence of nothing else.
  case simulated
  /// All raw data measured.
  case measured
  /// Read off a printed figure.
  case digitized
  /// Rests on something nobody published or measured.
  case assumed
  /// Rests on data whose origin nobody declared.
  case unknown
}

extension NumberClass {
  /// The class of what rests on something.
  ///
  /// Data decide; constants and parameters do only where there are no data.
  init(_ ground: Ground) {
    let leaves = ground.data.isEmpty ? ground.given : ground.data
    switch leaves.min(by: { $0.strength < $1.strength }) {
    case .synthetic: self = .simulated
    case .assumed: self = .assumed
    case .digitized: self = .digitized
    case .published: self = ground.isTranscript ? .transcribed : .recalculated
    case .measured: self = .measured
    case .unknown, nil: self = .unknown
    }
  }
}

extension Origin {
  /// How much a value of this origin is evidence of; anything synthetic spoils all the rest.
  var strength: Int {
    switch self {
    case .synthetic: 0
    case .unknown: 1
    case .assumed: 2
    case .digitized: 3
    case .published: 4
    case .measured: 5
    }
  }
}
