import Testing

@testable import Host

@Suite struct FilesHashingTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test(arguments: [0, 1, 2, 8, 1000])
  func `several files have the digests they have alone, whatever the threads`(threads: Int) throws {
    let paths = try (0..<40).map { number in
      let path = here("\(number)")
      try Files.write([UInt8](repeating: UInt8(number), count: number * 20_000), to: path)
      return path
    }
    let alone = try paths.map { try Files.digest(of: $0) }
    #expect(try Files.digests(of: paths, threads: threads).map { try $0.get() } == alone)
  }

  @Test func `what cannot be hashed is told in its place, and the others are hashed`() throws {
    let (file, none, folder) = (try here.file("a", "abc"), here("none"), here.path)
    let results = Files.digests(of: [none, file, folder, file], threads: 2)
    #expect(results.count == 4)
    #expect(words { try results[0].get() } == words { try Files.digest(of: none) })
    #expect(try results[1].get().digest == Digest.of("abc"))
    #expect(words { try results[2].get() } == words { try Files.digest(of: folder) })
    #expect(try results[3].get() == results[1].get())
  }

  @Test func `of no file there is no digest`() {
    #expect(Files.digests(of: []).isEmpty)
  }
}
