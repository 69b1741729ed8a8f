import CHost
import Testing

@testable import Host

/// A survey is written and asked again, and no damage to it leads anywhere but to `nil`.
struct SurveyTests {
  private let folder: String
  private var path: String { "\(folder)/survey" }

  init() throws { folder = try Files.temporaryFolder("assay-survey") }

  private func row(
    _ name: String, _ question: Survey.Question = .target, isSettled: Bool = true
  ) throws -> Survey.Row {
    let path = "\(folder)/\(name)"
    let status = try Files.status(path, followingLinks: question != .itself)
    let nothing = FileIdentity(device: 0, inode: 0, size: 0, modified: 0, changed: 0)
    return Survey.Row(
      path, question, status?.kind, status?.identity ?? nothing,
      digest: status?.kind == .file ? try Files.digest(of: path).digest : nil, isSettled: isSettled)
  }

  private func write(_ rows: [Survey.Row], groups: [[UInt32]] = [], answer: String = "") throws {
    // Rows are relied on when they are older than the survey.
    let sorted = rows.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    host_sleep(20_000_000)
    try Survey.write(
      sorted.map { .new($0) }, of: nil, groups: groups, notes: ["one", "two words"],
      answer: Array(answer.utf8), to: path, by: "\(folder)/incoming")
  }

  @Test func `what was written is read`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.write("a", to: "\(folder)/a")
    try Files.write("b", to: "\(folder)/b")
    let rows = [try row("a"), try row("b", .itself, isSettled: false), try row("c", .kind)]
    try write(rows, groups: [[0, 2], [], [1]], answer: "all is well")
    let survey = try #require(Survey(at: path))
    #expect((0..<survey.count).map { survey.row($0) } == rows)
    #expect((0..<survey.groupCount).map(survey.members) == [[0, 2], [], [1]])
    #expect(survey.notes == ["one", "two words"])
    #expect(survey.answerBytes == Array("all is well".utf8))
    #expect(survey.rows(at: "\(folder)/b") == 1..<2)
    #expect(survey.rows(at: "\(folder)/bb").isEmpty)
    #expect(survey.changes() == [false, true, false])
  }

  @Test func `rows that are kept stand in the next survey as they were`() throws {
    defer { try? Files.removeTree(folder) }
    for name in ["a", "b", "c"] { try Files.write(name, to: "\(folder)/\(name)") }
    let rows = [try row("a"), try row("b"), try row("c")]
    try write(rows)
    let old = try #require(Survey(at: path))
    try Survey.write(
      [.kept(0), .new(rows[1]), .kept(2)], of: old, groups: [], notes: [], answer: [], to: path,
      by: "\(folder)/incoming")
    let survey = try #require(Survey(at: path))
    #expect((0..<3).map { survey.row($0) } == rows)
    #expect(survey.changes() == nil)
  }

  @Test(arguments: ["edit", "replace", "remove", "folder", "touch"])
  func `what became of a file is seen`(change: String) throws {
    defer { try? Files.removeTree(folder) }
    for name in ["a", "b"] { try Files.write("text", to: "\(folder)/\(name)") }
    let rows = [try row("a"), try row("b"), try row("c", .kind)]
    try write(rows)
    switch change {
    case "edit", "touch": try Files.write("text", to: "\(folder)/b")
    case "replace": try Files.rename("\(folder)/a", to: "\(folder)/b")
    case "remove": try Files.remove("\(folder)/b")
    default: try Files.makeFolders("\(folder)/c")
    }
    let changes = try #require(Survey(at: path)?.changes())
    #expect(changes == [change == "replace", change != "folder", change == "folder"])
  }

  @Test func `more files than one thread looks at are all looked at`() throws {
    defer { try? Files.removeTree(folder) }
    let count = 5000
    let one = try Files.status(folder)
    let rows = (0..<count).map { index -> Survey.Row in
      Survey.Row(
        "\(folder)/\(10_000 + index)", .kind, index % 1000 == 7 ? .file : nil,
        one?.identity ?? FileIdentity(device: 0, inode: 0, size: 0, modified: 0, changed: 0))
    }
    try write(rows)
    let changes = try #require(Survey(at: path)?.changes())
    #expect(changes.indices.filter { changes[$0] } == [7, 1007, 2007, 3007, 4007])
  }

  /// The checksum is made right again, so that every part must look after itself.
  @Test func `numbers that are wrong make it none`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.write("a", to: "\(folder)/a")
    try write([try row("a"), try row("b", .kind)], groups: [[0, 1], [1]], answer: "yes")
    let whole = try Files.read(path)
    for place in stride(from: 0, to: whole.count, by: 1) {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var bytes = whole
        bytes[place] = value
        let sum = bytes[32...].withUnsafeBytes { host_checksum($0.baseAddress, $0.count) }
        withUnsafeBytes(of: sum) { bytes.replaceSubrange(24..<32, with: $0) }
        try Files.write(bytes, to: path)
        guard let survey = Survey(at: path) else { continue }
        for index in 0..<survey.count { _ = survey.row(index) }
        for group in 0..<survey.groupCount {
          #expect(survey.members(of: group).allSatisfy { $0 < survey.count })
        }
        _ = survey.rows(at: "\(folder)/a")
        _ = survey.changes()
      }
    }
    for length in 0..<whole.count {
      try Files.write(Array(whole.prefix(length)), to: path)
      #expect(Survey(at: path) == nil)
    }
  }
}
