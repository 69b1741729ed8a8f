import Testing

@testable import Host

@Suite struct MachineTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `the machine has a platform, a boot id and processors`() throws {
    #expect(Machine.platform.wholeMatch(of: /[a-z]+ [a-z0-9_]+/) != nil)
    #expect(Machine.bootID?.count == 36)
    #expect(Machine.processorCount >= 1)
    #expect(!Machine.hostName.isEmpty)
  }

  @Test func `a program is found in the first folder that has it`() throws {
    try here.file("one/tool")
    for name in ["two/tool", "three/tool"] { try Files.setExecutable(try here.file(name), true) }
    let path = "\(here("none")):\(here("one")):\(here("two")):\(here("three"))"
    #expect(Machine.executable(named: "tool", path: path) == here("two/tool"))
    #expect(Machine.executable(named: here("three/tool"), path: path) == here("three/tool"))
    #expect(Machine.executable(named: here("one/tool"), path: path) == nil)
    #expect(Machine.executable(named: "two", path: here.path) == nil)
    #expect(Machine.executable(named: "", path: path) == nil)
  }

  @Test func `the memory is that of the machine or less`() throws {
    let kernel = String(decoding: try Files.read("/proc/meminfo"), as: UTF8.self)
    let total = try #require(kernel.firstMatch(of: /MemTotal: +([0-9]+) kB/)).1
    let kilobytes = try #require(Int(total))
    #expect(Machine.memory > 1 << 20)
    #expect(Machine.memory <= kilobytes * 1024)
  }

  @Test func `the limits of all control groups above are asked, of both versions`() {
    #expect(
      Machine.memoryLimitFiles(
        of: "9:name=systemd:/a\n4:cpu,memory:/api/x:y\n3:cpuset:/\n0::/user/1\nnonsense\n")
        == [
          "/sys/fs/cgroup/memory/memory.limit_in_bytes",
          "/sys/fs/cgroup/memory/api/memory.limit_in_bytes",
          "/sys/fs/cgroup/memory/api/x:y/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max",
          "/sys/fs/cgroup/user/memory.max", "/sys/fs/cgroup/user/1/memory.max",
        ])
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_772_366_400, "2026-03-01T12:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func `a moment is written in UTC`(seconds: Int64, text: String) {
    #expect(Moment(seconds: seconds).description == text)
  }
}
