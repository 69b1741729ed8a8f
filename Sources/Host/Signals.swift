import CHost

/// While it is there SIGINT, SIGTERM and SIGHUP do not end this process: they are asked for, here or
/// as events of a `Keeper`, which tells those that came before it was started too.
package struct Signals: ~Copyable {
  /// Begins to take signals.
  package static func begin() throws(HostError) -> Signals {
    try Files.check(.start, "signals", host_signals_begin())
    return Signals()
  }

  private init() {}

  deinit { host_signals_end() }

  /// A signal that came and was told to nobody, without waiting for one.
  package func next() -> Int32? {
    let number = host_next_signal()
    return number == 0 ? nil : number
  }
}
