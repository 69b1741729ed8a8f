#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A program that a stage calls, such as one that draws; what passes between them are files.
public enum StageTool {
  /// Calls a program and takes what it made; a program that says something on standard error failed.
  ///
  /// - Parameters:
  ///   - files: Files for it, written into a folder of its own.
  ///   - result: The name of the file it leaves in that folder.
  ///   - words: Program and arguments, made from the path of the folder.
  /// - Returns: The content of the file that it left.
  /// - Throws: `toolFailed`, `unreadable` or `unwritable`.
  public static func call(
    with files: [ResultFile], making result: String, _ words: (_ folder: String) -> [String]
  ) throws(StageFault) -> [UInt8] {
    let folder = try temporaryFolder()
    defer { remove(folder, files.map(\.name) + [result, said]) }
    try StageFiles.write(files, into: folder)
    let words = words(folder)
    let code = run(words, complainingTo: "\(folder)/\(said)")
    let complaint = (try? StageFiles.read("\(folder)/\(said)")) ?? []
    guard code == 0, complaint.isEmpty else {
      throw .toolFailed(words.first ?? "", code, String(decoding: complaint, as: UTF8.self))
    }
    return try StageFiles.read("\(folder)/\(result)")
  }

  private static let said = "said"

  private static func temporaryFolder() throws(StageFault) -> String {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var pattern = Array("\(parent)/stage.XXXXXX".utf8CString)
    guard unsafe mkdtemp(&pattern) != nil else { throw .unwritable(parent, errno) }
    return String(decoding: pattern.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func remove(_ folder: String, _ names: [String]) {
    for name in names { _ = unsafe unlink("\(folder)/\(name)") }
    _ = unsafe rmdir(folder)
  }

  /// The exit code; 127 for a program that cannot be started, 128 and more for one that was ended.
  private static func run(_ words: [String], complainingTo file: String) -> Int32 {
    guard let program = words.first else { return 127 }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    // What it reads and says is UTF-8, whatever the caller's locale is.
    unsafe setenv("LC_ALL", "C.UTF-8", 1)
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, program, &actions, nil, &arguments, environ) == 0 else {
      return 127
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return 127 } }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}
