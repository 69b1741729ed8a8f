internal import CGit2

/// How a libgit2 function failed: its status and the message it left behind.
struct Failure: Error {
  let code: Int32
  let message: String

  /// Reads the message of the call that just returned the status.
  init(code: Int32) {
    self.code = code
    message = git_error_last().flatMap { $0.pointee.message.map { String(cString: $0) } } ?? ""
  }

  /// Whether the thing asked for does not exist.
  var isAbsence: Bool { code == GIT_ENOTFOUND.rawValue }
}
