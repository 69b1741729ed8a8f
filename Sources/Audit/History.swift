import Git
import Host
import Lines
import Quantity
import Text

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

  /// Who first wrote the values that stand in cells of a file, in the order of the cells.
  borrowing func authorship(of cells: [Cell], in path: String) -> [Authorship] {
    guard let bytes = try? Files.read(path, limit: RecordedInputs.limit) else {
      return answers(cells.map { Spot(line: $0.line, column: 1) }, in: path, nil)
    }
    var told = cells.map { _ in Authorship.notAsked }
    for (dialect, indices) in Dictionary(grouping: cells.indices, by: { cells[$0].dialect }) {
      let follower = CellFollower(dialect, path: path, bytes: bytes)
      let lines = TreeMatch.isTree(path) ? Lines(bytes, file: path) : nil
      let spots = indices.map { follower.spot(of: cells[$0], in: lines) }
      let found = answers(spots, in: path, follower)
      for (index, answer) in zip(indices, found) { told[index] = answer }
    }
    return told
  }

  /// Who first wrote the value at a place of a file of keys and values, such as a parameter.
  borrowing func authorship(ofValueAt place: Place) -> Authorship {
    let follower = CellFollower(nil, path: place.file, bytes: [])
    let spot = Spot(line: place.line, column: place.column)
    return answers([spot], in: place.file, follower)[0]
  }

  private borrowing func answers(
    _ spots: [Spot], in path: String, _ follower: CellFollower?
  ) -> [Authorship] {
    switch state {
    case .absent: return Array(repeating: .noRepository, count: spots.count)
    case .refused(let error): return Array(repeating: .untold(error), count: spots.count)
    case .open(let repository):
      do throws(GitError) {
        return try repository.origins(
          of: spots, in: path, isByLine: follower?.isByLine ?? true, follower?.follow
        ).map(Authorship.init)
      } catch {
        return Array(repeating: .untold(error), count: spots.count)
      }
    }
  }

  /// Hands out every version of a file, the oldest first, with whoever brought it; returns why git
  /// cannot say, if it cannot.
  borrowing func eachChange(
    of path: String, _ take: (FileChange, Authorship) -> Void
  ) -> Authorship? {
    switch state {
    case .absent: return .noRepository
    case .refused(let error): return .untold(error)
    case .open(let repository):
      do throws(GitError) {
        try repository.changes(of: path) { change in
          let authorship = change.commit.map { commit in
            change.isBoundary ? Authorship.shallow(commit) : .commit(commit)
          }
          take(change, authorship ?? .notCommitted)
        }
        return nil
      } catch {
        return .untold(error)
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
