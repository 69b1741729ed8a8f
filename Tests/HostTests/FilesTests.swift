import CHost
import Testing

@testable import Host

@Suite struct FilesTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `the status of a file tells kind, size and whether it can be executed`() throws {
    let path = try here.file("a", "12345")
    let plain = try #require(try Files.status(path))
    #expect(plain.kind == .file)
    #expect(plain.identity.size == 5)
    #expect(!plain.isExecutable)
    try Files.setExecutable(path, true)
    #expect(try Files.status(path)?.isExecutable == true)
    try Files.setExecutable(path, false)
    #expect(try Files.status(path)?.permissions == plain.permissions)
  }

  @Test func `nothing and what stands below a file have no status`() throws {
    try here.file("a")
    #expect(try Files.status(here("b")) == nil)
    #expect(try Files.status(here("a/b")) == nil)
  }

  @Test func `a link is followed unless it is asked about`() throws {
    try here.file("a")
    try Files.link("a", at: here("l"))
    try Files.link("nowhere", at: here("broken"))
    #expect(try Files.status(here("l"))?.kind == .file)
    #expect(try Files.status(here("l"), followingLinks: false)?.kind == .link)
    #expect(try Files.status(here("broken")) == nil)
    #expect(try Files.linkText(of: here("broken")) == "nowhere")
  }

  @Test func `a ring of links is told`() throws {
    try Files.link("l", at: here("l"))
    let path = here("l")
    #expect(
      words { try Files.status(path) }
        == "cannot inspect `\(path)`: Too many levels of symbolic links")
  }

  @Test func `a NUL in a path is told, not cut off`() throws {
    #expect(words { try Files.status("a\0b") } == "`a\\u{0}b` holds a NUL character")
  }

  @Test func `a rewrite of equal length with its time put back has another identity`() throws {
    let path = try here.file("a", "one")
    let before = try #require(try Files.status(path)).identity
    try Files.write("two", to: path)
    #expect(try Files.status(path)?.identity != before)
  }

  @Test func `names are listed in the order of their bytes`() throws {
    for name in ["b", "a", "Z", "é", "a b", "-"] { try here.file(name) }
    try Files.makeFolders(here("c"))
    try Files.link("a", at: here("l"))
    #expect(
      try Files.entries(of: here.path).map(\.name) == ["-", "Z", "a", "a b", "b", "c", "l", "é"])
    #expect(
      try Files.entries(of: here.path).suffix(3).map(\.kind) == [.folder, .link, .file])
  }

  @Test func `a missing folder is told`() throws {
    let path = here("none")
    #expect(
      words { try Files.entries(of: path) } == "cannot list `\(path)`: No such file or directory")
  }

  @Test func `a name that is not UTF-8 is told`() throws {
    var number: Int32 = -1
    let bytes = Array(here("caf").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    #expect(host_open_new(HOST_HERE, bytes, 0o600, &number) == 0)
    host_close(number)
    let path = here.path
    #expect(
      words { try Files.entries(of: path) }
        == "the name `caf\u{FFFD}` in folder `\(path)` is not UTF-8")
  }
}
