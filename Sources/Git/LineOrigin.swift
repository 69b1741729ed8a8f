/// Who brought a line of a file as it now stands in the working tree.
package enum LineOrigin: Hashable, Sendable {
  /// This commit brought the line; there it had this number in the file of this path (relative to
  /// the project, another one than today's when the file was renamed since).
  case commit(Commit, path: String, line: Int)
  /// The history of this clone ends at this commit: the line is from it or from before.
  case shallow(Commit, path: String, line: Int)
  /// The line is not in HEAD: changed or new since, or in a file HEAD does not have.
  case notCommitted
  /// The file is not of this repository.
  case outside
}
