package import Git

/// Who brought what stands in the working tree, as far as git can say.
///
/// Cells by the thousand share a few commits: each lies in one place.
package indirect enum Authorship: Hashable, Sendable {
  /// This commit brought it.
  case commit(Commit)
  /// The history of this clone ends at this commit: from it or from before.
  case shallow(Commit)
  /// Not as HEAD has it.
  case notCommitted
  /// Git does not know the file.
  case untracked
  /// Git was told not to look at the file.
  case ignored
  /// The file is not of this repository.
  case outside
  /// The project lies in no repository.
  case noRepository
  /// Git cannot say, for this reason.
  case untold(GitError)
  /// It was not asked: what stands there now is not what was recorded.
  case notAsked

  /// The commit, where there is one.
  package var commit: Commit? {
    switch self {
    case .commit(let commit), .shallow(let commit): commit
    default: nil
    }
  }

  /// Whether what stands there is in a commit; `nil` when that is not known.
  package var isCommitted: Bool? {
    switch self {
    case .commit, .shallow: true
    case .notCommitted, .untracked, .ignored: false
    case .outside, .noRepository, .untold, .notAsked: nil
    }
  }
}
