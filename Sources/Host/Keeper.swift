import CHost

/// The process that runs the commands of the stages and lets none of them outlive its stage.
///
/// It must be started while the tool is small and after the working directory is set, which all
/// commands share. While it is there SIGINT, SIGTERM and SIGHUP do not end the tool but are events.
/// When it goes out of sight, or the tool is killed, whatever still runs is killed.
package struct Keeper: ~Copyable {
  private let channel: Int32
  /// The keeper's process id.
  let process: Int32
  /// What was launched and has not ended; errors name its parts.
  private var running: [Int: Launch] = [:]

  /// Starts a keeper that keeps one note for each running command in a folder, made when missing.
  package static func start(notes: String) throws(HostError) -> Keeper {
    try start(notes: notes, holding: -1)
  }

  /// Starts a keeper that holds a lock too: nobody else gets it before the last process that the
  /// keeper has to end is gone, also when this one is killed.
  package static func start(
    notes: String, holding lock: borrowing Lock
  ) throws(HostError) -> Keeper {
    try start(notes: notes, holding: lock.file.number)
  }

  private static func start(notes: String, holding lock: Int32) throws(HostError) -> Keeper {
    try Files.makeFolders(notes)
    host_ignore_closed_pipes()
    try Files.check(.start, "keeper", host_signals_begin())
    var (channel, process): (Int32, Int32) = (-1, -1)
    let code = host_keeper_start(notes, lock, &channel, &process)
    guard code == 0 else {
      host_signals_end()
      throw .failed(.start, path: "keeper", code: code)
    }
    return Keeper(channel: channel, process: process)
  }

  private init(channel: Int32, process: Int32) {
    self.channel = channel
    self.process = process
  }

  deinit {
    host_keeper_end(channel, process)
    host_signals_end()
  }

  /// Starts a command under an id that no running command has.
  ///
  /// That it cannot be started is told as its ending, not here.
  /// - Throws: `HostError.holdsNUL` for what no command can be given, `HostError.keeperLost`.
  package mutating func launch(id: Int, _ launch: Launch) throws(HostError) {
    let texts = try launch.encoded()
    var request = host_request()
    request.kind = HOST_LAUNCH
    request.id = Int64(id)
    request.size = UInt64(texts.count)
    request.argument_count = UInt32(launch.arguments.count)
    request.variable_count = UInt32(launch.environment.count)
    if let sandbox = launch.sandbox {
      request.is_confined = true
      request.readable_count = UInt32(sandbox.readable.count)
      request.writable_count = UInt32(sandbox.writable.count)
    }
    try send(request, followedBy: texts)
    running[id] = launch
  }

  /// Asks the tree of a command to end, and kills what is left of it after the grace.
  ///
  /// Its ending comes as an event. An id that does not run is left alone.
  package mutating func stop(id: Int, grace: Duration) throws(HostError) {
    guard running[id] != nil else { return }
    var request = host_request()
    request.kind = HOST_STOP
    request.id = Int64(id)
    request.grace = max(grace, .zero).nanoseconds
    try send(request)
  }

  /// Waits for the next event; `nil` when there was none for the time given.
  ///
  /// - Throws: `HostError.keeperLost` when the keeper was killed; what it ran is being killed then.
  package mutating func next(timeout: Duration? = nil) throws(HostError) -> Event? {
    try next(timeout: timeout, orReadable: -1)
  }

  /// The same; that a token can be taken ends the wait too, with `nil`.
  package mutating func next(
    timeout: Duration?, orTokenOf jobserver: borrowing Jobserver?
  ) throws(HostError) -> Event? {
    switch jobserver {
    case .some(let jobserver): try next(timeout: timeout, orReadable: jobserver.descriptor)
    case nil: try next(timeout: timeout, orReadable: -1)
    }
  }

  private mutating func next(
    timeout: Duration?, orReadable other: Int32
  ) throws(HostError) -> Event? {
    var ending = host_ending()
    var signal: Int32 = 0
    let until = timeout.map { (Machine.uptime + max($0, .zero)).nanoseconds } ?? -1
    switch host_keeper_next(channel, other, until, &ending, &signal) {
    case HOST_NOTHING: return nil
    case HOST_SIGNAL: return .interrupted(signal: signal)
    case HOST_ENDED:
      let id = Int(ending.id)
      guard let launch = running.removeValue(forKey: id) else { throw .keeperLost }
      return .ended(id: id, Ending(ending, of: launch))
    default: throw .keeperLost
    }
  }

  /// All at once: the keeper is woken once.
  private func send(_ request: host_request, followedBy texts: [UInt8] = []) throws(HostError) {
    let bytes = withUnsafeBytes(of: request, Array.init) + texts
    let failure = bytes.withUnsafeBytes { host_keeper_send(channel, $0.baseAddress, $0.count) }
    guard failure == 0 else { throw .keeperLost }
  }
}

extension Duration {
  /// The whole nanoseconds, at most what the system's clocks can count.
  fileprivate var nanoseconds: Int64 {
    let (seconds, rest) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, more) = product.addingReportingOverflow(rest / 1_000_000_000)
    return overflow || more ? .max / 2 : min(sum, .max / 2)
  }
}
