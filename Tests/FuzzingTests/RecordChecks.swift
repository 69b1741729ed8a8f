import Host
import Text

@testable import Store

/// Records: one that is believed has the digests of its own lines, and is written as it was read.
enum RecordChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try believe(bytes)
    if let mended = mended(bytes) {
      try require(try believe(mended), "refused with its own digests")
    }
  }

  /// Reads a record and holds it against its file; whether it was believed.
  @discardableResult
  private static func believe(_ bytes: [UInt8]) throws(Violation) -> Bool {
    guard let record = try? Records.record(bytes, path: "a.json") else { return false }
    try require(record.recipe == digest(of: record.project), "a recipe not of its lines")
    guard let machine = record.machine else { return true }
    try require(record.key == digest(of: record.project + machine), "a key not of its lines")
    let text = record.text(machine: .array(machine.map(\.json)))
    guard let again = try? Records.record(Array(text.utf8), path: "b.json") else {
      throw Violation(description: "what was written cannot be read: \(text)")
    }
    try require(again == record, "it reads back as \(again)")
    try require(again.text(machine: .array(machine.map(\.json))).isWritten(text), "not stable")
    return true
  }

  /// The digest of lines by the words of docs/design.md, not by the code under test.
  private static func digest(of lines: [ManifestLine]) -> Digest {
    func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
      Array("\(bytes.count):".utf8) + bytes + Array(",".utf8)
    }
    let sorted = lines.map { $0.fields.map { Array($0.utf8) } }.sorted { one, other in
      for (field, otherField) in zip(one, other) where field != otherField {
        return field.lexicographicallyPrecedes(otherField)
      }
      return one.count < other.count
    }
    let body = sorted.flatMap { string($0.flatMap(string)) }
    return Digest.of(string(Array("assay manifest 1".utf8)) + body)
  }

  /// The record with lines of the project, outputs of its lines, and digests that are right; `nil` where
  /// more is wrong.
  ///
  /// No fuzzer guesses a digest: without this none would ever be believed.
  private static func mended(_ bytes: [UInt8]) -> [UInt8]? {
    guard let json = try? JSON.read(bytes, file: ""), json["assay"]?.string == "record/1",
      json["stage"]?.string != nil, let members = json.members,
      let lines = lines(json["project"]), let machine = self.lines(json["machine"]),
      lines.allSatisfy({ !$0.kind.isMachine }),
      // Lines of the project among those of the machine are none that a record has.
      machine.allSatisfy({ $0.strangePath == nil && $0.kind.isMachine }),
      let outputs = json["outputs"]?.array, outputs.allSatisfy({ Action.Output($0) != nil })
    else { return nil }
    let paths = outputs.compactMap { Action.Output($0)?.path }
    guard Set(paths).count == paths.count, paths.allSatisfy(isInProject) else { return nil }
    let project =
      lines.filter { $0.kind != .output && $0.strangePath == nil }
      + paths.map { ManifestLine(.output, [$0, "any", "stored"]) }
    let right: [String: JSON] = [
      "recipe": JSON(digest(of: project).hex), "key": JSON(digest(of: project + machine).hex),
      "project": .array(project.map(\.json)),
    ]
    guard Set(members.map(\.key)).isSuperset(of: right.keys) else { return nil }
    let others = members.filter { $0.key != "numbers" && $0.key != "values" }
    let mended = others.map { ($0.key, right[$0.key] ?? $0.value) }
    return Array(JSON.object(mended).compact.utf8)
  }

  private static func lines(_ json: JSON?) -> [ManifestLine]? {
    guard let lines = json?.array else { return nil }
    let read = lines.compactMap(ManifestLine.init)
    return read.count == lines.count ? read : nil
  }
}
