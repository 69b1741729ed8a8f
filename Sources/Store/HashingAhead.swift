import Host

/// Files that will be asked for soon, so that large ones are hashed several at a time.
///
/// They are listed once it is plain that much must be hashed: a run in which nothing changed, or
/// one small file, pays nothing for it.
package struct HashingAhead {
  /// A file of fewer bytes is hashed sooner than another thread has begun.
  static let leastSize: UInt64 = 128 << 10
  /// Less than this is hashed sooner than files are listed.
  static let leastTotal: UInt64 = 1 << 20
  /// What is hashed while one file is listed and looked at.
  private static let bytesPerFile: UInt64 = 8 << 10
  /// Between two batches, each as short as this allows, a run hears of signals.
  private static let batchSize: UInt64 = 64 << 20

  private let fileCount: Int
  private let list: () -> [String]
  private let threads: Int
  /// Bytes that were hashed one file after the other.
  private var hashed: UInt64 = 0
  /// What was listed and not yet looked at, the first last.
  private var pending: [String]?

  /// Prepares for about so many files, which `list` names in the order in which they are asked for.
  package init(
    fileCount: Int, threads: Int = Machine.processorCount, list: @escaping () -> [String]
  ) {
    self.fileCount = fileCount
    self.threads = threads
    self.list = list
  }

  /// The files to be hashed now, together with one that must be; `nil` when it is alone.
  mutating func batch(
    with path: String, _ status: FileStatus, unlessKnown isKnown: (String, FileIdentity) -> Bool
  ) -> [String]? {
    guard threads > 1 else { return nil }
    hashed += status.identity.size
    guard hashed >= max(Self.leastTotal, UInt64(fileCount) * Self.bytesPerFile),
      status.identity.size >= Self.leastSize
    else { return nil }
    if pending == nil { pending = list().reversed() }
    var batch = [path]
    var size = status.identity.size
    while batch.count < threads || size < Self.batchSize * UInt64(threads),
      let next = pending?.popLast()
    {
      guard next != path, let status = try? Files.status(next), status.kind == .file,
        status.identity.size >= Self.leastSize, !isKnown(next, status.identity)
      else { continue }
      batch.append(next)
      size += status.identity.size
    }
    return batch.count > 1 ? batch : nil
  }
}
