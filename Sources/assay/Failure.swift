import Audit
import Build
import Git
import Host
import Store
import Text

/// The exit codes, documented in `assay --help`.
enum Failure {
  static let stage: Int32 = 1
  static let usage: Int32 = 2
  static let outOfDate: Int32 = 3
  static let doesNotHold: Int32 = 4
  static let interrupted: Int32 = 130

  /// The code for an error that ended a verb.
  static func code(of error: any Error) -> Int32 {
    switch error {
    case is Diagnostic, is ProjectError: usage
    case StoreError.special, StoreError.tooDeep, StoreError.linkLoop, StoreError.strangeState: usage
    case GitError.noSuchRevision, GitError.ambiguousRevision: usage
    case HostError.waitGivenUp: interrupted
    case let error as AuditError: error.isDoubt ? doesNotHold : usage
    case let error as SealRefusal: code(of: error)
    case is StaleExport: outOfDate
    default: stage
    }
  }

  private static func code(of refusal: SealRefusal) -> Int32 {
    switch refusal {
    case .noRepository, .noCommit, .nothing, .notCommitted: usage
    case .outOfDate, .unrecorded, .changed: outOfDate
    case .doubted, .disagreeing, .claims: doesNotHold
    }
  }

  /// What a person is told: a place first, as compilers do, so that editors can go there.
  static func text(of error: any Error) -> String {
    if let diagnostic = error as? Diagnostic, diagnostic.place != nil { return "\(diagnostic)" }
    return "error: \(error)"
  }
}
