import CZip
package import Text

/// The members of a zip archive, of bounded size and checked against their sums (libzip).
package struct Archive: Sendable {
  /// The largest member read, in bytes.
  static let sizeLimit = 64 << 20

  /// The path as the user knows it.
  package let file: String
  /// The names of the members, in the order of the archive; none stands twice.
  package let names: [String]
  private let bytes: [UInt8]

  /// Reads the directory of an archive.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file; any bytes at all may be given.
  ///   - file: The path as the user knows it.
  /// - Throws: A diagnostic that names the file.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    self.bytes = bytes
    self.file = file
    names = try Self.withArchive(bytes, file) { archive in
      let count = zip_get_num_entries(archive, 0)
      return .success(
        (0..<max(0, count)).compactMap { index in
          zip_get_name(archive, zip_uint64_t(index), 0).map { String(cString: $0) }
        })
    }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw Diagnostic("\(Escaped(file)): the archive has two members \"\(Escaped(twice))\"")
    }
  }

  /// The content of a member.
  ///
  /// - Parameter name: Its name as it stands in the archive.
  /// - Returns: The bytes.
  /// - Throws: A diagnostic when there is none, or when it cannot be unpacked whole.
  package func content(of name: String) throws(Diagnostic) -> [UInt8] {
    guard names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
      throw Diagnostic("\(Escaped(file)): the archive has no member \"\(Escaped(name))\"")
    }
    return try Self.withArchive(bytes, file) { archive in
      Self.content(of: name, in: archive).mapError { reason in
        Diagnostic("\(Escaped(file)): the member \"\(Escaped(name))\" \(reason.words)")
      }
    }
  }

  /// Why a member cannot be had.
  private struct Reason: Error {
    let words: String
  }

  private static func content(
    of name: String, in archive: OpaquePointer
  ) -> Result<[UInt8], Reason> {
    var status = zip_stat_t()
    guard zip_stat(archive, name, 0, &status) == 0 else {
      return .failure(Reason(words: "has no size"))
    }
    guard status.size <= zip_uint64_t(sizeLimit) else {
      return .failure(Reason(words: "is larger than \(sizeLimit >> 20) MiB"))
    }
    guard let member = zip_fopen(archive, name, 0) else {
      return .failure(
        Reason(words: "cannot be unpacked: \(String(cString: zip_strerror(archive)))"))
    }
    defer { zip_fclose(member) }
    var content = [UInt8](repeating: 0, count: Int(status.size))
    var filled = 0
    while filled < content.count {
      let count = content.withUnsafeMutableBytes { buffer in
        zip_fread(
          member, buffer.baseAddress?.advanced(by: filled), zip_uint64_t(buffer.count - filled))
      }
      guard count > 0 else { return .failure(Reason(words: "is broken")) }
      filled += Int(count)
    }
    // The sum is compared where the end is read.
    var more: UInt8 = 0
    guard zip_fread(member, &more, 1) == 0 else { return .failure(Reason(words: "is broken")) }
    return .success(content)
  }

  private static func withArchive<Value>(
    _ bytes: [UInt8], _ file: String,
    _ body: (OpaquePointer) -> Result<Value, Diagnostic>
  ) throws(Diagnostic) -> Value {
    let result: Result<Value, Diagnostic> = bytes.withUnsafeBytes { buffer in
      var error = zip_error_t()
      zip_error_init(&error)
      defer { zip_error_fini(&error) }
      let source = zip_source_buffer_create(
        buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
      guard let source else { return .failure(Self.broken(file, &error)) }
      guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
        zip_source_free(source)
        return .failure(Self.broken(file, &error))
      }
      defer { zip_discard(archive) }
      return body(archive)
    }
    return try result.get()
  }

  private static func broken(_ file: String, _ error: inout zip_error_t) -> Diagnostic {
    let reason = String(cString: zip_error_strerror(&error))
    return Diagnostic(
      "\(Escaped(file)): the archive cannot be read: \(reason)",
      hint: "was it cut off when it was copied?")
  }
}
