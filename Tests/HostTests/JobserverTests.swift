import Glibc
import Testing

@testable import Host

/// Tokens in real pipes, with and without a name.
struct JobserverTests {
  /// A pipe with tokens in it; closed at the end of the test.
  private final class Tokens {
    let reader: Int32
    let writer: Int32

    init(_ tokens: String) {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      (reader, writer) = (ends[0], ends[1])
      _ = write(writer, tokens, tokens.utf8.count)
    }

    deinit {
      close(reader)
      close(writer)
    }

    /// All that lie in it now.
    var left: String {
      var count: Int32 = 0
      _ = ioctl(reader, UInt(FIONREAD), &count)
      var bytes = [UInt8](repeating: 0, count: Int(count))
      _ = read(reader, &bytes, bytes.count)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private struct NotJoined: Error {}

  private func join(_ flags: String) throws -> Jobserver {
    guard let jobserver = Jobserver.join(flags) else { throw NotJoined() }
    return jobserver
  }

  @Test(arguments: [
    "-j --jobserver-auth=", "--jobserver-fds=", "--jobserver-auth=9,9 --jobserver-auth=",
  ])
  func `tokens are taken as long as there are any, and given back`(flags: String) throws {
    let tokens = Tokens("+-*")
    do {
      var jobserver = try join("\(flags)\(tokens.reader),\(tokens.writer)")
      let taken = (0..<5).map { _ in jobserver.take() }
      #expect(taken == [true, true, true, false, false])
      jobserver.giveBack(keeping: 1)
      let count = jobserver.count
      #expect(count == 1)
      #expect(tokens.left == "-*")
      // What others hold of the pipe waits as before.
      #expect(fcntl(tokens.reader, F_GETFL) & O_NONBLOCK == 0)
      #expect(fcntl(tokens.writer, F_GETFL) & O_NONBLOCK == 0)
    }
    #expect(tokens.left == "+")
  }

  @Test func `a throw gives back what was taken`() throws {
    struct Thrown: Error {}
    let tokens = Tokens("ab")
    func takeAndThrow() throws {
      var jobserver = try join("--jobserver-auth=\(tokens.reader),\(tokens.writer)")
      if jobserver.take() { throw Thrown() }
    }
    #expect(throws: Thrown.self) { try takeAndThrow() }
    #expect(tokens.left == "ba")
  }

  @Test func `a named pipe is joined while somebody serves it`() throws {
    let scratch = try Scratch()
    let path = scratch("tokens")
    mkfifo(path, 0o600)
    #expect(throws: NotJoined.self) { _ = try join("--jobserver-auth=fifo:\(path)") }
    let server = open(path, O_RDWR)
    defer { close(server) }
    write(server, "x", 1)
    var jobserver = try join(" -j2 --jobserver-auth=fifo:\(path) -- A=--jobserver-auth=1,2")
    let taken = (0..<2).map { _ in jobserver.take() }
    #expect(taken == [true, false])
  }

  @Test func `what is no jobserver is not joined`() throws {
    let (one, other) = (Tokens(""), Tokens(""))
    let closed = Tokens("").reader
    for flags in [
      "", "-j", "--jobserver-auth=", "--jobserver-auth=-2,-2", "--jobserver-auth=3",
      "--jobserver-auth=1,2,3", "--jobserver-auth=a,b", "--jobserver-auth=fifo:",
      "--jobserver-auth=fifo:/dev/null", "--jobserver-auth=fifo:/nowhere/at/all",
      "--jobserver-auth=\(closed),\(closed)",
      // Ends of two pipes.
      "--jobserver-auth=\(one.reader),\(other.writer)",
      // A variable.
      "-- A=1 --jobserver-auth=\(one.reader),\(one.writer)",
    ] {
      #expect(throws: NotJoined.self, "\(flags)") { _ = try join(flags) }
    }
  }
}
