import CHost

/// The right to change a project, held by one process at a time.
///
/// It is a lock of the kernel on an open file: it ends with the process that holds it and the keeper
/// that was started with it, however they end. The file itself stays; what stands in it says who
/// holds the lock.
package struct Lock: ~Copyable {
  let file: Descriptor

  /// How long one waits between two attempts.
  private static let pause: Int64 = 50_000_000

  /// Takes the lock at a path, waiting for whoever holds it.
  ///
  /// `note` is what others are told of this process: its id, its machine, since when. `whenHeld` is
  /// called once, with the holder's note or nothing, when there is someone to wait for; `mustGiveUp` is asked
  /// at every attempt and ends the wait.
  /// - Throws: `HostError.waitGivenUp` when `mustGiveUp` says so.
  package static func take(
    _ path: String, note: String, mustGiveUp: () -> Bool = { false }, whenHeld: (String) -> Void
  ) throws(HostError) -> Lock {
    try Files.forbidNUL(path)
    let file = try Descriptor(.lock, path) { host_open_updating(path, &$0) }
    var attempts = 0
    while true {
      let code = host_try_lock(file.number)
      if code == 0 { break }
      guard code == EWOULDBLOCK || code == EINTR else {
        throw .failed(.lock, path: path, code: code)
      }
      // The holder writes its note just after it took the lock: the second look finds it.
      attempts += 1
      if attempts == 2 { whenHeld(holder(in: path)) }
      guard !mustGiveUp() else { throw .waitGivenUp(path: path) }
      host_sleep(pause)
    }
    // Held is held: on a full disk nobody can be told by whom.
    _ = host_truncate(file.number, 0)
    var note = note
    _ = note.withUTF8 { host_write_all(file.number, $0.baseAddress, $0.count) }
    return Lock(file: file)
  }

  /// Takes the lock at a path if nobody holds it; `nil` otherwise.
  package static func takeIfFree(_ path: String) -> Lock? {
    guard (try? Files.forbidNUL(path)) != nil,
      let file = try? Descriptor(.lock, path, { host_open_updating(path, &$0) }),
      host_try_lock(file.number) == 0
    else { return nil }
    return Lock(file: file)
  }

  private init(file: consuming Descriptor) { self.file = file }

  /// What the holder says of itself; empty when nothing that is a note can be read.
  private static func holder(in path: String) -> String {
    String(decoding: (try? Files.read(path, limit: 4096)) ?? [], as: UTF8.self)
  }
}
