package import Host
private import Text

/// What can be wrong with the things the store takes in or gives back.
package enum StoreError: Error, Hashable, Sendable {
  /// A path that is neither file, folder nor link.
  case special(path: String)
  /// Folders nested deeper than anyone means.
  case tooDeep(path: String)
  /// A link that leads round in a circle.
  case linkLoop(path: String)
  /// A link among outputs that leads out of the project.
  case linkLeaves(path: String, target: String)
  /// A blob whose bytes are not those of its name; it has been moved to quarantine.
  case badBlob(Digest)
  /// A link, a pipe, or a folder in place of a file where this machine's own state lies.
  case strangeState(path: String)
  /// A blob that is not in the store.
  case missingBlob(Digest)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .special(let path):
      "`\(Escaped(path))` is a socket, a pipe or a device: only files, folders and links can be inputs and outputs"
    case .tooDeep(let path):
      "`\(Escaped(path))` lies more than \(Disk.depthLimit) folders deep"
    case .linkLoop(let path): "the link `\(Escaped(path))` leads round in a circle"
    case .linkLeaves(let path, let target):
      "output link `\(Escaped(path))` leads to `\(Escaped(target))`, outside the project"
    case .badBlob(let digest):
      "the stored copy \(digest.hex.prefix(12)) does not hold the bytes of its name; moved to \(Layout.quarantine)"
    case .strangeState(let path):
      "`\(Escaped(path))` is not what lies there: nothing is written through it\n"
        + "  hint: look what it is, and remove it; what is lost with it costs reruns at most"
    case .missingBlob(let digest): "the store does not hold \(digest.hex.prefix(12))"
    }
  }
}
