/// What the working tree was checked out from.
package enum Head: Hashable, Sendable {
  /// A branch that has no commit yet.
  case unborn(branch: String)
  /// The tip of a branch.
  case branch(String, Commit)
  /// A commit that stands on no branch.
  case detached(Commit)

  /// The commit, unless there is none yet.
  package var commit: Commit? {
    switch self {
    case .unborn: nil
    case .branch(_, let commit), .detached(let commit): commit
    }
  }
}
