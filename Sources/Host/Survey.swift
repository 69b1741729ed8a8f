import CHost

/// What was seen at many paths, kept in a file that is mapped and asked again as a whole.
///
/// Version 2, in the byte order of the machine, all parts at multiples of eight: the line
/// `assay snapshot 2` and a NUL; the checksum of all behind it; the number of rows; the lengths of the
/// notes, of the texts and of the answer; the rows (`struct host_row` of survey.h); 32 bytes a row
/// for its digest; the notes, the texts and the answer. It is one machine's own, and a damaged one is
/// as good as none.
package struct Survey: ~Copyable {
  /// What was asked of a path.
  package enum Question: UInt8, Sendable {
    /// What it leads to: links are followed.
    case target = 0
    /// What it is: a link is itself.
    case itself = 1
    /// Only which kind of thing it leads to, if any.
    case kind = 2
    /// Nothing: the digest may serve another run.
    case nothing = 3
  }

  /// A path and what was seen there.
  package struct Row: Hashable, Sendable {
    package let path: String
    package let question: Question
    /// `nil` when nothing was there.
    package let kind: FileStatus.Kind?
    package let isExecutable: Bool
    package let identity: FileIdentity
    /// Of a file its bytes, of a folder its names; `nil` when only the identity tells it.
    package let digest: Digest?
    /// Any later change must show in the times.
    package let isSettled: Bool

    package init(
      _ path: String, _ question: Question, _ kind: FileStatus.Kind?, _ identity: FileIdentity,
      digest: Digest? = nil, isExecutable: Bool = false, isSettled: Bool = true
    ) {
      self.path = path
      self.question = question
      self.kind = kind
      self.identity = identity
      self.digest = digest
      self.isExecutable = isExecutable
      self.isSettled = isSettled
    }
  }

  /// How many rows there are.
  package let count: Int
  /// Facts about the whole, as its writer put them.
  package let notes: [String]
  private let bytes: UnsafeRawBufferPointer
  private let rowsStart: Int
  private let digestsStart: Int
  private let textsStart: Int
  private let answer: Range<Int>
  /// When the file was written: what is not older than that is not relied on.
  private let written: Int64

  private static let signature = Array("assay snapshot 2\n".utf8) + [UInt8](repeating: 0, count: 7)
  private static let headSize = signature.count + 40
  private static let rowSize = MemoryLayout<host_row>.stride
  /// Paths that one more thread must have to itself before it is worth its start.
  private static let rowsForThread = 2000

  deinit { host_unmap(bytes.baseAddress, bytes.count) }

  /// Maps the survey at a path; `nil` when there is none that is whole.
  package init?(at path: String) {
    var (start, size, modified): (UnsafeRawPointer?, Int, Int64) = (nil, 0, 0)
    guard (try? Files.forbidNUL(path)) != nil, host_map(path, &start, &size, &modified) == 0
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: size)
    guard let parts = Self.parts(of: bytes) else {
      host_unmap(start, size)
      return nil
    }
    self.bytes = bytes
    written = modified
    count = parts.count
    (rowsStart, digestsStart) = (Self.headSize, Self.headSize + parts.count * Self.rowSize)
    let notesStart = digestsStart + parts.count * 32
    textsStart = notesStart + parts.notes
    answer = (textsStart + parts.texts)..<(textsStart + parts.texts + parts.answer)
    notes = bytes[notesStart..<textsStart].split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The lengths of the parts; `nil` unless they and the checksum are those of these bytes and every
  /// path lies in the texts.
  private static func parts(
    of bytes: UnsafeRawBufferPointer
  ) -> (count: Int, notes: Int, texts: Int, answer: Int)? {
    guard bytes.count >= headSize, bytes.prefix(signature.count).elementsEqual(signature) else {
      return nil
    }
    let head = (0..<5).map {
      bytes.loadUnaligned(fromByteOffset: signature.count + 8 * $0, as: UInt64.self)
    }
    let body = bytes[(signature.count + 8)...]
    guard host_checksum(UnsafeRawBufferPointer(rebasing: body).baseAddress, body.count) == head[0],
      head[1...].allSatisfy({ $0 <= UInt64(bytes.count) })
    else { return nil }
    let (count, notes, texts, answer) = (Int(head[1]), Int(head[2]), Int(head[3]), Int(head[4]))
    let textsEnd = headSize + count * (rowSize + 32) + notes + texts
    guard textsEnd + answer == bytes.count, count == 0 || texts > 0,
      texts == 0 || bytes[textsEnd - 1] == 0
    else { return nil }
    for index in 0..<count {
      let row = bytes.loadUnaligned(
        fromByteOffset: headSize + index * rowSize, as: host_row.self)
      guard row.path < UInt64(texts), row.question <= Question.nothing.rawValue else { return nil }
    }
    return (count, notes, texts, answer)
  }

  /// A row; `nil` when its path is no UTF-8 or its kind unknown.
  package func row(_ index: Int) -> Row? {
    let row = bytes.loadUnaligned(
      fromByteOffset: rowsStart + index * Self.rowSize, as: host_row.self)
    guard let base = bytes.baseAddress, let question = Question(rawValue: row.question),
      let path = String(
        validatingCString: (base + textsStart + Int(row.path)).assumingMemoryBound(
          to: CChar.self)),
      row.kind == HOST_ABSENT || row.kind <= HOST_OTHER.rawValue
    else { return nil }
    let start = digestsStart + 32 * index
    let kind = FileStatus.Kind(host_kind(rawValue: UInt32(row.kind)))
    return Row(
      path, question, row.kind == HOST_ABSENT ? nil : kind,
      FileIdentity(
        device: row.device, inode: row.inode, size: row.size, modified: row.modified,
        changed: row.changed),
      digest: row.has_digest == 0 ? nil : Digest(bytes: bytes[start..<(start + 32)]),
      isExecutable: row.is_executable != 0, isSettled: row.is_settled != 0)
  }

  /// Whether a file was last touched before the survey was written.
  package func isOlder(_ identity: FileIdentity) -> Bool {
    max(identity.modified, identity.changed) < written
  }

  /// The rows that no longer hold or could never be relied on, on as many threads as pay.
  package func changed() -> [Int] {
    let threads = min(Machine.processorCount, 1 + count / Self.rowsForThread)
    guard count > 0, let base = bytes.baseAddress else { return [] }
    let rows = (base + rowsStart).assumingMemoryBound(to: host_row.self)
    let texts = (base + textsStart).assumingMemoryBound(to: CChar.self)
    var found = 0
    let marks = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      found = host_survey(
        rows, count, texts, written, UInt32(threads), buffer.baseAddress)
      initialized = count
    }
    return found == 0 ? [] : marks.indices.filter { marks[$0] != 0 }
  }

  /// Writes the answer that is kept with the rows to a stream, as it stands.
  package func writeAnswer(to stream: Standard) { stream.write(bytes[answer]) }

  /// The answer that is kept with the rows.
  package var answerBytes: [UInt8] { Array(bytes[answer]) }
}

// MARK: - Writing

extension Survey {
  /// Writes a survey whole, replacing what was there; it grows up in a folder of its own.
  package static func write(
    _ rows: [Row], notes: [String], answer: [UInt8], to path: String, by folder: String
  ) throws(HostError) {
    var texts: [UInt8] = []
    var table: [host_row] = []
    var digests: [UInt8] = []
    table.reserveCapacity(rows.count)
    digests.reserveCapacity(32 * rows.count)
    for row in rows {
      try Files.forbidNUL(row.path)
      table.append(host_row(row, pathAt: texts.count))
      if let digest = row.digest {
        digest.append(to: &digests)
      } else {
        digests.append(contentsOf: repeatElement(0, count: 32))
      }
      texts.append(contentsOf: row.path.utf8)
      texts.append(0)
    }
    let told = try padded(joined(notes))
    texts = padded(texts)
    var body: [UInt8] = []
    body.reserveCapacity(
      headSize + rows.count * (rowSize + 32) + told.count + texts.count + answer.count)
    for length in [rows.count, told.count, texts.count, answer.count] {
      withUnsafeBytes(of: UInt64(length)) { body.append(contentsOf: $0) }
    }
    table.withUnsafeBytes { body.append(contentsOf: $0) }
    for part in [digests, told, texts, answer] { body += part }
    let sum = body.withUnsafeBytes { host_checksum($0.baseAddress, $0.count) }
    let head = withUnsafeBytes(of: sum) { signature + $0 }
    try Files.write(head + body, to: path, by: folder)
  }

  private static func joined(_ notes: [String]) throws(HostError) -> [UInt8] {
    var bytes: [UInt8] = []
    for note in notes {
      try Files.forbidNUL(note)
      bytes += note.utf8
      bytes.append(0)
    }
    return bytes
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
  }
}

extension host_row {
  fileprivate init(_ row: Survey.Row, pathAt offset: Int) {
    let kind: UInt8 =
      switch row.kind {
      case .file: UInt8(HOST_FILE.rawValue)
      case .folder: UInt8(HOST_FOLDER.rawValue)
      case .link: UInt8(HOST_LINK.rawValue)
      case .other: UInt8(HOST_OTHER.rawValue)
      case nil: UInt8(HOST_ABSENT)
      }
    self.init(
      device: row.identity.device, inode: row.identity.inode, size: row.identity.size,
      modified: row.identity.modified, changed: row.identity.changed, path: UInt64(offset),
      question: row.question.rawValue, kind: kind, is_executable: row.isExecutable ? 1 : 0,
      is_settled: row.isSettled ? 1 : 0, has_digest: row.digest == nil ? 0 : 1)
  }
}
