import CHost
import Testing

@testable import Host

@Suite struct FilesFoldersTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test(arguments: ["a/b/c", "a//b/c", "a/b/c/", "./a/b/c"])
  func `missing folders are made once`(path: String) throws {
    try Files.makeFolders(path, beneath: here.path)
    try Files.makeFolders(path, beneath: here.path)
    #expect(try here.listing() == ["folder a", "folder a/b", "folder a/b/c"])
  }

  @Test func `folders at an absolute path are made through links`() throws {
    try Files.makeFolders(here("a"))
    try Files.link("a", at: here("l"))
    try Files.makeFolders(here("l/b"))
    #expect(try here.listing() == ["folder a", "folder a/b", "link l -> a"])
  }

  @Test func `a file or link in the way is told`() throws {
    try here.file("f")
    try Files.link("/tmp", at: here("l"))
    let root = here.path
    #expect(
      words { try Files.makeFolders("f/b", beneath: root) }
        == "cannot make folder `f/b`: Not a directory")
    #expect(
      words { try Files.makeFolders("l/b", beneath: root) }
        == "the way to `l/b` leads through a symbolic link or out of the project")
  }

  @Test func `what is moved goes to folders made for it`() throws {
    let source = try here.file("a", "some text")
    try Files.move(source, to: "x/y/z", beneath: here.path)
    #expect(try here.listing() == ["file x/y/z", "folder x", "folder x/y"])
  }

  @Test(arguments: ["l/b", "l/deep/b", "../b", "x/../../b", "/tmp/b/c"])
  func `nothing is moved through a link or outside of the root`(path: String) throws {
    try Files.makeFolders(here("outside"))
    try Files.makeFolders(here("root/x"))
    try Files.link("../outside", at: here("root/l"))
    let source = try here.file("a", "some text")
    let root = here("root")
    #expect(
      words { try Files.move(source, to: path, beneath: root) }
        == "the way to `\(path)` leads through a symbolic link or out of the project")
    #expect(try Files.entries(of: here("outside")).isEmpty)
  }

  @Test func `a link at the name itself is replaced, not followed`() throws {
    let source = try here.file("a", "new")
    try here.file("b", "old")
    try Files.link("b", at: here("l"))
    try Files.move(source, to: "l", beneath: here.path)
    #expect(try here.listing() == ["file b", "file l"])
  }

  @Test func `a kernel without openat2 is given the same answers`() throws {
    try here.file("a/b/f")
    try Files.link("a", at: here("l"))
    let root = try Descriptor(.inspect, here.path) { host_open_folder(HOST_HERE, here.path, &$0) }
    let calls = [host_open_beneath, host_open_beneath_by_steps]
    for path in [
      "", ".", "a", "a/b", "a//b/", "./a", "l", "l/b", "a/b/f", "none", "a/none", "..", "/tmp",
    ] {
      let answers = calls.map { open in
        var number: Int32 = -1
        let code = open(root.number, path, &number)
        if code == 0 { host_close(number) }
        return code
      }
      #expect(answers[0] == answers[1], "\(path)")
    }
  }
}
