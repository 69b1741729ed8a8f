import Testing

@testable import Host

/// The words of those errors that no test can bring about at will.
@Suite struct HostErrorTests {
  @Test func `processes that cannot be ended are named`() {
    #expect(
      "\(HostError.survivorsRemain([12, 345]))"
        == "processes of an earlier run cannot be ended: 12, 345")
  }

  @Test func `control characters of a path are shown, not sent`() {
    let error = HostError.failed(.read, path: "a\u{1B}[31m\nb", code: 13)
    #expect("\(error)" == "cannot read `a\\u{1b}[31m\\nb`: Permission denied")
  }
}
