import ArgumentParser
import Host
import Text

/// A commit of the repository around the project, checked out into scratch folders beside it.
///
/// git itself does it, as it would for whoever clones the repository, so that attributes and filters
/// are honoured. The clones borrow the objects of the repository, in which nothing is written: no
/// worktree is noted, no reference, no index. No hook is run.
struct CleanCheckout {
  /// The commit, 40 hexadecimal digits.
  let commit: String
  /// The folder that all checkouts lie in.
  let folder: String
  /// The repository's working tree.
  private let top: String
  /// The project's folder in it, with a slash at its end; empty for the working tree itself.
  private let prefix: String

  /// Finds a commit; the project's root is the working directory.
  init(of revision: String, in folder: String) throws {
    self.folder = folder
    guard Machine.executable(named: "git", path: Errand.path) != nil else {
      throw Diagnostic(
        "`git` is not on the PATH", hint: "install git: it checks out what is to be rebuilt")
    }
    guard case .said(let prefix) = try Self.git(["rev-parse", "--show-prefix"], folder),
      case .said(let top) = try Self.git(["rev-parse", "--show-toplevel"], folder)
    else {
      throw Diagnostic(
        "the project lies in no git repository",
        hint: "a commit is what can be rebuilt: git init, git add, git commit")
    }
    let asked = "\(revision)^{commit}"
    guard
      case .said(let commit) = try Self.git(
        ["rev-parse", "--verify", "--quiet", "--end-of-options", asked], folder)
    else {
      throw Diagnostic(
        "`\(Escaped(revision))` names no commit",
        hint: revision == "HEAD" ? "git commit" : "git log --oneline --all lists them")
    }
    (self.prefix, self.top, self.commit) = (prefix, top, commit)
  }

  /// How many tracked files of the working tree differ from its HEAD; what is left out.
  func changedFiles() throws -> Int {
    let arguments = ["--no-optional-locks", "status", "--porcelain", "--untracked-files=no"]
    guard case .said = try Self.git(arguments, folder) else { return 0 }
    return try Self.lines(of: folder).count
  }

  /// Checks the commit out under a name; returns the project's root in it.
  func make(_ name: String) throws -> String {
    let place = "\(folder)/\(name)"
    let quietly = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"]
    for arguments in [
      quietly + ["clone", "--quiet", "--shared", "--no-checkout", "--", top, place],
      ["-C", place] + quietly + ["checkout", "--quiet", "--detach", commit],
    ] {
      guard case .refused(let text) = try Self.git(arguments, folder) else { continue }
      throw Diagnostic(
        "git cannot check out \(commit.prefix(8))"
          + text.map { "\n  | \(Escaped($0))" }.joined())
    }
    let root = prefix.isEmpty ? place : "\(place)/\(prefix.dropLast())"
    guard try Files.status(root)?.kind == .folder else {
      throw Diagnostic("\(commit.prefix(8)) has no folder `\(Escaped(prefix))`")
    }
    return root
  }

  private enum Answer {
    /// The last line, empty for none; warnings come before it.
    case said(String)
    /// All lines.
    case refused([String])
  }

  private static func git(_ arguments: [String], _ folder: String) throws -> Answer {
    guard let ended = try Errand.run(["git"] + arguments, in: folder) else {
      throw ExitCode(Failure.interrupted)
    }
    let lines = try lines(of: folder)
    return ended.outcome == .exited(0) ? .said(lines.last ?? "") : .refused(lines)
  }

  /// What the last errand in a folder said.
  private static func lines(of folder: String) throws -> [String] {
    guard let bytes = try? Files.read("\(folder)/log", limit: 1 << 20) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
