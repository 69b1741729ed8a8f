// The counts for the table of docs/science.md.
import Glibc

extension Coverage {
  /// Prints the counts where `ASSAY_COVERAGE` asks for the long study.
  static func tell(_ counts: [Coverage]) {
    guard getenv("ASSAY_COVERAGE") != nil else { return }
    for count in counts { print("coverage: \(count)") }
  }
}
