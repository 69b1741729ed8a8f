import Glibc
import Testing

/// Instrument files of other people, which the project does not hold: for tests alone, skipped where
/// they are absent.
enum Reference {
  /// The folder named by `ASSAY_REFERENCE_DATA`, or the one beside the project.
  static let folder =
    getenv("ASSAY_REFERENCE_DATA").map { String(cString: $0) }
    ?? "\(Truth.root)/../shared/data/reference"

  static let absent: Comment = "no reference files: set ASSAY_REFERENCE_DATA"

  static func has(_ path: String) -> Bool { access("\(folder)/\(path)", R_OK) == 0 }
}
