import Host
import Testing

@testable import Store

@Suite(.serialized)
struct DiskTests {
  private func disk() -> Disk { Disk(cache: StatCache(), ignoring: { $0.hasPrefix(".") }) }

  @Test func `inputs are what a link leads to, outputs are the link`() throws {
    try inScratchProject {
      try write("abc", to: "a.txt")
      try Files.link("a.txt", at: "b.txt")
      var disk = disk()
      #expect(try disk.content(of: "b.txt", as: .input) == Content(.file, Digest.of("abc")))
      #expect(try disk.content(of: "b.txt", as: .output) == Content(.link, Digest.of("a.txt")))
    }
  }

  @Test func `what is ignored in a folder is no content of it`() throws {
    try inScratchProject {
      try Files.makeFolders("d")
      try write("1", to: "d/one")
      var disk = disk()
      let before = try disk.content(of: "d", as: .input)
      try write("2", to: "d/.hidden")
      #expect(try disk.content(of: "d", as: .input) == before)
      try write("2", to: "d/two")
      #expect(try disk.content(of: "d", as: .input) != before)
    }
  }

  @Test func `nothing there is no content, a socket is refused`() throws {
    try inScratchProject {
      var disk = disk()
      let absent = try disk.content(of: "absent", as: .input)
      #expect(absent == nil)
      #expect(throws: StoreError.special(path: "/dev/null")) {
        try disk.content(of: "/dev/null", as: .input)
      }
    }
  }

  @Test func `a folder that leads into itself is refused with a word`() throws {
    try inScratchProject {
      try Files.makeFolders("d")
      try Files.link("../d", at: "d/again")
      var disk = disk()
      #expect(throws: StoreError.self) { try disk.content(of: "d", as: .input) }
      try Files.link("self", at: "self")
      #expect(throws: StoreError.linkLoop(path: "self")) {
        try disk.content(of: "self", as: .input)
      }
    }
  }

  @Test func `a file replaced after it was seen is named`() throws {
    try inScratchProject {
      try write("1", to: "a")
      try write("1", to: "b")
      var disk = disk()
      disk.beginWitness()
      _ = try disk.content(of: "a", as: .input)
      _ = try disk.content(of: "b", as: .input)
      let seen = disk.witnesses
      #expect(try disk.firstChanged(of: seen) == nil)
      try write("1", to: "b")
      #expect(try disk.firstChanged(of: seen) == "b")
    }
  }
}
