internal import CGit2

/// Why a question about the history cannot be answered.
package enum GitError: Error, Hashable, Sendable {
  /// libgit2 is not installed, or not in the version that the tool was built for; `reason` is the
  /// loader's own message.
  case libraryMissing(reason: String)
  /// The repository belongs to another user, and the configuration does not call it safe.
  case notOwned(path: String)
  /// The repository is of a format this version of libgit2 cannot read.
  case unsupportedFormat(path: String, extension: String)
  /// The repository has no working tree.
  case bare(path: String)
  /// The repository cannot be read; `detail` is libgit2's own message.
  case damaged(path: String, detail: String)
  /// An object that history names is not there.
  case missingObject(id: String, path: String)
  /// A program of the user's stands between file and history (`filter=` or
  /// `working-tree-encoding=` in .gitattributes); we start none, so the two cannot be compared.
  case filtered(path: String, by: String)
  /// No commit is called so; in a shallow clone it may lie behind the end of its history.
  case noSuchRevision(String, isShallow: Bool)
  /// Several objects have names that begin so.
  case ambiguousRevision(String)
  /// Neither the working tree nor HEAD has anything at the path.
  case noSuchPath(String)
  /// Lines were asked of something that is no file.
  case notAFile(String)
  /// The file in the working tree has fewer lines.
  case noSuchLine(Int, path: String, count: Int)
  /// The system did not let us read the file.
  case unreadable(path: String, reason: String)
}

extension GitError: CustomStringConvertible {
  /// The error in words: what is wrong, and after a semicolon what to do about it.
  package var description: String {
    switch self {
    case .libraryMissing(let reason):
      "the history cannot be read: libgit2 \(LIBGIT2_SOVERSION) cannot be loaded (\(reason)); "
        + "install the package libgit2-\(LIBGIT2_SOVERSION), or build assay again"
    case .notOwned(let path):
      "the git repository at \(path) belongs to another user; "
        + "if you trust it: git config --global --add safe.directory '\(path)'"
    case .unsupportedFormat(let path, "objectformat"):
      "the git repository at \(path) names its objects by SHA-256, which libgit2 cannot read; "
        + "provenance needs a SHA-1 repository (git init --object-format=sha1)"
    case .unsupportedFormat(let path, let name):
      "the git repository at \(path) uses the format extension `\(name)`, "
        + "which libgit2 cannot read"
    case .bare(let path):
      "the git repository at \(path) is bare; work in a clone or in a worktree of it"
    case .damaged(let path, let detail):
      "the git repository at \(path) cannot be read (\(detail)); git fsck tells what is broken"
    case .missingObject(let id, let path):
      "the git repository at \(path) lacks the object \(id); "
        + "in a partial clone fetch it (git fetch --refetch --no-filter), else see git fsck"
    case .filtered(let path, let name):
      "\(path) is stored in git through \(name), which only git itself can run; "
        + "its content cannot be compared with the history"
    case .noSuchRevision(let name, isShallow: false):
      "there is no revision `\(name)`; git log lists the commits, git branch -a the branches"
    case .noSuchRevision(let name, isShallow: true):
      "there is no revision `\(name)` in this clone, whose history was cut off; "
        + "git fetch --unshallow gets the rest"
    case .ambiguousRevision(let name):
      "several revisions are called `\(name)`; more digits tell them apart"
    case .noSuchPath(let path):
      "\(path) is neither in the working tree nor in HEAD"
    case .notAFile(let path):
      "\(path) is no file, so it has no lines"
    case .noSuchLine(let line, let path, let count):
      "\(path) has no line \(line): it has \(count == 1 ? "1 line" : "\(count) lines")"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    }
  }
}
