import Glibc
import Host
import Testing

/// A scratch project with a home of its own, in which the real `assay` and the real `git` run.
///
/// Stages that append their name to `../ran` let a test ask which of them were executed.
final class Workspace {
  /// The scratch folder: project, home and temporary folder lie in it, and what tests put beside.
  let root: String
  /// Variables that programs get beside the usual ones.
  var environment: [String: String] = [:]
  /// The folder of the scratch folder that commands and file functions work in.
  var project = "project"
  private var children = 0
  private var running: [pid_t: Child] = [:]

  /// The built tool lies beside the program that runs the tests.
  static let assay: String = {
    let program = (try? Files.linkText(of: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return folder(of: program) + "/assay"
  }()

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  init(_ pipeline: String? = nil, files: [String: String] = [:]) throws {
    root = try Files.temporaryFolder("assay-e2e")
    for name in ["project", "home", "tmp"] { try Files.makeFolders("\(root)/\(name)") }
    if let pipeline { try write("pipeline.yaml", pipeline + "\n") }
    for (path, text) in files { try write(path, text) }
  }

  deinit {
    // A test that failed in the middle may have left programs behind.
    for child in running.values {
      child.signalGroup(SIGKILL)
      _ = child.wait()
    }
    try? Files.removeTree(root)
  }
}

// MARK: - Commands

extension Workspace {
  private static let limit: useconds_t = 120_000_000
  private static let pause: useconds_t = 2_000

  /// Runs `assay` and compares everything it says; nothing said is expected of a stream not named.
  func assay(
    _ arguments: String..., stdout: String = "", stderr: String = "", code: Int32 = 0,
    keeping kept: Set<Outcome.Variation> = [], at place: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try call([Self.assay] + arguments)
    expect(outcome, arguments, stdout, stderr, code, keeping: kept, at: place)
  }

  /// Compares an outcome, less what varies, with what was expected.
  func expect(
    _ outcome: Outcome, _ arguments: [String], _ stdout: String, _ stderr: String, _ code: Int32,
    keeping kept: Set<Outcome.Variation> = [], at place: SourceLocation
  ) {
    var seen = outcome.without(Outcome.Variation.allCases.filter { !kept.contains($0) })
    seen.stdout.replace(root, with: "<root>")
    seen.stderr.replace(root, with: "<root>")
    let expected = Outcome(stdout: lines(stdout), stderr: lines(stderr), code: code)
    guard seen != expected else { return }
    Issue.record(
      "assay \(arguments.joined(separator: " ")) gave\n\(seen)\nexpected was\n\(expected)",
      sourceLocation: place)
  }

  private func lines(_ text: String) -> String { text.isEmpty ? "" : text + "\n" }

  /// Runs `assay` for what it does, whatever it says; `true` when the exit code is 0.
  @discardableResult
  func runs(_ arguments: String...) throws -> Bool {
    try call([Self.assay] + (arguments.isEmpty ? ["run"] : arguments)).code == 0
  }

  /// Runs a program to its end, in the project or in a folder beneath it.
  func call(_ arguments: [String], in folder: String = ".") throws -> Outcome {
    let outcome = try end(of: start(arguments, in: folder))
    if arguments.first == Self.assay {
      for fault in try schemaFaults(arguments, outcome, in: folder) { Issue.record("\(fault)") }
    }
    return outcome
  }

  /// A program that was started, with the files its streams go to.
  struct Started {
    let child: Child
    let output: String
    let error: String
  }

  /// Starts a program and does not wait for it.
  func start(_ arguments: [String], in folder: String = ".") throws -> Started {
    children += 1
    let (output, error) = ("\(root)/stdout-\(children)", "\(root)/stderr-\(children)")
    let child = try Child(
      arguments, in: path(folder), environment: variables, input: "/dev/null",
      output: output, error: error)
    running[child.process] = child
    return Started(child: child, output: output, error: error)
  }

  /// Runs a program on a terminal to its end; `meanwhile` is called again and again until then.
  func call(
    _ arguments: [String], on terminal: PseudoTerminal,
    meanwhile: (Child) throws -> Void = { _ in }
  ) throws -> Int32 {
    let child = try Child(
      arguments, in: path("."), environment: variables, input: "/dev/null",
      output: terminal.path, error: terminal.path)
    running[child.process] = child
    try wait(until: "the program has ended") {
      terminal.read()
      try meanwhile(child)
      return child.hasEnded
    }
    running[child.process] = nil
    let code = child.wait()
    terminal.read()
    return code
  }

  /// What a started program said on standard error so far.
  func said(by started: Started) throws -> String { try text(started.error) }

  /// Waits for a started program.
  func end(of started: Started) throws -> Outcome {
    let code = started.child.wait()
    running[started.child.process] = nil
    return Outcome(stdout: try text(started.output), stderr: try text(started.error), code: code)
  }

  /// Waits until something is so; how long is no matter, unless it never comes.
  func wait(until what: String, _ isSo: () throws -> Bool) throws {
    var waited: useconds_t = 0
    while try !isSo() {
      guard waited < Self.limit else { throw NeverCame(what: what) }
      usleep(Self.pause)
      waited += Self.pause
    }
  }

  /// A condition that a test waited for in vain.
  struct NeverCame: Error { let what: String }

  /// The children of a process.
  func children(of process: pid_t) throws -> [pid_t] {
    try call(["pgrep", "-P", "\(process)"]).stdout.split(separator: "\n").compactMap { Int32($0) }
  }

  private var variables: [String: String] {
    let fixed = [
      "PATH": Machine.variable("PATH") ?? "/usr/bin:/bin", "HOME": "\(root)/home",
      "TMPDIR": "\(root)/tmp", "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Ada Lovelace", "GIT_AUTHOR_EMAIL": "ada@example.org",
      "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_NAME": "Ada Lovelace",
      "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    ]
    return fixed.merging(environment) { $1 }
  }
}

// MARK: - Files

extension Workspace {
  /// The absolute path of a name in the project; `../x` lies beside the project.
  func path(_ name: String) -> String { "\(root)/\(project)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    try Files.makeFolders(Self.folder(of: path(name)))
    // In place, as an editor or a shell would: the file keeps its inode.
    let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(file) }
    var text = text
    let count = text.withUTF8 { Glibc.write(file, $0.baseAddress, $0.count) }
    guard count == text.utf8.count else { throw NotWritten(path: path(name)) }
  }

  /// A file that a test could not write.
  struct NotWritten: Error { let path: String }

  func read(_ name: String) throws -> String { try text(path(name)) }

  func remove(_ name: String) throws { try Files.removeTree(path(name)) }

  func exists(_ name: String) throws -> Bool {
    try Files.status(path(name), followingLinks: false) != nil
  }

  func makeExecutable(_ name: String, _ isExecutable: Bool = true) {
    chmod(path(name), isExecutable ? 0o755 : 0o644)
  }

  /// Writes a file and puts its modification time back to what it was.
  func writeKeepingTime(_ name: String, _ text: String) throws {
    var status = stat()
    stat(path(name), &status)
    try write(name, text)
    setTimes(name, [status.st_atim, status.st_mtim])
  }

  /// Sets the modification time of a file to long ago.
  func makeOld(_ name: String) {
    setTimes(
      name,
      [timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0)])
  }

  private func setTimes(_ name: String, _ times: [timespec]) {
    utimensat(AT_FDCWD, path(name), times, 0)
  }

  /// All files in a folder of the project, as paths within it, sorted.
  func files(in folder: String) throws -> [String] {
    var found: [String] = []
    var pending = [""]
    while let next = pending.popLast() {
      guard try Files.status(path(folder + next)) != nil else { continue }
      for entry in try Files.entries(of: path(folder + next)) {
        if entry.kind == .folder {
          pending.append("\(next)/\(entry.name)")
        } else {
          found.append(String("\(next)/\(entry.name)".dropFirst()))
        }
      }
    }
    return found.sorted()
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Files.read(path), as: UTF8.self)
  }
}

// MARK: - Which stages ran

extension Workspace {
  /// Expects exactly these stages to have been executed since this was last asked.
  func ran(_ names: String..., at place: SourceLocation = #_sourceLocation) throws {
    try ran(names, at: place)
  }

  /// Expects exactly these stages to have been executed since this was last asked.
  func ran(_ names: [String], at place: SourceLocation = #_sourceLocation) throws {
    let seen = try exists("../ran") ? read("../ran") : ""
    #expect(
      seen.split(separator: "\n").sorted() == names.map { $0[...] }.sorted(), sourceLocation: place)
    try remove("../ran")
  }
}

// MARK: - git

extension Workspace {
  /// Runs git in the project; it must succeed.
  @discardableResult
  func git(_ arguments: String..., at place: SourceLocation = #_sourceLocation) throws -> String {
    let outcome = try call(["git"] + arguments)
    #expect(outcome.code == 0, "\(outcome)", sourceLocation: place)
    return outcome.stdout
  }

  /// Makes the project a repository that ignores the tool's local state.
  func initRepository(ignoring ignored: String = ".assay/\n") throws {
    try git("init", "-q", "-b", "main")
    try write(".gitignore", ignored)
  }

  func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Clones the project into a folder beside it, and goes there.
  func enterClone() throws {
    try git("clone", "-q", ".", "../clone")
    project = "clone"
  }

  /// Expects git to see no change.
  func isClean(at place: SourceLocation = #_sourceLocation) throws {
    let status = try git("status", "--porcelain")
    #expect(status == "", sourceLocation: place)
  }
}
