internal import CGit2

/// What a tree has under a name.
struct TreeEntry: Hashable {
  let id: ObjectID
  let kind: Kind

  enum Kind {
    case file
    case program
    case link
    case folder
    /// A commit of another repository.
    case submodule
  }

  var isFile: Bool { kind == .file || kind == .program }

  init(id: ObjectID, kind: Kind) {
    self.id = id
    self.kind = kind
  }

  init(_ entry: OpaquePointer) {
    id = ObjectID(git_tree_entry_id(entry).pointee)
    kind =
      switch git_tree_entry_filemode(entry) {
      case GIT_FILEMODE_TREE: .folder
      case GIT_FILEMODE_COMMIT: .submodule
      case GIT_FILEMODE_LINK: .link
      case GIT_FILEMODE_BLOB_EXECUTABLE: .program
      default: .file
      }
  }
}
