import Glibc

/// A program that was started with files for its streams; it leads a process group of its own.
struct Child {
  /// What keeps a program from being started.
  struct NotStarted: Error {
    let program: String
    let code: Int32
  }

  let process: pid_t

  /// Starts a program in a folder; signals and their mask are those of a fresh login.
  init(
    _ arguments: [String], in folder: String, environment: [String: String], input: String,
    output: String, error: String
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let creating = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, creating, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, error, creating, 0o644)
    var attributes = Self.freshAttributes()
    defer { posix_spawnattr_destroy(&attributes) }
    // `posix_spawn` itself cannot enter a folder portably.
    let all = ["/bin/sh", "-c", #"cd "$1" && shift && exec "$@""#, "sh", folder] + arguments
    let words = all.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables)
    guard code == 0 else { throw NotStarted(program: arguments.first ?? "", code: code) }
    self.process = process
  }

  /// `swift test` in the background would hand down ignored signals, which programs respect.
  private static func freshAttributes() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return attributes
  }

  /// Sends a signal to the program alone.
  func signal(_ number: Int32) { kill(process, number) }

  /// Sends a signal to the whole process group, as Ctrl-C on a terminal does.
  func signalGroup(_ number: Int32) { kill(-process, number) }

  /// Whether it has ended; it can still be asked how.
  var hasEnded: Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0
      && info.si_signo == SIGCHLD
  }

  /// Waits for the end: the exit code, or minus the signal that ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }
}
