import Host
import Pipeline
import Store

/// A question about the project that a stage was seen to ask without declaring it, as a line of the
/// manifest: `found PATH KIND [ANSWER]`.
///
/// The line holds the answer of the time; asked again it gives today's.
///
/// | kind | answer | asked |
/// |---|---|---|
/// | `file`, `executable` | digest | what is in it? |
/// | `names` | digest of the names | what lies in the folder? |
/// | `is` | `file`, `folder` … | is it there, and what is it? |
/// | `absent` | | is it there? |
enum Found {
  /// The line of a file's content, or of its absence.
  static func content(_ path: String, _ content: Content?) -> ManifestLine {
    switch content?.kind {
    case .file, .executable:
      ManifestLine(.found, [path, content?.kind.rawValue ?? "", content?.digest.hex ?? ""])
    case .folder, .link: ManifestLine(.found, [path, "is", content?.kind.rawValue ?? ""])
    case nil: absent(path)
    }
  }

  /// The line of a path's existence.
  static func existence(_ path: String, _ kind: FileStatus.Kind?) -> ManifestLine {
    kind.map { ManifestLine(.found, [path, "is", word(for: $0)]) } ?? absent(path)
  }

  /// The line of the names in a folder.
  static func names(_ path: String, _ names: [String]?) -> ManifestLine {
    guard let names else { return absent(path) }
    let bytes = names.reduce(into: [UInt8]()) { bytes, name in
      bytes += name.utf8
      bytes.append(0)
    }
    return ManifestLine(.found, [path, "names", Digest.of(bytes).hex])
  }

  private static func absent(_ path: String) -> ManifestLine {
    ManifestLine(.found, [path, "absent"])
  }

  private static func word(for kind: FileStatus.Kind) -> String {
    switch kind {
    case .file: "file"
    case .folder: "folder"
    case .link: "link"
    case .other: "special"
    }
  }
}

extension ManifestLine {
  /// Whether it was asked what is in a file.
  var isContent: Bool {
    kind == .found && fields.count > 2 && ["file", "executable"].contains(fields[2])
  }
}

extension Inspector {
  /// Asks what a line of a stage asked, and answers as things are today.
  ///
  /// The line may come from anybody's record: what cannot be answered, such as what is in a device,
  /// is an answer like others, and no record holds it.
  func askedAgain(
    _ line: ManifestLine, by stage: Stage, on disk: inout Disk
  ) -> ManifestLine {
    guard line.fields.count >= 3 else { return line }
    do { return try answer(line, by: stage, on: &disk) } catch {
      return ManifestLine(.found, [line.fields[1], "is", "unreadable"])
    }
  }

  private func answer(
    _ line: ManifestLine, by stage: Stage, on disk: inout Disk
  ) throws -> ManifestLine {
    let path = line.fields[1]
    switch line.fields[2] {
    case "names": return Found.names(path, try names(in: path, for: stage, on: &disk))
    case "file", "executable": return Found.content(path, try files.content(of: path, on: &disk))
    default: return Found.existence(path, try disk.kind(of: path))
    }
  }

  /// The names in a folder less those that are answered for otherwise: what stages make, what the
  /// stage declares, and what globs pass over, to which belongs what is hidden; `nil` when it is no
  /// folder.
  func names(in folder: String, for stage: Stage, on disk: inout Disk) throws -> [String]? {
    guard try disk.kind(of: folder) == .folder else { return nil }
    return try disk.entries(of: folder).map(\.name).filter { name in
      let path = folder == "." ? name : "\(folder)/\(name)"
      return !name.hasPrefix(".") && !stage.declares(path)
        && !files.pipeline.makesOrHolds(path)
    }
  }
}
