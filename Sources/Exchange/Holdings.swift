import Host
import Pipeline
import Store

/// Where the bytes of what records name can be had: at their path, or in the store of this machine.
struct Holdings {
  /// A file that can be copied.
  struct Source {
    let path: String
    let digest: Digest
    let size: UInt64
    let isExecutable: Bool
  }

  private var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
  private let store = Store()

  /// The files of a file or folder, by the path each has in the project; `nil` when bytes are missing.
  ///
  /// Links and empty folders are no files.
  mutating func files(of artifact: Artifact) throws -> [(path: String, source: Source)]? {
    let isThere = try disk.content(of: artifact.path, as: .output) == artifact.content
    guard isThere || store.has(artifact.content) else { return nil }
    switch artifact.content.kind {
    case .link: return nil
    case .file, .executable:
      let isExecutable = artifact.content.kind == .executable
      return try source(artifact.path, artifact.content.digest, isExecutable, isThere).map {
        [(artifact.path, $0)]
      }
    case .folder:
      let tree =
        isThere
        ? try disk.tree(of: artifact.path, as: .output) : try store.tree(artifact.content.digest)
      var files: [(path: String, source: Source)] = []
      for entry in tree.entries {
        guard case .file(let digest, let isExecutable) = entry.item else { continue }
        let path = "\(artifact.path)/\(entry.name)"
        guard let source = try source(path, digest, isExecutable, isThere) else { return nil }
        files.append((path, source))
      }
      return files
    }
  }

  /// A file as it stands in the working tree.
  mutating func file(at path: String) throws -> Source? {
    guard let content = try disk.content(of: path, as: .input),
      content.kind == .file || content.kind == .executable
    else { return nil }
    return try source(path, content.digest, content.kind == .executable, true)
  }

  private func source(
    _ path: String, _ digest: Digest, _ isExecutable: Bool, _ isThere: Bool
  ) throws -> Source? {
    let place = isThere ? path : Layout.blob(digest)
    guard let status = try Files.status(place) else { return nil }
    return Source(
      path: place, digest: digest, size: status.identity.size, isExecutable: isExecutable)
  }
}
