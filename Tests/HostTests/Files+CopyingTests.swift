import CHost
import Testing

@testable import Host

@Suite struct FilesCopyingTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `a copy has the bytes, an inode of its own and the digest of what went through`()
    throws
  {
    let source = try here.file("a", "some text")
    let copied = try Files.copy(source, to: here("b"), executable: true)
    #expect(copied.digest == Digest.of("some text"))
    #expect(copied.source == (try Files.status(source)))
    #expect(copied.copy == (try Files.status(here("b"))))
    #expect(copied.copy?.isExecutable == true)
    #expect(copied.copy?.identity.inode != copied.source.identity.inode)
    #expect(try text(of: here("b")) == "some text")
  }

  @Test func `a copy finds its name by its digest`() throws {
    let source = try here.file("a", "some text")
    let base = here.path
    let copied = try Files.copy(source, into: base) { digest in "\(base)/\(digest.hex)" }
    #expect(try here.listing() == ["file \(Digest.of("some text"))", "file a"].sorted())
    #expect(copied.copy?.permissions == 0o444)
  }

  @Test func `a copy that is not needed is not kept`() throws {
    let source = try here.file("a", "some text")
    let copied = try Files.copy(source, into: here.path) { _ in nil }
    #expect(copied.digest == Digest.of("some text"))
    #expect(copied.copy == nil)
    #expect(try here.listing() == ["file a"])
  }

  @Test func `bytes that are not what their digest promised are put nowhere`() throws {
    let source = try here.file("a", "spoiled")
    let (target, expected) = (try here.file("b", "old"), Digest.of("promised"))
    #expect(
      words { try Files.copy(source, to: target, executable: false, expecting: expected) }
        == "`\(source)` does not hold what its name says: its bytes have the digest "
        + Digest.of("spoiled").hex)
    #expect(try text(of: target) == "old")
    #expect(try here.listing() == ["file a", "file b"])
  }
}
