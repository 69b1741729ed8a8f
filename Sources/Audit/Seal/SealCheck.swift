import Git
import Host
import Text

/// What became of all that is sealed: in the commit, among the records, and in the working tree today.
package struct SealCheck {
  /// How many files the sealed commit has as they were sealed.
  package private(set) var inCommit = 0
  /// How many files stand here as they were sealed.
  package private(set) var here = 0
  /// The files that git never held, and that are not here either.
  package private(set) var absent: [String] = []
  /// How many records were held against one another.
  package private(set) var records = 0
  /// How many objects of git were hashed again.
  package private(set) var objects = 0
  /// What does not hold.
  package private(set) var findings: [SealFinding] = []

  private let sealed: Sealed

  /// Looks at the project in the working directory.
  package init(_ sealed: Sealed) throws {
    self.sealed = sealed
    try checkHistory()
    try checkHere()
  }

  private mutating func find(
    _ place: SealFinding.Place, _ what: String, _ path: String?, _ message: String
  ) {
    findings.append(SealFinding(place, what, path, message))
  }
}

// MARK: - The repository

extension SealCheck {
  private mutating func checkHistory() throws(GitError) {
    guard let repository = try Repository.containing(".") else {
      return find(.git, "commit", nil, "cannot be looked for: the project lies in no repository")
    }
    do throws(GitError) {
      guard let committed = try repository.committed(sealed.commit) else {
        let isCut = repository.isShallow ? "; this clone's history is cut off" : ""
        return find(.git, "commit", nil, "is not in this repository\(isCut)")
      }
      if committed.tree != sealed.tree {
        find(.git, "commit", nil, "has the tree \(committed.tree), and another one was sealed")
      }
      try checkObjects(of: committed, in: repository)
      try checkCommit(committed, in: repository)
    } catch {
      find(.git, "object", nil, "\(error)")
    }
  }

  private mutating func checkObjects(
    of committed: Committed, in repository: borrowing Repository
  ) throws(GitError) {
    var rehash = Rehash()
    try repository.rehash(committed, sealed.files.map(\.path), into: &rehash)
    if let head = try repository.head().commit {
      let isBefore = try repository.rehash(
        commitsTo: head.id, lookingFor: sealed.commit, into: &rehash)
      if !isBefore {
        let cause = repository.isShallow ? "this clone's history is cut off" : "it was rewritten"
        find(.git, "commit", nil, "is not in the history of HEAD: \(cause), or HEAD is elsewhere")
      }
    }
    objects = rehash.count
    for broken in rehash.broken {
      find(.git, "object", broken.path, "the object \(broken.id) does not hold: \(broken.reason)")
    }
  }

  private mutating func checkCommit(
    _ committed: Committed, in repository: borrowing Repository
  ) throws(GitError) {
    var held: [String: [UInt8]] = [:]
    for file in sealed.files where file.isCommitted {
      guard let bytes = try repository.bytes(at: file.path, of: committed) else {
        find(.commit, file.role.rawValue, file.path, "is not in the sealed commit")
        continue
      }
      if Digest.of(bytes) == file.digest {
        inCommit += 1
        if file.role == .record || file.role == .numbers { held[file.path] = bytes }
      } else {
        find(.commit, file.role.rawValue, file.path, "has other bytes in the sealed commit")
      }
    }
    records = sealed.files.count { $0.role == .record && held[$0.path] != nil }
    if let agreement = try? RecordAgreement(of: sealed.files, bytes: { held[$0] }) {
      findings += agreement.findings(at: .commit)
    }
  }
}

// MARK: - The working tree

extension SealCheck {
  private mutating func checkHere() throws {
    for file in sealed.files {
      guard try Files.status(file.path)?.kind == .file else {
        if file.isCommitted {
          find(.here, file.role.rawValue, file.path, "is missing")
        } else {
          absent.append(file.path)
        }
        continue
      }
      if try Files.digest(of: file.path).digest == file.digest {
        here += 1
      } else {
        find(.here, file.role.rawValue, file.path, "has other bytes than were sealed")
      }
    }
  }
}
