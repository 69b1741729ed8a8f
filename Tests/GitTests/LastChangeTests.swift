import Glibc
import Testing

@testable import Git

@Suite struct LastChangeTests {
  @Test func `a file was last changed by the commit git log names`() throws {
    let scratch = try Scratch()
    for number in 1...5 {
      try scratch.write(number % 2 == 0 ? "data/a.csv" : "data/b.csv", "\(number)\n")
      try scratch.commit("change \(number)")
    }
    for path in ["data/a.csv", "data/b.csv", "data", "."] {
      let id = String(try scratch.git("log", "-1", "--format=%H", "--", path).dropLast())
      #expect(try scratch.change(path) == id)
    }
  }

  @Test func `a merge is followed to the side that has the same`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n")
    try scratch.commit("base")
    try scratch.git("checkout", "-q", "-b", "side")
    try scratch.write("a.csv", "2\n")
    let side = try scratch.commit("side")
    try scratch.git("checkout", "-q", "main")
    try scratch.write("b.csv", "1\n")
    try scratch.commit("main")
    try scratch.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    #expect(try scratch.change("a.csv") == side)
  }

  @Test func `what is not as HEAD has it says so`() throws {
    let scratch = try Scratch()
    for name in ["same.csv", "edited.csv", "staged.csv", "gone.csv", "folder/a.csv", "mode.sh"] {
      try scratch.write(name, "1\n")
    }
    try scratch.write(".gitignore", "*.log\nbuild/\n")
    let id = try scratch.commit("begin")
    try scratch.write("edited.csv", "2\n")
    try scratch.write("staged.csv", "2\n")
    try scratch.write("added.csv", "2\n")
    try scratch.git("add", "staged.csv", "added.csv")
    scratch.remove("gone.csv")
    try scratch.write("new.csv", "2\n")
    try scratch.write("folder/new.csv", "2\n")
    try scratch.write("run.log", "2\n")
    try scratch.write("build/out", "2\n")
    chmod(scratch.path + "/mode.sh", 0o755)
    let said = try [
      "same.csv", "edited.csv", "staged.csv", "added.csv", "gone.csv", "new.csv", "folder",
      "folder/a.csv", "run.log", "build/out", "build", "mode.sh", "../elsewhere",
    ].map { "\($0): \(try scratch.change($0))" }
    #expect(
      said == [
        "same.csv: \(id)", "edited.csv: uncommitted", "staged.csv: uncommitted",
        "added.csv: uncommitted", "gone.csv: uncommitted", "new.csv: untracked",
        "folder: uncommitted", "folder/a.csv: \(id)", "run.log: ignored", "build/out: ignored",
        "build: ignored", "mode.sh: uncommitted", "../elsewhere: outside",
      ])
    #expect(throws: GitError.noSuchPath("never.csv")) { try scratch.change("never.csv") }
  }

  @Test func `before the first commit files are untracked or uncommitted`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n")
    try scratch.write("b.csv", "1\n")
    try scratch.git("add", "a.csv")
    #expect(try scratch.change("a.csv") == "uncommitted")
    #expect(try scratch.change("b.csv") == "untracked")
    #expect(try scratch.open().origins(ofLines: [1], in: "b.csv") == [1: .notCommitted])
  }

  @Test func `content decides, not size and time`() throws {
    let scratch = try Scratch()
    try scratch.git("config", "core.trustctime", "false")
    try scratch.write("a.csv", "1\n")
    let past = [
      timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0),
    ]
    utimensat(AT_FDCWD, scratch.path + "/a.csv", past, 0)
    let id = try scratch.commit("begin")
    #expect(try scratch.change("a.csv") == id)
    try scratch.write("a.csv", "2\n")
    utimensat(AT_FDCWD, scratch.path + "/a.csv", past, 0)
    #expect(try scratch.change("a.csv") == "uncommitted")
    try scratch.write("a.csv", "1\n")
    #expect(try scratch.change("a.csv") == id)
  }

  @Test func `a link must be committed, then its target answers`() throws {
    let scratch = try Scratch()
    try scratch.write("raw/a.csv", "1\n")
    try scratch.link("a.csv", to: "raw/a.csv")
    try scratch.link("out.csv", to: "/etc/hostname")
    try scratch.link("folder", to: "raw")
    let id = try scratch.commit("begin")
    #expect(try scratch.change("a.csv") == id)
    #expect(try scratch.change("folder/a.csv") == id)
    #expect(try scratch.change("out.csv") == "outside")
    try scratch.write("raw/a.csv", "2\n")
    #expect(try scratch.change("a.csv") == "uncommitted")
    #expect(try scratch.change("folder/a.csv") == "uncommitted")
    #expect(try scratch.open().origins(ofLines: [1], in: "a.csv") == [1: .notCommitted])
  }

  @Test func `line endings are compared the way git stores them`() throws {
    let scratch = try Scratch()
    try scratch.write(".gitattributes", "*.csv text=auto eol=crlf\n")
    try scratch.write("a.csv", "1\r\n2\r\n")
    let id = try scratch.commit("begin")
    #expect(try scratch.git("show", "HEAD:a.csv") == "1\n2\n")
    #expect(try scratch.change("a.csv") == id)
    try scratch.write("a.csv", "1\r\nzwei\r\n")
    #expect(try scratch.change("a.csv") == "uncommitted")
  }

  @Test func `a file behind a filter program cannot be compared once it was touched`() throws {
    let scratch = try Scratch()
    try scratch.git("config", "filter.shout.clean", "tr a-z A-Z")
    try scratch.write(".gitattributes", "*.csv filter=shout\n")
    try scratch.write("a.csv", "a\n")
    try scratch.commit("begin")
    let filtered = GitError.filtered(path: "a.csv", by: "filter=shout")
    #expect(throws: filtered) { try scratch.open().origins(ofLines: [1], in: "a.csv") }
    try scratch.write("a.csv", "bcd\n")
    #expect(throws: filtered) { try scratch.change("a.csv") }
  }

  @Test func `paths are relative to the project, wherever it lies in the repository`() throws {
    let scratch = try Scratch()
    try scratch.write("paper/data/müßig 1.csv", "1\n")
    try scratch.write("shared.csv", "1\n")
    let id = try scratch.commit("begin")
    try scratch.link("way", to: "paper")
    for folder in ["paper", "way"] {
      #expect(try scratch.change("data/müßig 1.csv", in: folder) == id)
      #expect(try scratch.change("../shared.csv", in: folder) == id)
      #expect(try scratch.change("./data/../data", in: folder) == id)
      #expect(
        try scratch.origins("../shared.csv", count: 1, in: folder) == ["1 \(id) ../shared.csv:1"])
      #expect(
        try scratch.origins("data/müßig 1.csv", count: 1, in: folder)
          == ["1 \(id) data/müßig 1.csv:1"])
    }
  }
}

extension Scratch {
  /// The change of a path in a word, or the commit's name.
  fileprivate func change(_ path: String, in folder: String = "") throws -> String {
    switch try open(folder).lastChange(of: path) {
    case .committed(let commit): commit.id
    case .shallow(let commit): "^" + commit.id
    case .uncommitted: "uncommitted"
    case .untracked: "untracked"
    case .ignored: "ignored"
    case .outside: "outside"
    }
  }
}
