// A scratch folder with the real git at hand: tests build histories with it and ask it for the truth.

import Glibc
import Testing

@testable import Git

final class Scratch {
  let path: String
  /// Seconds since 1970 of the next commit; each commit is a minute after the one before.
  var clock = 1_795_453_680

  /// Makes an empty folder, with a repository in it unless told otherwise.
  init(repository: Bool = true) throws {
    var template = Array("/tmp/assay-git-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? ""
    try #require(!path.isEmpty)
    if repository { try git("init", "-q", "-b", "main") }
  }

  deinit { _ = try? run(["/bin/rm", "-rf", path]) }

  /// Runs git in the folder, or in one below it, and answers what it printed.
  @discardableResult
  func git(_ arguments: String..., in folder: String = ".", author: String = "Ada") throws
    -> String
  {
    let date = "\(clock) +0100"
    let (code, output) = try run(
      ["/usr/bin/env", "git", "-C", path + "/" + folder] + arguments,
      environment: [
        "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(path)", "LC_ALL=C.UTF-8",
        "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ALLOW_PROTOCOL=file",
        "GIT_AUTHOR_NAME=\(author)", "GIT_AUTHOR_EMAIL=\(author.lowercased())@lab.example",
        "GIT_COMMITTER_NAME=Committer", "GIT_COMMITTER_EMAIL=committer@lab.example",
        "GIT_AUTHOR_DATE=\(date)", "GIT_COMMITTER_DATE=\(date)",
      ])
    try #require(code == 0, "git \(arguments.joined(separator: " ")): \(output)")
    return output
  }

  /// Commits everything in the working tree; answers the commit's name.
  @discardableResult
  func commit(_ subject: String, in folder: String = ".", author: String = "Ada") throws -> String {
    try git("add", "-A", in: folder)
    try git("commit", "-q", "--allow-empty", "-m", subject, in: folder, author: author)
    clock += 60
    return String(try git("rev-parse", "HEAD", in: folder).dropLast())
  }

  /// Writes a file and the folders it lies in.
  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) throws {
    let names = name.split(separator: "/").dropLast()
    for count in names.indices {
      mkdir(path + "/" + names[...count].joined(separator: "/"), 0o777)
    }
    let file = try #require(fopen(path + "/" + name, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func link(_ name: String, to target: String) throws {
    try #require(symlink(target, path + "/" + name) == 0)
  }

  func remove(_ name: String) { unlink(path + "/" + name) }

  /// The repository around the folder or one below it.
  func open(_ folder: String = "") throws -> Repository {
    let repository = try Repository.containing(path + "/" + folder)
    guard let repository else { throw Absent() }
    return repository
  }

  struct Absent: Error {}
}

/// Runs a program; answers its exit code and what it printed, errors included.
private func run(_ words: [String], environment: [String] = []) throws -> (Int32, String) {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup($0) } + [nil]
  defer { (arguments + variables).forEach { free($0) } }
  var child = pid_t()
  let code = posix_spawn(&child, words[0], &actions, nil, arguments, variables)
  close(ends[1])
  defer { close(ends[0]) }
  try #require(code == 0)
  var output: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = read(ends[0], &block, block.count), count > 0 {
    output += block.prefix(count)
  }
  var status: Int32 = 0
  waitpid(child, &status, 0)
  return (status & 0x7F == 0 ? status >> 8 & 0xFF : -1, String(decoding: output, as: UTF8.self))
}
