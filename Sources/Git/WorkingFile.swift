internal import CGit2

/// A file of the working tree, and what git would store of it.
struct WorkingFile {
  private let tracked: String
  private let paths: ProjectPaths
  private let repository: OpaquePointer
  /// The bytes as they lie on disk.
  private let bytes: [UInt8]

  /// Reads the file the repository knows by a name.
  init(_ tracked: String, _ paths: ProjectPaths, in repository: OpaquePointer) throws(GitError) {
    self.tracked = tracked
    self.paths = paths
    self.repository = repository
    bytes = try fileBytes(at: paths.absolute(tracked), named: paths.shown(tracked))
  }

  /// How many lines the file has, one without a final newline included.
  var lineCount: Int {
    let newline = UInt8(ascii: "\n")
    let newlines = bytes.reduce(0) { $0 + ($1 == newline ? 1 : 0) }
    return newlines + (bytes.isEmpty || bytes.last == newline ? 0 : 1)
  }

  /// The content git would store: line endings and keywords converted as `.gitattributes` and
  /// `core.autocrlf` say.
  ///
  /// Throws `filtered` where a program of the user's would have to run.
  func asStored() throws(GitError) -> [UInt8] {
    if let program = converter { throw .filtered(path: paths.shown(tracked), by: program) }
    var filters: OpaquePointer?
    // Unsafe: a conversion that would not round-trip is no reason not to compare.
    let code = git_filter_list_load(
      &filters, repository, nil, tracked, GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE.rawValue)
    guard code >= 0 else { throw unreadable(Failure(code: code)) }
    guard let filters else { return bytes }
    defer { git_filter_list_free(filters) }
    return try converted(by: filters)
  }

  /// The name git would give the content.
  func id() throws(GitError) -> ObjectID {
    let stored = try asStored()
    var id = git_oid()
    git_odb_hash(&id, stored, stored.count, GIT_OBJECT_BLOB)
    return ObjectID(id)
  }

  private func converted(by filters: OpaquePointer) throws(GitError) -> [UInt8] {
    var result = git_buf()
    defer { git_buf_dispose(&result) }
    let code = bytes.withUnsafeBytes {
      git_filter_list_apply_to_buffer(
        &result, filters, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    guard code >= 0 else { throw unreadable(Failure(code: code)) }
    return Array(UnsafeRawBufferPointer(start: result.ptr, count: result.size))
  }

  /// The conversion outside this library that the file's attributes ask for, if any: a filter
  /// program that is configured on this machine, or another text encoding.
  private var converter: String? {
    if let name = attribute("filter"),
      isConfigured("filter.\(name).clean") || isConfigured("filter.\(name).process")
    {
      return "filter=\(name)"
    }
    return attribute("working-tree-encoding")
      .flatMap { $0.lowercased() == "utf-8" ? nil : "working-tree-encoding=\($0)" }
  }

  private func attribute(_ name: String) -> String? {
    var value: UnsafePointer<CChar>?
    let code = git_attr_get(
      &value, repository, UInt32(GIT_ATTR_CHECK_FILE_THEN_INDEX), tracked, name)
    guard code == 0, git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return nil }
    return value.map { String(cString: $0) }
  }

  private func isConfigured(_ name: String) -> Bool {
    var configuration: OpaquePointer?
    guard git_repository_config_snapshot(&configuration, repository) == 0 else { return false }
    defer { git_config_free(configuration) }
    var text: UnsafePointer<CChar>?
    return git_config_get_string(&text, configuration, name) == 0 && text?.pointee != 0
  }

  private func unreadable(_ failure: Failure) -> GitError {
    .unreadable(path: paths.shown(tracked), reason: failure.message)
  }
}
