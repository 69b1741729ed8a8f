import Host
import Text

@testable import Store

/// The other files of the store: manifests, listings of folders, lines of the log of actions.
enum StoreChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    if let manifest = Manifest(bytes: bytes) { try check(manifest) }
    if let tree = Tree(bytes: bytes) { try check(tree) }
    if let json = try? JSON.read(bytes, file: ""), let action = Action(json) {
      let written = action.json.compact
      let again = (try? JSON.read(Array(written.utf8), file: "")).flatMap(Action.init)
      try require(again == action, "the action reads back as \(String(describing: again))")
    }
  }

  /// A manifest is the same whatever the order in which its lines came.
  private static func check(_ manifest: Manifest) throws(Violation) {
    let again = try require(Manifest(bytes: manifest.bytes), "a manifest that cannot be read back")
    for other in [
      again, Manifest(manifest.lines.reversed()), Manifest(manifest.machine + manifest.project),
    ] {
      try require(
        other.bytes == manifest.bytes && other.recipe == manifest.recipe
          && other.staticKey == manifest.staticKey, "the order of the lines is in the key")
    }
    try require(Digest.of(manifest.bytes) == manifest.key, "the key is not that of the bytes")
  }

  /// A listing is written as it is read, and no name leads out of the folder.
  private static func check(_ tree: Tree) throws(Violation) {
    let again = try require(Tree(bytes: tree.bytes), "a listing that cannot be read back")
    try require(again.bytes == tree.bytes, "the listing is not stable")
    for entry in tree.entries {
      let names = Array(entry.name.utf8).split(
        separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      for name in names {
        let isStep = name.isEmpty || name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8)
        try require(!isStep, "\(entry.name) may lead out of its folder")
      }
    }
  }
}
