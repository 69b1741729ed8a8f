import Glibc
import Host
import Testing

/// Runs that share the processors with a `make -j`, or with whoever else gives out tokens.
@Suite(.enabled(if: Machine.processorCount > 1, "one processor: nothing ever runs beside another"))
struct JobserverTests {
  /// Stages that say in `../log` when they begin and end, and take a moment.
  private static let stages: String =
    "assay: 1\ndefaults: { access: declared }\nstages:\n"
    + (1...6).map { number in
      """
        s\(number): { run: "echo + >> ../log; sleep 0.1; echo - >> ../log; echo > \(number).txt", outputs: [\(number).txt] }

      """
    }.joined()

  /// Two stages that end only when both run; then one of them may fail or stay.
  private static func pair(then end: String = "true") -> String {
    """
    assay: 1
    defaults: { access: declared }
    stages:
      a: { run: "touch ../a; \(until("../b")); ls /proc/self/fd | xargs > a.txt; \(end)", outputs: [a.txt] }
      b: { run: "touch ../b; \(until("../a")); echo > b.txt", outputs: [b.txt] }

    """
  }

  private static func until(_ file: String) -> String {
    "while [ ! -e \(file) ]; do sleep 0.05; done"
  }

  /// The most that were between `+` and `-` at once.
  private func most(_ w: Workspace) throws -> Int {
    var (now, most) = (0, 0)
    for line in try w.read("../log").split(separator: "\n") {
      now += line == "+" ? 1 : -1
      most = max(most, now)
    }
    #expect(now == 0)
    return most
  }

  // MARK: - Below make

  /// What make itself has to say at its end of tokens that are missing, or of no jobserver.
  private func expectAllTokens(_ outcome: Outcome, at place: SourceLocation = #_sourceLocation) {
    for word in ["jobserver", "INTERNAL", "tokens"] {
      #expect(!outcome.stderr.contains(word), "\(outcome)", sourceLocation: place)
    }
  }

  /// A project whose Makefile runs `assay` beside another recipe.
  private func make(_ pipeline: String, beside other: String, recipe: String = "+assay run") throws
    -> Workspace
  {
    let w = try Workspace(
      pipeline,
      files: [
        "Makefile": """
        all: paper other
        paper:
        \t\(recipe.replacing("assay", with: Workspace.assay))
        other:
        \t\(other)

        """
      ])
    return w
  }

  @Test(arguments: [2, 3])
  func `stages and other recipes together are never more than make allows`(jobs: Int) throws {
    let w = try make(
      Self.stages, beside: "echo + >> ../log; sleep 0.4; echo - >> ../log")
    let outcome = try w.call(["make", "-j\(jobs)"])
    #expect(outcome.code == 0, "\(outcome)")
    expectAllTokens(outcome)
    #expect(try most(w) <= jobs)
    #expect(outcome.stdout.contains("6 stages: 6 run here"), "\(outcome)")
  }

  @Test func `a stage starts when another recipe ends, and gets no descriptor of make's`() throws {
    let w = try make(Self.pair(), beside: Self.until("../a"))
    let outcome = try w.call(["make", "-j2"])
    #expect(outcome.code == 0, "\(outcome)")
    expectAllTokens(outcome)
    #expect(try w.read("a.txt") == "0 1 2 3\n")
  }

  @Test func `all tokens are back after a failure`() throws {
    let w = try make(Self.pair(then: "exit 1"), beside: "true")
    let outcome = try w.call(["make", "-j3", "-k"])
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.stderr.contains("stage `a` failed: exit code 1"), "\(outcome)")
    expectAllTokens(outcome)
  }

  @Test func `all tokens are back after a signal`() throws {
    let w = try make(
      Self.pair(then: "touch ../both; sleep 600"), beside: "true",
      recipe: "+echo $$$$ > ../pid; exec assay run")
    let run = try w.start(["make", "-j3", "-k"])
    try w.wait(until: "both stages run") { try w.exists("../both") }
    kill(try #require(Int32(try w.read("../pid").dropLast())), SIGINT)
    let outcome = try w.end(of: run)
    #expect(outcome.code == 2)
    #expect(outcome.stderr.contains("stage `a` failed: interrupted"), "\(outcome)")
    expectAllTokens(outcome)
  }

  @Test func `a recipe that gets no descriptors runs as without make`() throws {
    let w = try make(Self.pair(), beside: "true", recipe: "assay run")
    let outcome = try w.call(["make", "-j2"])
    #expect(outcome.code == 0, "\(outcome)")
  }

  // MARK: - With a named pipe

  /// A jobserver that gives out these tokens.
  private func serve(_ tokens: String, to w: Workspace) throws -> Int32 {
    let path = "\(w.root)/tokens"
    mkfifo(path, 0o600)
    let server = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    write(server, tokens, tokens.utf8.count)
    w.environment["MAKEFLAGS"] = " -j9 --jobserver-auth=fifo:\(path)"
    return server
  }

  /// The tokens that are there, sorted; there are no more afterwards.
  private func left(_ server: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(server, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)).sorted(), as: UTF8.self)
  }

  /// How many tokens are there now.
  private func count(_ server: Int32) -> Int {
    var count: Int32 = 0
    _ = ioctl(server, UInt(FIONREAD), &count)
    return Int(count)
  }

  @Test func `without a token one stage runs after the other`() throws {
    let w = try Workspace(Self.stages)
    let server = try serve("", to: w)
    defer { close(server) }
    #expect(try w.runs())
    #expect(try most(w) == 1)
    #expect(left(server) == "")
  }

  @Test func `with tokens stages run together, and give back each as it was`() throws {
    let w = try Workspace(Self.pair())
    let server = try serve("xyz", to: w)
    defer { close(server) }
    #expect(try w.runs())
    #expect(left(server) == "xyz")
  }

  @Test func `a token that comes later lets the next stage start`() throws {
    let w = try Workspace(Self.pair())
    let server = try serve("", to: w)
    defer { close(server) }
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "one stage runs") { try w.exists("../a") || w.exists("../b") }
    write(server, "q", 1)
    #expect(try w.end(of: run).code == 0)
    #expect(left(server) == "q")
  }

  @Test func `a token is free again as soon as its stage has ended`() throws {
    let w = try Workspace(
      """
      assay: 1
      defaults: { access: declared }
      stages:
        a: { run: "touch ../a; \(Self.until("../b")); \(Self.until("../go")); echo > a.txt", outputs: [a.txt] }
        b: { run: "touch ../b; \(Self.until("../a")); echo > b.txt", outputs: [b.txt] }
      """)
    let server = try serve("q", to: w)
    defer { close(server) }
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the token is back") {
      try w.exists("provenance/b.json") && count(server) == 1
    }
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 0)
    #expect(left(server) == "q")
  }

  @Test func `a stage that uses several processors starts alone with the tokens there are`() throws
  {
    let wide = """
      assay: 1
      defaults: { access: declared }
      stages:
        a: { run: "touch ../a; \(Self.until("../go")); echo > a.txt", cpus: 2, outputs: [a.txt] }
      """
    for tokens in ["", "q", "qr"] {
      let w = try Workspace(wide)
      let server = try serve(tokens, to: w)
      defer { close(server) }
      let run = try w.start([Workspace.assay, "run"])
      try w.wait(until: "it runs") { try w.exists("../a") }
      try w.wait(until: "it has its token") { count(server) == max(tokens.utf8.count - 1, 0) }
      try w.write("../go", "")
      #expect(try w.end(of: run).code == 0)
      #expect(left(server) == tokens)
    }
  }

  @Test func `-j is followed to the letter`() throws {
    let w = try Workspace(Self.pair())
    let server = try serve("", to: w)
    defer { close(server) }
    #expect(try w.runs("run", "-j", "2"))
  }
}
