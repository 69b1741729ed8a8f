import CHost

/// The files of the project and of the machine: all that the rooms above do with them.
///
/// Paths are relative to the working directory, which is the project's root, or absolute. Errors
/// name the path as it was given.
package enum Files {
  /// What stands at a path, or `nil` when nothing does.
  ///
  /// A link that leads nowhere is nothing when links are followed; a ring of links is an error.
  package static func status(
    _ path: String, followingLinks: Bool = true
  ) throws(HostError) -> FileStatus? {
    var status = host_status()
    try forbidNUL(path)
    switch host_status_at(HOST_HERE, path, followingLinks, &status) {
    case 0: return FileStatus(status)
    case ENOENT, ENOTDIR: return nil
    case let code: throw .failed(.inspect, path: path, code: code)
    }
  }

  /// The names in a folder and what they are, sorted by their bytes; links are not followed.
  package static func entries(of folder: String) throws(HostError) -> [Entry] {
    try forbidNUL(folder)
    var listing: OpaquePointer?
    try check(.list, folder, host_list(HOST_HERE, folder, &listing))
    guard let listing else { return [] }
    defer { host_end_listing(listing) }
    var entries: [Entry] = []
    while let entry = try nextEntry(in: listing, of: folder) { entries.append(entry) }
    entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return entries
  }

  private static func nextEntry(
    in listing: OpaquePointer, of folder: String
  ) throws(HostError) -> Entry? {
    var name: UnsafePointer<CChar>?
    var length = 0
    var kind = HOST_FILE
    try check(.list, folder, host_next_name(listing, &name, &length, &kind))
    guard let name else { return nil }
    let bytes = UnsafeRawBufferPointer(start: name, count: length)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .nameNotUTF8(folder: folder, shown: String(decoding: bytes, as: UTF8.self))
    }
    return Entry(name: text, kind: FileStatus.Kind(kind))
  }

  /// The text of a symbolic link.
  package static func linkText(of path: String) throws(HostError) -> String {
    try forbidNUL(path)
    var failure: Int32 = 0
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      var count = 0
      failure = host_link_text(HOST_HERE, path, buffer.baseAddress, buffer.count, &count)
      return String(validating: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    try check(.read, path, failure)
    guard let text else { throw .nameNotUTF8(folder: path, shown: "link text") }
    return text
  }

  /// Gives an error number its operation and path; 0 is no error.
  static func check(
    _ operation: HostError.Operation, _ path: String, _ code: Int32
  ) throws(HostError) {
    guard code == 0 else { throw .failed(operation, path: path, code: code) }
  }

  /// Refuses what the system would silently cut off at a NUL.
  static func forbidNUL(_ text: String) throws(HostError) {
    guard !text.utf8.contains(0) else { throw .holdsNUL(text: text) }
  }
}
