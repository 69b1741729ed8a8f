// What the configuration of git says: of this repository, of the user, of the system.

internal import CGit2

extension Repository {
  /// The text of a setting; `nil` when it is not set.
  package func setting(_ name: String) -> String? {
    withConfiguration { configuration in
      var text: UnsafePointer<CChar>?
      guard git_config_get_string(&text, configuration, name) == 0 else { return nil }
      return text.map { String(cString: $0) }
    }
  }

  /// The path that a setting names, `~` replaced as git does; `nil` when it is not set.
  package func path(ofSetting name: String) -> String? {
    withConfiguration { configuration in
      var path = git_buf()
      defer { git_buf_dispose(&path) }
      guard git_config_get_path(&path, configuration, name) == 0 else { return nil }
      return path.ptr.map { String(cString: $0) }
    }
  }

  private func withConfiguration(_ ask: (OpaquePointer) -> String?) -> String? {
    var configuration: OpaquePointer?
    guard git_repository_config_snapshot(&configuration, handle.pointer) == 0, let configuration
    else { return nil }
    defer { git_config_free(configuration) }
    return ask(configuration)
  }
}
