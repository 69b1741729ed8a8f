// Every input of the corpus, seeds and what fuzzing found, goes through its reader in each run.
import Testing

@testable import Host

private let folder =
  "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Corpus"

/// The inputs of a reader.
private func inputs(of reader: String) throws -> [String] {
  try Files.entries(of: "\(folder)/\(reader)").map(\.name).sorted()
}

@Test(arguments: Reader.all.map(\.name))
func `a reader keeps its promises over its whole corpus`(name: String) throws {
  let reader = try #require(Reader.all.first { $0.name == name })
  let inputs = try inputs(of: name)
  #expect(!inputs.isEmpty)
  for input in inputs {
    do {
      try reader.check(Files.read("\(folder)/\(name)/\(input)", limit: 1 << 20))
    } catch {
      Issue.record("\(name)/\(input): \(error)")
    }
  }
}

@Test func `no folder of the corpus is without a reader`() throws {
  let names = try Files.entries(of: folder).map(\.name).sorted()
  #expect(names == Reader.all.map(\.name).sorted())
}
