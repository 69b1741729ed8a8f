import Host
import Testing

@testable import Store

struct TreeTests {
  private let tree = Tree([
    .init("b/two words.txt", .file(Digest.of("two"), isExecutable: false)),
    .init("a.sh", .file(Digest.of("one"), isExecutable: true)),
    .init("line\nbreak", .link("b")), .init("empty", .emptyFolder),
  ])

  @Test func `a listing is one sorted line an entry`() {
    let text = """
      d empty\0\0
      f b/two words.txt\0\(Digest.of("two").hex)\0
      l line\nbreak\0b\0
      x a.sh\0\(Digest.of("one").hex)\0

      """
    #expect(String(decoding: tree.bytes, as: UTF8.self) == text)
  }

  @Test func `a listing is read back whole`() {
    #expect(Tree(bytes: tree.bytes) == tree)
    #expect(Tree(bytes: tree.bytes.dropLast()) == nil)
  }

  @Test(arguments: ["../up", "/root", "a/../../b", "", "a//b", "."])
  func `a listing whose names leave the folder is none`(name: String) {
    #expect(Tree(bytes: Array("l \(name)\0target\0\n".utf8)) == nil)
  }
}
