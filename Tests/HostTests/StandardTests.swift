import Glibc
import Testing

@testable import Host

/// The standard streams, each time in a process of its own whose streams may be bent.
@Suite struct StandardTests {
  @Test func `a text is written to the stream`() async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      #expect(Standard.error.write("one ‰\n"))
      exit(0)
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("one ‰\n"))
  }

  @Test func `a pipe whose reader is gone ends nothing`() async throws {
    await #expect(processExitsWith: .success) {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0, dup2(ends[1], STDOUT_FILENO) >= 0 else { exit(1) }
      close(ends[0])
      #expect(!Standard.output.write("nobody reads this"))
      #expect(!Standard.output.isTerminal)
      #expect(Standard.output.width == nil)
    }
  }
}
