package import Host
package import Store
package import Text

/// Why what is recorded of a stage's numbers does not hold.
package enum Doubt: Error, Hashable, Sendable {
  /// Numbers that no record knows; the fault says why a record that is there cannot be read.
  case unrecorded(stage: String, path: String, RecordFault?)
  /// A file with other bytes than the record names; no shifts when only something beside the
  /// numbers differs, `nil` when it cannot be read any more.
  case altered(stage: String, path: String, recorded: Digest, found: Digest, [Shift]?)
  /// A record whose list of values is not that of the file it names.
  case contradicted(stage: String, path: String, [Shift])
  /// The recorded bytes are not a file of numbers.
  case malformed(stage: String, Diagnostic)
  /// A record whose numbers are neither on disk nor beside it.
  case gone(stage: String, path: String)
  /// A cell, step or number that comes out otherwise.
  case disagreement(Finding)

  /// The stage whose numbers are in doubt.
  package var stage: String {
    switch self {
    case .unrecorded(let stage, _, _), .altered(let stage, _, _, _, _),
      .contradicted(let stage, _, _), .malformed(let stage, _), .gone(let stage, _):
      stage
    case .disagreement(let finding): finding.stage
    }
  }
}
