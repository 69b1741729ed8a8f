import Host
import Testing

@testable import Store

@Suite(.serialized)
struct StoreTests {
  private let store = Store()

  @Test func `a blob lies under the digest that sha256sum gives`() throws {
    try inScratchProject {
      try write("abc", to: "a.txt")
      let digest = try store.put(fileAt: "a.txt").digest
      let path = ".assay/cas/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      #expect(digest.hex.hasPrefix("ba7816bf"))
      #expect(try read(path) == "abc")
      #expect(try store.read(digest) == Array("abc".utf8))
    }
  }

  @Test func `a folder comes back with links, empty folders and the right to execute`() throws {
    try inScratchProject {
      try Files.makeFolders("out/deep/er")
      try Files.makeFolders("out/empty")
      try write("1", to: "out/deep/er/one")
      try write("#!/bin/sh", to: "out/tool")
      try Files.setExecutable("out/tool", true)
      try Files.link("deep/er/one", at: "out/link")
      var disk = Disk(cache: StatCache(), ignoring: { _ in false })
      let content = try #require(try disk.take("out", into: store))
      try Files.removeTree("out")
      #expect(store.has(content))
      try store.restore(content, at: "out")
      #expect(try disk.content(of: "out", as: .output) == content)
      #expect(try Files.status("out/tool")?.isExecutable == true)
      #expect(try Files.linkText(of: "out/link") == "deep/er/one")
      #expect(try Files.status("out/empty")?.kind == .folder)
    }
  }

  @Test func `a forged blob is never handed out and goes to quarantine`() throws {
    try inScratchProject {
      let digest = try store.put(Array("good".utf8))
      let path = ".assay/cas/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
      try write("evil", to: path)
      #expect(throws: StoreError.badBlob(digest)) {
        try store.restore(Content(.file, digest), at: "out.txt")
      }
      #expect(try Files.status("out.txt") == nil)
      #expect(try read(".assay/quarantine/\(digest.hex)") == "evil")
      #expect(!store.has(digest))
    }
  }

  @Test func `an output is not restored through a link that leaves the project`() throws {
    try inScratchProject {
      let digest = try store.put(Array("x".utf8))
      let outside = try Files.temporaryFolder("assay-outside")
      defer { try? Files.removeTree(outside) }
      try Files.link(outside, at: "results")
      #expect(throws: HostError.self) {
        try store.restore(Content(.file, digest), at: "results/out.txt")
      }
      #expect(try Files.entries(of: outside) == [])
    }
  }
}
