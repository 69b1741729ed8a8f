import Git
import Host

/// The files of the project as a revision has them, or as they lie on disk, with the history behind.
struct ProjectFiles {
  /// Git's repository, which two moments of one project share.
  final class Shared {
    let repository: Repository

    init(_ repository: consuming Repository) { self.repository = repository }
  }

  let shared: Shared
  /// The revision; `nil` for the working tree.
  let revision: Revision?

  /// A file that is larger is not looked into.
  private static let limit = 1 << 30

  /// The bytes of a file; `nil` when none stands there.
  func bytes(of path: String) throws -> [UInt8]? {
    if let revision { return try shared.repository.bytes(of: path, at: revision) }
    guard try Files.status(path)?.kind == .file else { return nil }
    return try Files.read(path, limit: Self.limit)
  }

  /// The names of the files in a folder, sorted; folders in it are left out.
  func names(in folder: String) throws -> [String] {
    guard let revision else {
      guard try Files.status(folder)?.kind == .folder else { return [] }
      return try Files.entries(of: folder).filter { $0.kind != .folder }.map(\.name).sorted()
    }
    let start = folder.utf8.count + 1
    return try shared.repository.files(in: folder, at: revision)
      .map { String(decoding: $0.utf8.dropFirst(start), as: UTF8.self) }
      .filter { !$0.utf8.contains(UInt8(ascii: "/")) }.sorted()
  }

  /// Who brought lines of a file as it stands, by their numbers.
  func authorship(ofLines lines: [Int], in path: String) -> [Int: Authorship] {
    do throws(GitError) {
      let origins =
        if let revision {
          try shared.repository.origins(ofLines: lines, in: path, at: revision)
        } else {
          try shared.repository.origins(ofLines: lines, in: path)
        }
      return origins.mapValues { Authorship(bringing: $0) }
    } catch {
      return Dictionary(lines.map { ($0, .untold(error)) }) { first, _ in first }
    }
  }
}

extension Authorship {
  fileprivate init(bringing origin: LineOrigin) {
    switch origin {
    case .commit(let commit, _, _): self = .commit(commit)
    case .shallow(let commit, _, _): self = .shallow(commit)
    case .notCommitted: self = .notCommitted
    case .outside: self = .outside
    }
  }
}
