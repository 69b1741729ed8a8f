import CHost

/// The empty folder that a stage is given as its `TMPDIR`.
///
/// A note of it is left before it is made and goes when it is gone: whoever is killed, and whenever,
/// `Survivors.end` finds it and whoever still works in it.
package struct TemporaryFolder: Sendable {
  /// The absolute path.
  package let path: String
  private let note: String
  /// What it was when it had just been made.
  private let made: FileStatus?
  /// Whether it was handed on when its making was so long ago that any change shows in its times.
  private var isSettled = false

  /// The coarsest clock tick of file systems in use (10 ms at 100 Hz), doubled.
  private static let tick: Int64 = 20_000_000

  /// How the names of all these folders begin; no other folder is ever removed on the word of a note.
  static let prefix = "assay-"

  /// Makes a folder in a folder for temporary things, with its note in a folder of notes.
  package static func make(
    in temporaries: String, notes: String
  ) throws(HostError) -> TemporaryFolder {
    try Files.forbidNUL(temporaries)
    try Files.makeFolders(notes)
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 36)
      let name = prefix + String(repeating: "0", count: max(0, 13 - number.utf8.count)) + number
      let (path, note) = ("\(temporaries)/\(name)", "\(notes)/\(name)")
      // Process 0 is nobody: the process has a note of its own.
      var file = try AppendFile(note)
      try file.append("0 0 \(path)")
      let code = host_make_private_folder(path)
      if code == 0 {
        let made = try Files.status(path, followingLinks: false)
        return TemporaryFolder(path: path, note: note, made: made)
      }
      try Files.remove(note)
      guard code == EEXIST else { throw .failed(.makeFolder, path: path, code: code) }
    }
  }

  /// The same folder for somebody else, if it is the very one that was made, nothing of it was ever
  /// changed, and it is empty: then it is as good as a new one.
  package var handedOn: TemporaryFolder? {
    guard let made, let status = try? Files.status(path, followingLinks: false), status == made
    else { return nil }
    // The times of a change within one tick of the making may be those of the making.
    guard isSettled || (try? Files.entries(of: path))?.isEmpty ?? false else { return nil }
    var folder = self
    folder.isSettled = made.identity.changed + Self.tick < Machine.now.sinceEpoch
    return folder
  }

  /// Removes the folder with all that is in it, then the note.
  package func remove() throws(HostError) {
    try Files.removeTree(path)
    try Files.removeTree(note)
  }
}
