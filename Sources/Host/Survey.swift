import CHost

/// What was seen at many paths, kept in a file that is mapped and asked again as a whole.
///
/// Version 2, in the byte order of the machine, all parts at multiples of eight: the line
/// `assay snapshot 2` and NULs; the checksum of all behind it; the number of rows and of groups; the
/// lengths of the members, the notes, the texts and the answer; the rows (`struct host_row` of
/// survey.h), sorted by the bytes of their paths; 32 bytes a row for its digest; the end of each group
/// among the members and the members, each the number of a row (both 32 bits); the notes, the texts and
/// the answer. It is one machine's own, and a damaged one is as good as none.
package final class Survey: Sendable {
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
  /// How many groups of rows there are.
  package let groupCount: Int
  /// Facts about the whole, as its writer put them.
  package let notes: [String]
  nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer
  private let digestsStart: Int
  private let groupsStart: Int
  private let membersStart: Int
  private let textsStart: Int
  private let answer: Range<Int>
  /// When the file was written: what is not older than that is not relied on.
  private let written: Int64

  private static let signature = Array("assay snapshot 2\n".utf8) + [UInt8](repeating: 0, count: 7)
  private static let headSize = signature.count + 56
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
    (count, groupCount) = (parts.count, parts.groups)
    digestsStart = Self.headSize + parts.count * Self.rowSize
    groupsStart = digestsStart + parts.count * 32
    membersStart = groupsStart + 4 * parts.groups
    let notesStart = membersStart + parts.members
    textsStart = notesStart + parts.notes
    answer = (textsStart + parts.texts)..<(textsStart + parts.texts + parts.answer)
    notes = bytes[notesStart..<textsStart].split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private typealias Parts = (
    count: Int, groups: Int, members: Int, notes: Int, texts: Int, answer: Int
  )

  /// The lengths of the parts; `nil` unless they and the checksum are those of these bytes, every path
  /// lies in the texts and every member is a row.
  private static func parts(of bytes: UnsafeRawBufferPointer) -> Parts? {
    guard bytes.count >= headSize, bytes.prefix(signature.count).elementsEqual(signature) else {
      return nil
    }
    let head = (0..<7).map {
      bytes.loadUnaligned(fromByteOffset: signature.count + 8 * $0, as: UInt64.self)
    }
    let body = bytes[(signature.count + 8)...]
    guard host_checksum(UnsafeRawBufferPointer(rebasing: body).baseAddress, body.count) == head[0],
      head[1...].allSatisfy({ $0 <= UInt64(bytes.count) })
    else { return nil }
    let lengths = head[1...].map { Int($0) }
    let parts = Parts(lengths[0], lengths[1], lengths[2], lengths[3], lengths[4], lengths[5])
    let membersStart = headSize + parts.count * (rowSize + 32) + 4 * parts.groups
    let textsEnd = membersStart + parts.members + parts.notes + parts.texts
    guard textsEnd + parts.answer == bytes.count, parts.members % 4 == 0,
      parts.count == 0 || parts.texts > 0, parts.texts == 0 || bytes[textsEnd - 1] == 0,
      isSound(bytes, parts, membersStart)
    else { return nil }
    return parts
  }

  private static func isSound(
    _ bytes: UnsafeRawBufferPointer, _ parts: Parts, _ membersStart: Int
  ) -> Bool {
    for index in 0..<parts.count {
      let row = bytes.loadUnaligned(
        fromByteOffset: headSize + index * rowSize, as: host_row.self)
      guard row.path < UInt64(parts.texts), row.question <= Question.nothing.rawValue else {
        return false
      }
    }
    func number(_ start: Int, _ index: Int) -> Int {
      Int(bytes.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self))
    }
    var end = 0
    for group in 0..<parts.groups {
      let next = number(membersStart - 4 * parts.groups, group)
      guard next >= end, next <= parts.members / 4 else { return false }
      end = next
    }
    return (0..<(parts.members / 4)).allSatisfy { number(membersStart, $0) < parts.count }
  }

  /// A row; `nil` when its path is no UTF-8 or its kind unknown.
  package func row(_ index: Int) -> Row? {
    let row = raw(index)
    guard let question = Question(rawValue: row.question),
      let path = String(validatingCString: text(of: row)),
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

  private func raw(_ index: Int) -> host_row {
    bytes.loadUnaligned(fromByteOffset: Self.headSize + index * Self.rowSize, as: host_row.self)
  }

  private func text(of row: host_row) -> UnsafePointer<CChar> {
    let texts = UnsafeRawBufferPointer(rebasing: bytes[(textsStart + Int(row.path))...])
    // Nothing that is empty was taken for a survey.
    guard let start = texts.baseAddress else { preconditionFailure("BUG: a survey without texts") }
    return start.assumingMemoryBound(to: CChar.self)
  }

  /// The numbers of the rows with a path.
  package func rows(at path: String) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    return path.withCString { wanted in
      func first(_ isBehind: (Int32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
          let middle = (low + high) / 2
          if isBehind(host_compare(text(of: raw(middle)), wanted)) {
            high = middle
          } else {
            low = middle + 1
          }
        }
        return low
      }
      let start = first { $0 >= 0 }
      guard start < count, host_compare(text(of: raw(start)), wanted) == 0 else {
        return start..<start
      }
      return start..<first { $0 > 0 }
    }
  }

  /// The rows of a group.
  package func members(of group: Int) -> [Int] {
    func end(_ group: Int) -> Int {
      Int(bytes.loadUnaligned(fromByteOffset: groupsStart + 4 * group, as: UInt32.self))
    }
    return ((group == 0 ? 0 : end(group - 1))..<end(group)).map { place in
      Int(bytes.loadUnaligned(fromByteOffset: membersStart + 4 * place, as: UInt32.self))
    }
  }

  /// For each row whether it no longer holds or could never be relied on, asked on as many threads as
  /// pay; `nil` when all hold.
  package func changes() -> [Bool]? {
    let threads = min(Machine.processorCount, 1 + count / Self.rowsForThread)
    guard count > 0, let base = bytes.baseAddress else { return nil }
    let rows = (base + Self.headSize).assumingMemoryBound(to: host_row.self)
    let texts = (base + textsStart).assumingMemoryBound(to: CChar.self)
    var found = 0
    let marks = [Bool](unsafeUninitializedCapacity: count) { buffer, initialized in
      found = host_survey(rows, count, texts, written, UInt32(threads), buffer.baseAddress)
      initialized = count
    }
    return found == 0 ? nil : marks
  }

  /// Writes the answer that is kept with the rows to a stream, as it stands.
  package func writeAnswer(to stream: Standard) { stream.write(bytes[answer]) }

  /// The answer that is kept with the rows.
  package var answerBytes: [UInt8] { Array(bytes[answer]) }
}

// MARK: - Writing

extension Survey {
  /// A row of the next survey: one of this one as it stands, or another.
  package enum Next: Sendable {
    case kept(Int)
    case new(Row)
  }

  /// Writes a survey whole, replacing what was there; it grows up in a folder of its own.
  ///
  /// The rows are sorted by the bytes of their paths; those that are kept stand in the old survey. Each
  /// group holds the numbers of its rows among them.
  package static func write(
    _ rows: [Next], of old: Survey?, groups: [[UInt32]], notes: [String], answer: [UInt8],
    to path: String, by folder: String
  ) throws(HostError) {
    var texts: [UInt8] = []
    var table: [host_row] = []
    var digests: [UInt8] = []
    table.reserveCapacity(rows.count)
    digests.reserveCapacity(32 * rows.count)
    for next in rows {
      switch next {
      case .kept(let index): old?.add(index, to: &table, &digests, &texts)
      case .new(let row):
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
    }
    let body = try body(table, digests, groups, joined(notes), texts, answer)
    let sum = body.withUnsafeBytes { host_checksum($0.baseAddress, $0.count) }
    try Files.write(signature + numbers([sum]) + body, to: path, by: folder)
  }

  /// All behind the checksum.
  private static func body(
    _ table: [host_row], _ digests: [UInt8], _ groups: [[UInt32]], _ notes: [UInt8],
    _ texts: [UInt8], _ answer: [UInt8]
  ) -> [UInt8] {
    var ends: [UInt32] = []
    var members: [UInt32] = []
    for group in groups {
      members += group
      ends.append(UInt32(members.count))
    }
    // The parts behind begin at a multiple of eight.
    if (ends.count + members.count) % 2 == 1 { members.append(0) }
    let (told, paths) = (padded(notes), padded(texts))
    let lengths = [
      table.count, groups.count, 4 * members.count, told.count, paths.count, answer.count,
    ]
    var body = numbers(lengths.map { UInt64($0) })
    table.withUnsafeBytes { body.append(contentsOf: $0) }
    body += digests
    body += numbers(ends)
    body += numbers(members)
    for part in [told, paths, answer] { body += part }
    return body
  }

  /// Adds a row of this survey to the parts of the next.
  private func add(
    _ index: Int, to table: inout [host_row], _ digests: inout [UInt8], _ texts: inout [UInt8]
  ) {
    var row = raw(index)
    let start = text(of: row)
    row.path = UInt64(texts.count)
    table.append(row)
    let digest = digestsStart + 32 * index
    digests.append(contentsOf: bytes[digest..<(digest + 32)])
    let length = host_length(start) + 1
    texts.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
  }

  private static func numbers<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
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
