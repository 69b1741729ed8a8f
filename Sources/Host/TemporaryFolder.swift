import CHost

/// The empty folder that a stage is given as its `TMPDIR`.
///
/// A note of it is left before it is made and goes when it is gone: whoever is killed, and whenever,
/// `Survivors.end` finds it and whoever still works in it.
package struct TemporaryFolder: Sendable {
  /// The absolute path.
  package let path: String
  private let note: String

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
      let folder = TemporaryFolder(path: "\(temporaries)/\(name)", note: "\(notes)/\(name)")
      // Process 0 is nobody: the process has a note of its own.
      var note = try AppendFile(folder.note)
      try note.append("0 0 \(folder.path)")
      let code = host_make_private_folder(folder.path)
      if code == 0 { return folder }
      try Files.remove(folder.note)
      guard code == EEXIST else { throw .failed(.makeFolder, path: folder.path, code: code) }
    }
  }

  /// Removes the folder with all that is in it, then the note.
  package func remove() throws(HostError) {
    try Files.removeTree(path)
    try Files.removeTree(note)
  }
}
