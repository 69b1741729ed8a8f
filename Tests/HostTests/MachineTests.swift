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

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_772_366_400, "2026-03-01T12:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func `a moment is written in UTC`(seconds: Int64, text: String) {
    #expect(Moment(seconds: seconds).description == text)
  }
}
