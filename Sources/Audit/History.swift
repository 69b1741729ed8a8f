import Git

/// The git repository around the project, or why there is none to ask.
struct History: ~Copyable {
  private enum State: ~Copyable {
    case open(Repository)
    case absent
    case refused(GitError)
  }

  private let state: State

  /// Opens the repository around the working directory.
  init() {
    do throws(GitError) {
      if let repository = try Repository.containing(".") {
        state = .open(repository)
      } else {
        state = .absent
      }
    } catch {
      state = .refused(error)
    }
  }

  /// Who brought lines of a file, by their numbers.
  borrowing func authorship(ofLines lines: [Int], in path: String) -> [Int: Authorship] {
    func all(_ answer: Authorship) -> [Int: Authorship] {
      Dictionary(lines.map { ($0, answer) }) { first, _ in first }
    }
    switch state {
    case .absent: return all(.noRepository)
    case .refused(let error): return all(.untold(error))
    case .open(let repository):
      do throws(GitError) {
        return try repository.origins(ofLines: lines, in: path).mapValues(Authorship.init)
      } catch {
        return all(.untold(error))
      }
    }
  }

  /// Who last changed a file.
  borrowing func lastChange(of path: String) -> Authorship {
    switch state {
    case .absent: return .noRepository
    case .refused(let error): return .untold(error)
    case .open(let repository):
      do throws(GitError) {
        return Authorship(try repository.lastChange(of: path))
      } catch {
        return .untold(error)
      }
    }
  }
}

extension Authorship {
  fileprivate init(_ origin: LineOrigin) {
    switch origin {
    case .commit(let commit, _, _): self = .commit(commit)
    case .shallow(let commit, _, _): self = .shallow(commit)
    case .notCommitted: self = .notCommitted
    case .outside: self = .outside
    }
  }

  fileprivate init(_ change: LastChange) {
    switch change {
    case .committed(let commit): self = .commit(commit)
    case .shallow(let commit): self = .shallow(commit)
    case .uncommitted: self = .notCommitted
    case .untracked: self = .untracked
    case .ignored: self = .ignored
    case .outside: self = .outside
    }
  }
}
