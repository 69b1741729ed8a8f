import Testing

@testable import Host

@Suite struct FilesReadingTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 262_143, 262_144, 262_145, 1_000_003])
  func `a file of any length is read and hashed whole`(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Files.write(bytes, to: here("a"))
    #expect(try Files.read(here("a")) == bytes)
    let hashed = try Files.digest(of: here("a"))
    #expect(hashed.digest == Digest.of(bytes))
    #expect(hashed.status == (try Files.status(here("a"))))
  }

  @Test func `a file of /proc that calls itself empty is read`() throws {
    #expect(try !Files.read("/proc/self/stat").isEmpty)
  }

  @Test func `a limit is kept`() throws {
    let path = try here.file("a", "12345")
    #expect(try Files.read(path, limit: 5).count == 5)
    #expect(
      words { try Files.read(path, limit: 4) }
        == "`\(path)` is longer than the 4 bytes accepted here")
    #expect(
      words { try Files.read("/proc/self/stat", limit: 3) }
        == "`/proc/self/stat` is longer than the 3 bytes accepted here")
  }

  @Test func `a file that is written to while it is read is told`() throws {
    let bench = try Bench()
    let (path, copy) = (bench.here("a"), bench.here("b"))
    try Files.write([UInt8](repeating: 0, count: 16 << 20), to: path)
    var keeper = try Keeper.start(notes: bench.here("run"))
    let script = "echo on; while :; do echo x >> \(path); done"
    try keeper.launch(id: 1, bench.launch(["sh", "-c", script]))
    try bench.awaitLog("on\n")
    let expected = "`\(path)` was changed by someone else while it was read"
    #expect(words { try Files.digest(of: path) } == expected)
    #expect(words { try Files.copy(path, to: copy, executable: false) } == expected)
    #expect(try Files.status(copy) == nil)
  }

  @Test func `what cannot be read is told`() throws {
    let (none, folder) = (here("none"), here.path)
    #expect(words { try Files.read(none) } == "cannot read `\(none)`: No such file or directory")
    #expect(words { try Files.digest(of: folder) } == "cannot read `\(folder)`: Is a directory")
  }
}
