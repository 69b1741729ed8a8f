import Archive
import Packing
import Text

/// Puts a Word document together again.
enum WordPacking {
  /// A larger copy is not made.
  private static let sizeLimit = 512 << 20

  /// An archive with some members replaced, and new ones at its end.
  static func packed(
    _ archive: Archive, replacing members: [String: [UInt8]]
  ) throws(Diagnostic) -> [UInt8] {
    let new = members.keys.filter { !archive.names.contains($0) }.sorted()
    let names = archive.names + new
    var zip = ZipFile()
    var size = 0
    for name in names {
      let content: [UInt8]
      if let new = members[name] { content = new } else { content = try archive.content(of: name) }
      size += content.count
      guard size <= sizeLimit, names.count <= ZipFile.memberLimit else {
        throw Diagnostic(
          "\(Escaped(archive.file)): the document is too large to be written again",
          hint: "at most \(sizeLimit >> 20) MiB and \(ZipFile.memberLimit) members")
      }
      zip.add(name, content)
    }
    return zip.bytes
  }
}
