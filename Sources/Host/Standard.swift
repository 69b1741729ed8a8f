import CHost

/// Standard output and standard error.
package enum Standard: Int32, Sendable {
  case output = 1
  case error = 2

  /// Once a pipe's reader is gone, writing to it must fail, not kill.
  private static let ignoringClosedPipes: Void = host_ignore_closed_pipes()

  /// Writes a text; `false` when nobody reads it any more or it cannot be written, which is no
  /// reason to say anything: there is nowhere left to say it.
  @discardableResult
  package func write(_ text: String) -> Bool {
    _ = Self.ignoringClosedPipes
    var text = text
    return text.withUTF8 { host_write_all(rawValue, $0.baseAddress, $0.count) == 0 }
  }

  /// Writes bytes as they stand.
  func write(_ bytes: Slice<UnsafeRawBufferPointer>) {
    _ = Self.ignoringClosedPipes
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    _ = host_write_all(rawValue, bytes.baseAddress, bytes.count)
  }

  /// Whether it is a terminal.
  package var isTerminal: Bool { host_is_terminal(rawValue) }

  /// Whether it is a terminal that is this process's to draw on: not that of a job in the background.
  package var isInForeground: Bool { host_is_in_foreground(rawValue) }

  /// The columns of the terminal, or `nil` when it is none.
  package var width: Int? {
    let columns = host_terminal_width(rawValue)
    return columns > 0 ? Int(columns) : nil
  }
}
