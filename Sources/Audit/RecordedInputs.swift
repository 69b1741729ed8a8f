import Host
import Pipeline
import Store

/// The files a stage read, by the digests its record names; bytes are given out only if they match.
struct RecordedInputs {
  /// One input line of a record.
  struct Line: Hashable {
    let path: String
    let kind: Content.Kind
    let digest: Digest
  }

  /// What became of a recorded file.
  enum Reading {
    case bytes([UInt8])
    case stale(Staleness)
    /// The record does not name it.
    case unrecorded
  }

  /// The lines in the order of the record.
  let lines: [Line]
  private let byPath: [String: Line]
  private var trees: [String: Tree] = [:]
  // Every file is read and hashed: the audit trusts no times.
  private var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)

  /// A raw file larger than this is refused.
  static let limit = 1 << 32

  init(of record: Record) {
    lines = record.project.compactMap(Line.init)
    byPath = Dictionary(lines.map { ($0.path, $0) }) { first, _ in first }
  }

  /// The line that speaks of a path: its own, or that of a folder it lies in.
  func line(covering path: String) -> Line? {
    var candidate = path
    while candidate != ".", candidate != "/" {
      if let line = byPath[candidate], candidate == path || line.kind == .folder { return line }
      candidate = parent(of: candidate)
    }
    return nil
  }

  /// The bytes of a file as the stage read it.
  mutating func read(_ path: String) throws -> Reading {
    guard let line = line(covering: path) else { return .unrecorded }
    guard try Files.status(path)?.kind == .file else { return .stale(.missing(path: path)) }
    guard let digest = try digest(of: path, in: line) else {
      return .stale(.changed(path: line.path))
    }
    let bytes = try Files.read(path, limit: Self.limit)
    return Digest.of(bytes) == digest ? .bytes(bytes) : .stale(.changed(path: path))
  }

  /// What happened to an input since; `nil` when it still has the recorded bytes.
  mutating func staleness(of line: Line) throws -> Staleness? {
    guard let content = try disk.content(of: line.path, as: .input) else {
      return .missing(path: line.path)
    }
    return content.digest == line.digest ? nil : .changed(path: line.path)
  }

  /// The digest the file must have; `nil` when its folder is no longer the recorded one.
  private mutating func digest(of path: String, in line: Line) throws -> Digest? {
    guard line.kind == .folder else { return line.digest }
    let tree = try trees[line.path] ?? disk.tree(of: line.path, as: .input)
    trees[line.path] = tree
    guard tree.digest == line.digest else { return nil }
    let name = path.dropFirst(line.path.count + 1)
    for case .file(let digest, _) in tree.entries.lazy.filter({ $0.name == name }).map(\.item) {
      return digest
    }
    return nil
  }
}

extension RecordedInputs.Line {
  fileprivate init?(_ line: ManifestLine) {
    guard line.kind == .input || line.kind == .found, line.fields.count == 4,
      let kind = Content.Kind(rawValue: line.fields[2]), let digest = Digest(hex: line.fields[3])
    else { return nil }
    path = line.fields[1]
    self.kind = kind
    self.digest = digest
  }
}
