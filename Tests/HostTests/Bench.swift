import Glibc
import Testing

@testable import Host

/// A folder in which a test runs commands through a keeper.
struct Bench {
  let here: Scratch
  let temporary: String

  init() throws {
    here = try Scratch()
    temporary = here("tmp/assay-1")
    try Files.makeFolders(temporary)
  }

  /// A command with a usual environment that logs to `log`.
  func launch(
    _ arguments: [String], environment: [(String, String)]? = nil, log: String? = nil
  ) -> Launch {
    Launch(
      arguments: arguments,
      environment: environment ?? [("PATH", "/usr/bin:/bin"), ("TMPDIR", temporary)],
      log: log ?? here("log"), temporaryFolder: temporary)
  }

  /// Runs one command to its end under a keeper of its own.
  func run(
    _ arguments: [String], environment: [(String, String)]? = nil, log: String? = nil
  ) throws -> Ending {
    var keeper = try Keeper.start(notes: here("run"))
    try keeper.launch(id: 5, launch(arguments, environment: environment, log: log))
    guard case .ended(5, let ending) = try keeper.next() else { throw HostError.keeperLost }
    return ending
  }

  /// What the last command wrote.
  func log() throws -> String { try text(of: here("log")) }

  /// The names of the notes that stand.
  func notes() throws -> [String] { try Files.entries(of: here("run")).map(\.name) }

  /// Waits until the log says what is expected.
  func awaitLog(_ expected: String) throws {
    while try Files.status(here("log")) == nil || log() != expected { usleep(2000) }
  }
}

/// A command that sleeps and can be found among all processes of the machine by its arguments.
struct Mark {
  private let seconds: String

  /// A mark nobody else has.
  init() { seconds = "1\(UInt32.random(in: 0..<1_000_000_000)).5" }

  /// The mark of one case of a test in a process: the test and its exit test both know it.
  init(of process: Int32, _ isSecond: Bool) { seconds = "\(isSecond ? 3 : 2)\(process).25" }

  /// The command in the shell's language.
  var command: String { "sleep \(seconds)" }

  /// The processes that run it now.
  func processes() -> [Int32] {
    let wanted = Array("sleep\0\(seconds)\0".utf8)
    return allProcesses().filter { process in
      (try? Files.read("/proc/\(process)/cmdline")) == wanted
    }
  }

  /// Waits until so many processes run it.
  func awaitProcesses(_ count: Int) {
    while processes().count != count { usleep(2000) }
  }
}

/// The children of a process, the dead among them included.
func children(of process: Int32) -> [Int32] {
  allProcesses().filter { candidate in
    guard let stat = try? text(of: "/proc/\(candidate)/stat"), let end = stat.lastIndex(of: ")")
    else { return false }
    return stat[end...].split(separator: " ").dropFirst(2).first == "\(process)"
  }
}

/// What the descriptors of this process lead to, but for those in which its runtime waits.
func descriptors() throws -> [String] {
  try Files.entries(of: "/proc/self/fd").compactMap { entry in
    let target = try? Files.linkText(of: "/proc/self/fd/\(entry.name)")
    guard let target, !target.hasPrefix("anon_inode:") else { return nil }
    return "\(entry.name) -> \(target)"
  }
}

private func allProcesses() -> [Int32] {
  ((try? Files.entries(of: "/proc")) ?? []).compactMap { Int32($0.name) }
}
