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

  @Test func `a copy is placed in folders made for it`() throws {
    let source = try here.file("a", "some text")
    let copied = try Files.place(
      copyOf: source, at: "x/y/z", executable: false, beneath: here.path)
    #expect(copied.copy == (try Files.status(here("x/y/z"))))
    #expect(try here.listing() == ["file a", "file x/y/z", "folder x", "folder x/y"])
  }

  @Test func `a link is placed in folders made for it`() throws {
    try Files.place(link: "../a", at: "x/l", beneath: here.path)
    #expect(try here.listing() == ["folder x", "link x/l -> ../a"])
  }

  @Test(arguments: ["l/b", "l/deep/b", "../b", "x/../../b", "/tmp/b/c"])
  func `nothing is placed through a link or outside of the root`(path: String) throws {
    try Files.makeFolders(here("outside"))
    try Files.makeFolders(here("root/x"))
    try Files.link("../outside", at: here("root/l"))
    let source = try here.file("a", "some text")
    let root = here("root")
    #expect(
      words { try Files.place(copyOf: source, at: path, executable: false, beneath: root) }
        == "the way to `\(path)` leads through a symbolic link or out of the project")
    #expect(try Files.entries(of: here("outside")).isEmpty)
  }

  @Test func `a link at the name itself is replaced, not followed`() throws {
    let source = try here.file("a", "new")
    try here.file("b", "old")
    try Files.link("b", at: here("l"))
    _ = try Files.place(copyOf: source, at: "l", executable: false, beneath: here.path)
    #expect(try text(of: here("b")) == "old")
    #expect(try here.listing() == ["file a", "file b", "file l"])
  }
}
