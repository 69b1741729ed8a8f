// The frame of stage programs: their command line, their files, their one message.
import Glibc
import Testing

@testable import Analysis

private func outcome(
  _ words: [String], _ work: (StageArguments) throws -> [ResultFile] = { _ in [] }
) -> String? {
  StageProgram.outcome(words, "weigh READINGS --results FOLDER", ["alias"], work)
}

/// A folder for one test, removed with what the test leaves in it.
private func withFolder(_ files: [String], _ body: (String) throws -> Void) throws {
  let folder = "/tmp/assay-stage-program-\(UInt64.random(in: 0 ... .max))"
  defer { for file in files + [""] { remove("\(folder)/\(file)") } }
  try body(folder)
}

@Test func `words and options are told apart`() throws {
  let arguments = try StageArguments(
    ["a.csv", "--alias", "Co=Со", "--alias=Mn=x=y", "b.csv"], options: ["alias"])
  #expect(arguments.words == ["a.csv", "b.csv"])
  #expect(try arguments.pairs(of: "alias") == ["Co": "Со", "Mn": "x=y"])
  #expect(arguments.values(of: "other") == [])
}

@Test(arguments: [
  (["--result", "x"], "there is no option --result"),
  (["--results"], "--results wants a value"),
  (["a"], "--results is missing"),
  (["--results", "x", "--results", "y"], "--results is given more than once"),
  (["--results", "x"], "READINGS is missing"),
  (["--results", "x", "a", "b"], "one READINGS is wanted, not 2"),
  (["--results", "x", "a", "--alias", "Co"], "--alias wants NAME=VALUE, not \"Co\""),
  (["--results", "x", "a", "--alias=Co=a", "--alias=Co=b"], "--alias gives \"Co\" two values"),
])
func `a wrong command line is told with the usage`(words: [String], told: String) {
  let message = outcome(words) { arguments in
    _ = try arguments.onlyWord("READINGS")
    _ = try arguments.pairs(of: "alias")
    Issue.record("the work should not get so far")
    return []
  }
  #expect(message == "\(told)\n  hint: usage: weigh READINGS --results FOLDER")
}

@Test func `files are written into a new folder and read back`() throws {
  try withFolder(["deep/a.txt", "deep"]) { folder in
    let file = ResultFile("a.txt", bytes: Array("1µ".utf8))
    #expect(outcome(["--results", "\(folder)/deep"]) { _ in [file] } == nil)
    let content = try StageProgram.content(of: "\(folder)/deep/a.txt")
    #expect(content == file.bytes)
  }
}

@Test func `a stage that fails leaves nothing`() throws {
  try withFolder([]) { folder in
    struct Fault: Error, CustomStringConvertible { let description = "too heavy" }
    let message = outcome(["--results", folder]) { _ in throw Fault() }
    #expect(message == "too heavy")
    #expect(access(folder, F_OK) != 0)
  }
}

@Test func `a file may lie in folders, which are made`() throws {
  try withFolder(["xrd/raw/a.txt", "xrd/raw", "xrd"]) { folder in
    let file = ResultFile("xrd/raw/a.txt", bytes: [1])
    #expect(outcome(["--results", folder]) { _ in [file] } == nil)
    let content = try StageProgram.content(of: "\(folder)/xrd/raw/a.txt")
    #expect(content == [1])
  }
}

@Test func `files that cannot all be written leave nothing`() throws {
  try withFolder([]) { folder in
    let long = String(repeating: "b", count: 300)
    let files = [ResultFile("a.txt", bytes: [1]), ResultFile(long, bytes: [2])]
    let told = "\(folder)/.\(long).part cannot be written: File name too long"
    #expect(outcome(["--results", folder]) { _ in files } == told)
    #expect(rmdir(folder) == 0)
  }
}

@Test func `an option has one value for each key`() throws {
  let arguments = try StageArguments(
    ["--alias", "Ni=b", "--alias", "Co=a=1"], options: ["alias"])
  #expect(try arguments.values(of: "alias", for: ["Co", "Ni"]) == ["a=1", "b"])
  #expect { try arguments.values(of: "alias", for: ["Co", "Ni", "Mn"]) } throws: {
    "\($0)" == "--alias Mn=… is missing"
  }
  #expect { try arguments.values(of: "alias", for: ["Co"]) } throws: {
    "\($0)" == "there is no option --alias Ni=…"
  }
}

@Test func `a table quotes what would be read otherwise`() {
  let file = ResultFile.table(
    "a.csv", headings: ["a", "b (‰)"], rows: [["1,5", "x"], ["say \"x\"", "1\n2"], ["\r\n", ""]])
  #expect(file.name == "a.csv")
  #expect(
    String(decoding: file.bytes, as: UTF8.self)
      == "a,b (‰)\n\"1,5\",x\n\"say \"\"x\"\"\",\"1\n2\"\n\"\r\n\",\n")
}

@Test func `a file that cannot be read is told`() {
  let told = "/proc/assay/a.csv cannot be read: No such file or directory"
  let message = outcome(["--results", "r"]) { _ in
    _ = try StageProgram.content(of: "/proc/assay/a.csv")
    return []
  }
  #expect(message == told)
}

@Test func `a folder that cannot be is told`() {
  let told = "/proc/assay cannot be written: No such file or directory"
  #expect(outcome(["--results", "/proc/assay"]) == told)
}
