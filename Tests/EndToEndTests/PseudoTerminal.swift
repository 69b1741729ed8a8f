import Glibc

/// A terminal that nobody sits at: what programs write to it can be read.
final class PseudoTerminal {
  /// What keeps a terminal from being made.
  struct NotMade: Error { let code: Int32 }

  /// The file that programs open.
  let path: String
  /// All that was written so far.
  private(set) var text = ""
  private let own: Int32
  /// Held open, so that the terminal lives on between two programs.
  private let theirs: Int32
  private var pending: [UInt8] = []

  // Macros of Linux that Swift does not see, as it does not see posix_openpt, unlockpt and ptsname.
  private static let setLock: UInt = 0x4004_5431  // TIOCSPTLCK
  private static let getNumber: UInt = 0x8004_5430  // TIOCGPTN

  init(columns: Int) throws {
    own = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (number, lock): (UInt32, Int32) = (0, 0)
    guard own >= 0, ioctl(own, Self.setLock, &lock) == 0,
      ioctl(own, Self.getNumber, &number) == 0
    else { throw NotMade(code: errno) }
    path = "/dev/pts/\(number)"
    theirs = open(path, O_RDWR | O_NOCTTY)
    _ = fcntl(own, F_SETFL, O_NONBLOCK)
    resize(columns: columns)
  }

  deinit {
    close(theirs)
    close(own)
  }

  func resize(columns: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = 50
    _ = ioctl(own, UInt(TIOCSWINSZ), &size)
  }

  /// Takes in what was written since; programs wait when nobody does.
  func read() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = Glibc.read(own, &buffer, buffer.count), count > 0 {
      pending += buffer.prefix(count)
    }
    // A letter may come in two parts.
    guard let whole = String(validating: pending, as: UTF8.self) else { return }
    text += whole
    pending = []
  }

  /// Forgets what was written.
  func clear() { text = "" }
}
