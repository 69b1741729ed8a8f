// Finding and opening a repository, with the reasons why it may not open told apart.

internal import CGit2
internal import Synchronization

/// Opens the repository around a folder; `nil` when there is none.
func opened(around folder: String) throws(GitError) -> Owned? {
  if let missing { throw .libraryMissing(reason: missing) }
  let top = folderWithGit(around: folder)
  do throws(Refusal) {
    return try open(folder, checkingOwner: true)
  } catch .owner where everyRepositoryIsSafe() {
    do throws(Refusal) {
      return try open(folder, checkingOwner: false)
    } catch {
      throw error.told(at: top ?? folder)
    }
  } catch .absence where top == nil {
    return nil
  } catch {
    throw error.told(at: top ?? folder)
  }
}

/// Loads libgit2 on its first use, and says why it cannot be: it costs more than most questions.
private let missing: String? = cgit2_start().map { String(cString: $0) }

/// Guards libgit2's switch for the check of ownership, which is one for the whole process.
private let ownerCheck = Mutex(())

/// Why libgit2 would not open a repository.
private enum Refusal: Error {
  case absence
  case owner
  case format(extension: String)
  case other(String)

  /// libgit2 1.5 says "not found" of the *setting* `safe.directory` when the owner is another
  /// user and there is no such setting.
  init(_ failure: Failure) {
    let unknown = "unsupported extension name extensions."
    if failure.code == GIT_EOWNER.rawValue || failure.message.contains("'safe.directory'") {
      self = .owner
    } else if failure.isAbsence {
      self = .absence
    } else if failure.message.hasPrefix(unknown) {
      self = .format(extension: String(failure.message.dropFirst(unknown.count)))
    } else {
      self = .other(failure.message)
    }
  }

  func told(at path: String) -> GitError {
    switch self {
    case .absence: .damaged(path: path, detail: "its .git leads to no repository")
    case .owner: .notOwned(path: path)
    case .format(let name): .unsupportedFormat(path: path, extension: name)
    case .other(let detail): .damaged(path: path, detail: detail)
    }
  }
}

private func open(_ folder: String, checkingOwner: Bool) throws(Refusal) -> Owned {
  var made: OpaquePointer?
  let code = ownerCheck.withLock { _ in
    cgit2_check_owner(checkingOwner ? 1 : 0)
    return git_repository_open_ext(&made, folder, 0, nil)
  }
  guard code >= 0, let made else { throw Refusal(Failure(code: code)) }
  return Owned(made, git_repository_free)
}

/// Whether the user's own configuration says `safe.directory = *`, which libgit2 1.5 overlooks.
///
/// As git does, an empty value takes back what stood before it.
private func everyRepositoryIsSafe() -> Bool {
  var configuration: OpaquePointer?
  guard git_config_open_default(&configuration) >= 0 else { return false }
  defer { git_config_free(configuration) }
  var isSafe = false
  let code = git_config_get_multivar_foreach(
    configuration, "safe.directory", nil,
    { entry, isSafe in
      switch entry.flatMap({ String(cString: $0.pointee.value) }) {
      case "*": isSafe?.assumingMemoryBound(to: Bool.self).pointee = true
      case "": isSafe?.assumingMemoryBound(to: Bool.self).pointee = false
      default: break
      }
      return 0
    }, &isSafe)
  return code >= 0 && isSafe
}

/// The nearest folder upward whose `.git` is meant as a repository's, sound or not.
///
/// That is a file, or a folder with objects. As git does, this search stays on one file system.
private func folderWithGit(around folder: String) -> String? {
  guard var folder = realPath(folder) else { return nil }
  let start = device(of: folder)
  while device(of: folder) == start {
    switch DiskEntry(at: folder + "/.git") {
    case .file, .link: return folder
    case .folder where DiskEntry(at: folder + "/.git/objects") == .folder: return folder
    default: break
    }
    guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), folder != "/" else {
      return nil
    }
    folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
  }
  return nil
}
