// What of the project differs from HEAD.

internal import CGit2

extension Repository {
  /// The paths below the project's folder that differ from HEAD, sorted: changed, staged, new,
  /// missing.
  ///
  /// Ignored ones do not count, nor does what lies at or below the excluded paths.
  package func dirtyPaths(excluding prefixes: [String]) throws(GitError) -> [String] {
    try differing(at: paths.prefix)
      .map(paths.shown)
      .filter { path in !prefixes.contains { path.lies(atOrBelow: $0) } }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The repository's names of what differs from HEAD at or below a path.
  func differing(at tracked: String) throws(GitError) -> [String] {
    var options = git_status_options()
    git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION))
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
    let repository = handle.pointer
    let list = try Owned(git_status_list_free, or: history.damage) { made in
      tracked.withCString { path in
        var paths = [Optional(UnsafeMutablePointer(mutating: path))]
        return paths.withUnsafeMutableBufferPointer { paths in
          let count = tracked.isEmpty ? 0 : 1
          options.pathspec = git_strarray(strings: paths.baseAddress, count: count)
          return git_status_list_new(&made, repository, &options)
        }
      }
    }
    return (0..<git_status_list_entrycount(list.pointer)).compactMap { index in
      let entry = git_status_byindex(list.pointer, index)?.pointee
      let delta = entry?.index_to_workdir ?? entry?.head_to_index
      return delta.map { String(cString: $0.pointee.new_file.path) }
    }
  }
}

extension String {
  /// Whether the path is a folder's, or one below it.
  fileprivate func lies(atOrBelow folder: String) -> Bool {
    utf8.elementsEqual(folder.utf8) || utf8.starts(with: (folder + "/").utf8)
  }
}
