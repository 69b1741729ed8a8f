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

  @Test func `a path is descended only where no link leads the way`() throws {
    try here.file("a/f")
    try Files.link("a", at: here("l"))
    let answers = try ["a/f", "a/none/x/y", "f", "a/f/x", "l", "l/f", "l/none/x", "../x"].map {
      try Files.isDescendableWithoutLinks($0, beneath: here.path)
    }
    #expect(answers == [true, true, true, true, true, false, false, false])
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
