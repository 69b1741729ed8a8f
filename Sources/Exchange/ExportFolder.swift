package import Host
import Text

/// A folder that an export fills: it appears under its name when it is whole, and never takes the place
/// of anything.
package struct ExportFolder: ~Copyable {
  private let path: String
  private let growing: String
  private var isNamed = false

  /// Begins a folder; an absolute path, `shown` as the user named it.
  ///
  /// - Throws: a diagnostic when something stands there already.
  package static func begin(_ path: String, shown: String) throws -> ExportFolder {
    if let status = try Files.status(path, followingLinks: false) {
      let isEmpty = try status.kind == .folder && Files.entries(of: path).isEmpty
      guard isEmpty else {
        throw Diagnostic(
          "`\(Escaped(shown))` is there already, and an export overwrites nothing",
          hint: "name another folder, or remove it first")
      }
    }
    let folder = ExportFolder(path)
    try Files.makeFolders(folder.growing)
    return folder
  }

  private init(_ path: String) {
    self.path = path
    growing = "\(path).assay-\(Machine.processID)"
  }

  /// Writes a file of the export's own.
  package func write(_ text: String, to name: String) throws {
    try makeRoom(for: name)
    try Files.write(text, to: "\(growing)/\(name)")
  }

  /// Copies a file; what arrives has the digest that was promised.
  package func copy(
    _ source: String, to name: String, isExecutable: Bool, expecting digest: Digest? = nil
  ) throws {
    try makeRoom(for: name)
    _ = try Files.copy(
      source, to: "\(growing)/\(name)", executable: isExecutable, expecting: digest)
  }

  /// Makes a symbolic link that holds a text.
  package func link(_ text: String, at name: String) throws {
    try makeRoom(for: name)
    try Files.link(text, at: "\(growing)/\(name)")
  }

  /// Gives the folder its name.
  package consuming func finish() throws {
    try Files.rename(growing, to: path)
    isNamed = true
  }

  private func makeRoom(for name: String) throws {
    guard let cut = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    try Files.makeFolders("\(growing)/\(name[..<cut])")
  }

  deinit {
    if !isNamed { try? Files.removeTree(growing) }
  }
}
