import Testing

@testable import Host

@Suite struct FilesWritingTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `a file is replaced as a whole and nothing is left beside it`() throws {
    try here.file("a", "old")
    let before = try Files.status(here("a"))?.identity.inode
    try Files.write("new", to: here("a"))
    #expect(try text(of: here("a")) == "new")
    #expect(try Files.status(here("a"))?.identity.inode != before)
    #expect(try here.listing() == ["file a"])
  }

  @Test func `a write that fails leaves nothing behind and is told`() throws {
    try Files.makeFolders(here("a"))
    let path = here("a")
    #expect(words { try Files.write("x", to: path) } == "cannot write `\(path)`: Is a directory")
    #expect(try here.listing() == ["folder a"])
    let lost = here("none/b")
    #expect(
      words { try Files.write("x", to: lost) }
        == "cannot write `\(lost)`: No such file or directory")
  }

  @Test func `a file that grows up in a folder of its own goes nowhere through a link`() async {
    // In a process of its own, for the working directory is the root.
    await #expect(processExitsWith: .success) {
      let here = try Scratch()
      try Machine.enter(here.path)
      try here.file("elsewhere/x", "old")
      try Files.link("elsewhere", at: "link")
      let told = "the way to `link/x` leads through a symbolic link or out of the project"
      #expect(words { try Files.write([1], to: "link/x", by: "own") } == told)
      let copy = { try Files.copy("elsewhere/x", to: "link/x", executable: false, by: "own") }
      #expect(words(of: copy) == told)
      #expect(
        words { try Files.write([1], to: "y", by: "link/own") }
          == "the way to `link/own` leads through a symbolic link or out of the project")
      #expect(
        words { try Files.write([1], to: "y", by: "../own") }
          == "the way to `../own` leads through a symbolic link or out of the project")
      try Files.write(Array("new".utf8), to: "deep/er/x", mode: .readOnly, by: "own/new")
      #expect(try Files.status("deep/er/x")?.permissions == 0o444)
      #expect(
        try here.listing() == [
          "file deep/er/x", "file elsewhere/x", "folder deep", "folder deep/er", "folder elsewhere",
          "folder own", "folder own/new", "link link -> elsewhere",
        ])
      #expect(try text(of: "elsewhere/x") == "old")
    }
  }

  @Test func `a read-only file has no bit for writing`() throws {
    try Files.write("x", to: here("a"), mode: .readOnly)
    #expect(try Files.status(here("a"))?.permissions == 0o444)
  }

  @Test func `a rename and a removal that fail are told`() throws {
    let path = here("none")
    let other = here("b")
    #expect(
      words { try Files.rename(path, to: other) }
        == "cannot rename `\(path)`: No such file or directory")
    #expect(
      words { try Files.remove(path) } == "cannot remove `\(path)`: No such file or directory")
    #expect(words { try Files.removeTree(path) } == "no error")
  }

  @Test func `a link that cannot be made is told`() throws {
    let path = try here.file("a")
    #expect(words { try Files.link("x", at: path) } == "cannot link `\(path)`: File exists")
  }

  @Test func `a tree is removed with what it cannot write to, and links are not followed`() throws {
    try here.file("keep/me", "x")
    try here.file("tree/a/b/c/d", "x")
    try here.file("tree/a/e", "x")
    try Files.link("../keep", at: here("tree/l"))
    try Files.link("../../keep", at: here("tree/a/l"))
    try Files.setExecutable(here("tree/a"), false)
    try Files.removeTree(here("tree"))
    #expect(try here.listing() == ["file keep/me", "folder keep"])
  }

  @Test func `only an empty folder is removed as a folder`() throws {
    try here.file("full/x")
    try Files.makeFolders(here("empty"))
    #expect(try Files.removeFolder(here("full")) == false)
    #expect(try Files.removeFolder(here("empty")))
    #expect(try Files.entries(of: here.path).map(\.name) == ["full"])
    #expect(
      words { _ = try Files.removeFolder(here("empty")) }.hasSuffix("No such file or directory"))
  }

  @Test func `a link to a tree is removed alone`() throws {
    try here.file("keep/me", "x")
    try Files.link("keep", at: here("l"))
    try Files.removeTree(here("l"))
    #expect(try here.listing() == ["file keep/me", "folder keep"])
  }

  @Test func `a tree deeper than any path is removed`() throws {
    try Files.makeFolders(here("top"))
    // Built from below: each step puts the tree so far into a new folder.
    for _ in 0..<1100 {
      try Files.makeFolders(here("next"))
      try Files.rename(here("top"), to: here("next/deep"))
      try Files.rename(here("next"), to: here("top"))
    }
    try Files.removeTree(here("top"))
    #expect(try here.listing() == [])
  }

  @Test func `two temporary folders are two, for their owner alone`() throws {
    let other = try Scratch()
    #expect(other.path != here.path)
    #expect(try Files.status(here.path)?.permissions == 0o700)
  }

  @Test func `the file system of a folder is brought to the disk`() throws {
    try Files.syncFilesystem(holding: here.path)
    let path = here("none")
    #expect(
      words { try Files.syncFilesystem(holding: path) }
        == "cannot read `\(path)`: No such file or directory")
  }
}
