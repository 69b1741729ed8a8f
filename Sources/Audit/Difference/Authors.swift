import Git
import Pipeline
import Text

/// Who brought the causes of a difference: of a cell the commit that its line is from, of a file all
/// commits between the two moments that changed it.
struct Authors {
  private let old: Snapshot
  private let new: Snapshot

  init(_ old: Snapshot, _ new: Snapshot) {
    self.old = old
    self.new = new
  }

  /// Who brought each cause, as far as that can be known; the latest first.
  func of(_ causes: Set<Cause>) throws -> [Cause: [Authorship]] {
    var lines: [String: [(line: Int, cause: Cause)]] = [:]
    var paths: [String: [Cause]] = [:]
    for cause in causes {
      switch cause {
      case .cell(let path, let change):
        if let spot = change.new {
          lines[path, default: []].append((spot.line, cause))
        } else {
          paths[path, default: []].append(cause)
        }
      case .file(let path, _, _), .code(let path, _): paths[path, default: []].append(cause)
      case .parameter(let name, _, _):
        guard let parameter = new.pipeline.parameter(named: name) else { continue }
        let place = new.pipeline.place(of: parameter.mark)
        lines[place.file, default: []].append((place.line, cause))
      default: continue
      }
    }
    var found: [Cause: [Authorship]] = [:]
    for (path, wanted) in lines {
      let answers = new.files.authorship(ofLines: Array(Set(wanted.map(\.line))), in: path)
      for (line, cause) in wanted { found[cause] = [answers[line]].compactMap(\.self) }
    }
    let commits = try self.commits(changing: Set(paths.keys))
    for (path, causes) in paths {
      for cause in causes { found[cause] = commits[path] }
    }
    return found
  }

  private func commits(changing paths: Set<String>) throws -> [String: [Authorship]] {
    guard let before = old.files.revision, !paths.isEmpty else { return [:] }
    let repository = new.files.shared
    var found = try repository.repository.commits(
      since: before, upTo: new.files.revision, changing: paths
    ).mapValues { $0.map(Authorship.commit) }
    guard new.files.revision == nil else { return found }
    for path in try repository.repository.dirtyPaths(excluding: []) where paths.contains(path) {
      found[path, default: []].insert(.notCommitted, at: 0)
    }
    return found
  }
}
