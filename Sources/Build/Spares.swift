import Host
import Store

/// What stages left as they were given it, for the stages after them: temporary folders in which
/// nothing was ever put, and logs in which nothing was ever written.
///
/// For a small stage the making and removing of files costs the system more than all else that is
/// done about it. No stage can tell what it is given here from what is new.
final class Spares {
  private var folders: [TemporaryFolder] = []
  /// Empty logs, each still under the name that it was given to a stage by.
  private var logs: [String] = []

  /// An empty folder for one stage, which is given back when the stage has ended.
  func temporaryFolder() throws -> TemporaryFolder {
    while let folder = folders.popLast() {
      if let folder = folder.handedOn { return folder }
      try? folder.remove()
    }
    return try TemporaryFolder.make(in: Run.temporaries, notes: Layout.notes)
  }

  /// Takes a folder back; one that was used is removed.
  func takeBack(_ folder: TemporaryFolder) {
    if let folder = folder.handedOn {
      folders.append(folder)
    } else {
      try? folder.remove()  // else the next run does, by its note
    }
  }

  /// Lets nothing stand at a path but perhaps an empty file, for the log of a stage.
  func prepareLog(at path: String) throws {
    // Whatever is there gives way, also a link, which is not written through.
    if let spare = logs.popLast(), (try? Files.rename(spare, to: path)) != nil { return }
    try Files.makeFolders(Layout.logs)
    try Files.removeTree(path)
  }

  /// Takes the log of a stage that went well back if nothing was written to it; `false` when it must
  /// stay.
  func takeBack(log path: String) throws -> Bool {
    guard let status = try Files.status(path, followingLinks: false) else { return true }
    guard status.kind == .file, status.identity.size == 0 else { return false }
    logs.append(path)
    return true
  }

  /// Removes all that is here.
  func drop() {
    for folder in folders { try? folder.remove() }
    for log in logs { try? Files.remove(log) }
    (folders, logs) = ([], [])
  }
}
