import Host
import Testing

@testable import Store

@Suite(.serialized)
struct RecordsTests {
  private func record(_ input: String, output: String = "out", platform: String = "linux x86_64")
    -> Record
  {
    let manifest = Manifest([
      ManifestLine(.command, ["sort", "a b.csv"]),
      ManifestLine(.input, ["a b.csv", "file", input]),
      ManifestLine(.output, ["out.txt", "any", "stored"]),
      ManifestLine(.platform, [platform]),
    ])
    return Record(
      stage: "sort", manifest: manifest,
      outputs: [.init("out.txt", Content(.file, Digest.of(output)))],
      numbers: .init("out.txt", Content(.file, Digest.of(output))),
      values: [.init(name: "x", value: 1.5, uncertainty: nil, unit: "%")])
  }

  @Test func `a record is one fact a line and names no time and no host`() throws {
    try inScratchProject {
      let record = record("11")
      try Records.write(record, isMachine: false, numbers: Array("{}".utf8))
      let machine = try Files.entries(of: "provenance/machines")[0].name
      #expect(
        try read("provenance/sort.json") == """
          {
            "assay": "record/1",
            "stage": "sort",
            "recipe": "\(record.recipe.hex)",
            "key": "\(record.key.hex)",
            "machine": "\(machine.dropLast(5))",
            "project": [
              ["command", "sort", "a b.csv"],
              ["input", "a b.csv", "file", "11"],
              ["output", "out.txt", "any", "stored"]
            ],
            "outputs": [
              ["file", "out.txt", "\(Digest.of("out").hex)"]
            ],
            "numbers": ["file", "out.txt", "\(Digest.of("out").hex)"],
            "values": [
              ["x", 1.5, null, "%"]
            ]
          }

          """)
      #expect(
        try read("provenance/machines/\(machine)") == """
          {
            "assay": "machine/1",
            "lines": [
              ["platform", "linux x86_64"]
            ]
          }

          """)
      #expect(try read("provenance/sort.numbers.json") == "{}")
    }
  }

  @Test func `a record reads back as it was written`() throws {
    try inScratchProject {
      try Records.write(record("11"), isMachine: false, numbers: nil)
      #expect(try Records.read("sort", isMachine: false) == record("11"))
      try Records.write(record("11"), isMachine: true, numbers: nil)
      #expect(try Records.read("sort", isMachine: true) == record("11"))
    }
  }

  @Test func `a record whose lines were altered contradicts its key`() throws {
    try inScratchProject {
      try Records.write(record("11"), isMachine: false, numbers: nil)
      let text = try read("provenance/sort.json")
      let at = try #require(text.firstRange(of: "\"11\""))
      try write(text.replacingCharacters(in: at, with: "\"12\""), to: "provenance/sort.json")
      #expect(throws: RecordFault.contradicts(path: "provenance/sort.json")) {
        try Records.read("sort", isMachine: false)
      }
    }
  }

  @Test func `a record with conflict markers is unreadable, not fatal`() throws {
    try inScratchProject {
      try Files.makeFolders("provenance")
      try write("<<<<<<< HEAD\n{\n=======\n{\n>>>>>>> other\n", to: "provenance/sort.json")
      #expect(throws: RecordFault.unreadable(path: "provenance/sort.json")) {
        try Records.read("sort", isMachine: false)
      }
    }
  }

  @Test func `other outputs of the same recipe do not make the bytes of another machine forgotten`()
    throws
  {
    try inScratchProject {
      try Records.write(record("11"), isMachine: false, numbers: nil)
      let committed = try read("provenance/sort.json")
      try Records.write(
        record("11", output: "else", platform: "linux arm64"), isMachine: false, numbers: nil)
      try Records.write(record("11", platform: "linux arm64"), isMachine: false, numbers: nil)
      #expect(try read("provenance/sort.json") == committed)
    }
  }

  @Test func `going back to a recipe brings back the bytes another machine wrote`() throws {
    try inScratchProject {
      try Records.write(record("11", platform: "linux aarch64"), isMachine: false, numbers: nil)
      let theirs = try read("provenance/sort.json")
      try Records.write(record("22"), isMachine: false, numbers: nil)
      try Records.write(record("11"), isMachine: false, numbers: nil)
      #expect(try read("provenance/sort.json") == theirs)
      try Records.dropUnusedMachines()
      #expect(try Files.entries(of: "provenance/machines").count == 1)
      #expect(
        try Records.read("sort", isMachine: false)?.machine?.first?.fields[1] == "linux aarch64")
    }
  }
}

extension String {
  fileprivate func firstRange(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }

  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
