// A scratch project with one analysis, its record written as a run would write it, and real git.

import Glibc
import Host
import Pipeline
import Quantity
import Store
import Testing

@testable import Audit
@testable import assay

/// A paper with one number: the share of nickel among two masses of a printed table.
///
/// The working directory of the thread is the project while a test runs.
struct Paper {
  static let yaml = """
    assay: 1
    sources:
      - { files: raw/table.csv, origin: published, reference: Table 1 }
    stages:
      share:
        run: [python3, "{inputs.code}", "{inputs.table}"]
        inputs: { code: share.py, table: raw/table.csv }
        outputs: [share.json]
        numbers: share.json

    """
  static let table = "metal,mass (g)\nNi,6.0\nCo,2.0\n"

  /// The numbers as the analysis writes them.
  static func numbers() throws -> String {
    let derivation = Derivation()
    let nickel = try derivation.cell(
      Cell(path: "raw/table.csv", line: 2, column: 2, text: "6.0"), value: 6, unit: Unit("g"),
      uncertainty: .standard(0.03)
    ).named("m_Ni")
    let cobalt = try derivation.cell(
      Cell(path: "raw/table.csv", line: 3, column: 2, text: "2.0"), value: 2, unit: Unit("g"),
      uncertainty: .standard(0.02)
    ).named("m_Co")
    let share = try (nickel / (nickel + cobalt)).named("w_Ni").converted(to: Unit("%"))
    var publication = Publication()
    try publication.publish(
      "ni", share, definition: "mass of nickel over the mass of both metals", budget: .complete)
    return publication.file.text
  }

  /// Makes the project, recorded but not committed, and goes there.
  static func inScratch(
    _ yaml: String = yaml, table: String = table, numbers: String? = nil,
    _ body: () throws -> Void
  ) throws {
    try inScratchFolder {
      try write(yaml, to: "pipeline.yaml")
      try write(table, to: "raw/table.csv")
      try write("print('share')\n", to: "share.py")
      try recordShare(try numbers ?? Self.numbers())
      try body()
    }
  }

  /// Records numbers of the analysis over the files as they stand.
  static func recordShare(_ numbers: String) throws {
    try record("share", numbers, at: "share.json", inputs: ["raw/table.csv", "share.py"])
  }

  /// Records bytes that are no file of numbers, as an older tool might have.
  static func recordBytes(_ bytes: String) throws {
    try write(bytes, to: "share.json")
    let output = Action.Output("share.json", Content(.file, Digest.of(bytes)))
    let manifest = Manifest([
      ManifestLine(.command, ["share"]), ManifestLine(.output, [output.path, "any", "stored"]),
    ])
    let record = Record(
      stage: "share", manifest: manifest, outputs: [output], numbers: output, values: [])
    try Records.write(record, isMachine: false, numbers: Array(bytes.utf8))
  }

  /// The working directory.
  static func here() throws -> String { try Machine.currentFolder() }

  /// Works in a folder below.
  static func inside(_ folder: String, _ body: () throws -> Void) throws {
    let before = try Machine.currentFolder()
    try Machine.enter(folder)
    defer { try? Machine.enter(before) }
    try body()
  }

  /// Goes into an empty folder; other threads stay where they are.
  static func inScratchFolder(_ body: () throws -> Void) throws {
    try leaveOtherThreadsAlone()
    let before = try Machine.currentFolder()
    let folder = try Files.temporaryFolder("assay-audit")
    try Machine.enter(folder)
    defer {
      try? Machine.enter(before)
      try? Files.removeTree(folder)
    }
    try body()
  }

  static func write(_ text: String, to path: String) throws {
    try Files.makeFolders(parent(of: path))
    try Files.write(Array(text.utf8), to: path)
  }

  /// Replaces a text in a file, which must be there.
  static func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    try #require(text.contains(old), "\(old) is not in \(path): \(text)")
    try write(text.replacing(old, with: new), to: path)
  }

  /// Writes a stage's numbers and the record that a run would write; an input that ends with a
  /// slash is a folder.
  static func record(
    _ stage: String, _ numbers: String, at path: String, inputs: [String],
    lines: [ManifestLine] = []
  ) throws {
    try write(numbers, to: path)
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    let read = try inputs.map { input in
      let content = try #require(try disk.content(of: input, as: .input))
      return ManifestLine(.input, [input, content.kind.rawValue, content.digest.hex])
    }
    let output = Action.Output(path, Content(.file, Digest.of(numbers)))
    let values = try NumbersFile.read(Array(numbers.utf8), file: path).numbers.map {
      Record.Value(
        name: $0.name, value: $0.value, uncertainty: $0.uncertainty?.standard,
        unit: $0.unit.symbol)
    }
    let manifest = Manifest(
      read + lines + [
        ManifestLine(.command, ["python3", "\(stage).py"]),
        ManifestLine(.output, [output.path, "any", "stored"]),
        ManifestLine(.platform, ["linux", "x86_64"]),
        ManifestLine(.tool, ["python3", Digest.of("python").hex]),
      ])
    let record = Record(
      stage: stage, manifest: manifest, outputs: [output], numbers: output, values: values)
    try Files.makeFolders(Layout.local)
    try Records.write(record, isMachine: false, numbers: Array(numbers.utf8))
  }

  // MARK: - Questions

  static func audit() throws -> Audit {
    Audit(try Pipeline(file: "pipeline.yaml") { try Files.read($0) })
  }

  /// What `trace` prints, without the part about the stages.
  static func trace(_ number: String, depth: Int = 10) throws -> String {
    let text = try wholeTrace(number, depth: depth)
    return String(text.prefix(upTo: text.firstRange(of: "\n\nstage ")?.lowerBound ?? text.endIndex))
  }

  static func wholeTrace(_ number: String, depth: Int = 10) throws -> String {
    var audit = try audit()
    let words = AccountWords(style: Style(.never, for: .output), depth: depth)
    return words.lines(of: try audit.account(of: number)).joined(separator: "\n")
  }

  /// What `numbers` prints, and below it what it tells beside that.
  static func table(_ names: String...) throws -> String {
    var audit = try audit()
    let listing = try audit.listing(of: names)
    let table = NumbersTable(listing, Style(.never, for: .output))
    return (table.lines + listing.notes).joined(separator: "\n")
  }

  /// The words of whatever a question throws.
  static func error(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}

/// Compares whole texts; a difference shows both.
func expect(_ found: String, _ expected: String, at place: SourceLocation = #_sourceLocation) {
  #expect(found == expected, "found:\n\(found)", sourceLocation: place)
}

/// Gives this thread a working directory of its own: tests of other rooms run beside it.
private func leaveOtherThreadsAlone() throws {
  let name = try #require(dlsym(nil, "unshare"))
  typealias Unshare = @convention(c) (Int32) -> Int32
  // CLONE_FS: the working directory is no longer shared with the other threads.
  #expect(unsafeBitCast(name, to: Unshare.self)(0x200) == 0)
}

/// Runs git in the working directory, with fixed names and a fixed clock.
func git(_ arguments: String..., at minute: Int = 0) throws {
  let date = "\(1_795_453_680 + 60 * minute) +0100"
  let words = ["/usr/bin/env", "git"] + arguments
  let environment = [
    "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/nonexistent", "LC_ALL=C.UTF-8",
    "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ALLOW_PROTOCOL=file",
    "GIT_AUTHOR_NAME=Ada Lovelace", "GIT_AUTHOR_EMAIL=ada@lab.example",
    "GIT_COMMITTER_NAME=Ada Lovelace", "GIT_COMMITTER_EMAIL=ada@lab.example",
    "GIT_AUTHOR_DATE=\(date)", "GIT_COMMITTER_DATE=\(date)",
  ]
  let argv = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup($0) } + [nil]
  defer { (argv + variables).forEach { free($0) } }
  var child = pid_t()
  try #require(posix_spawn(&child, words[0], nil, nil, argv, variables) == 0)
  var status: Int32 = 0
  waitpid(child, &status, 0)
  try #require(status == 0, "git \(arguments.joined(separator: " "))")
}

/// Commits everything that stands in the project.
func commit(_ subject: String, at minute: Int = 0) throws {
  try git("add", "-A")
  try git("commit", "-q", "-m", subject, at: minute)
}
