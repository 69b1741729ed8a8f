// What rests on something that does not hold.

import Host

extension Verification {
  /// What made a thing and what was made of it.
  package struct Resting: Sendable {
    /// The stages that made it, at which paths.
    package var makers: [(stage: String, path: String)] = []
    /// The ids of the numbers that rest on it, sorted.
    package var numbers: [String] = []
    /// Whether the store has the blob again: it was taken in from an output that stands.
    package var isTakenAgain = false
  }

  /// What rests on a damaged thing by the records of today, which are given.
  package func resting(on damage: Damage, in records: [Record]) -> Resting {
    var resting = Resting()
    var affected: Set<Digest> = []
    if let blob = damage.blob {
      resting.isTakenAgain = store.has(blob)
      affected.insert(blob)
      if let stage = keys[blob] { resting.makers.append((stage, "its manifest")) }
      for item in known {
        let content = item.output.content
        if content.digest == blob {
          note(item.stage, item.output.path, in: &resting)
        } else if content.kind == .folder, let name = name(of: blob, in: content.digest) {
          affected.insert(content.digest)
          note(item.stage, "\(item.output.path)/\(name)", in: &resting)
        }
      }
    }
    if case .output(let stage) = damage.fact {
      let recorded = records.filter { $0.stage == stage }.flatMap(\.outputs)
      affected.formUnion(recorded.filter { $0.path == damage.path }.map(\.content.digest))
    }
    resting.numbers = Self.numbers(on: affected, lost: damage.blob, in: records)
    return resting
  }

  private func note(_ stage: String, _ path: String, in resting: inout Resting) {
    if resting.makers.contains(where: { $0 == (stage, path) }) { return }
    resting.makers.append((stage, path))
  }

  private func name(of blob: Digest, in folder: Digest) -> String? {
    (try? store.tree(folder))?.entries.first { entry in
      if case .file(let digest, _) = entry.item { digest == blob } else { false }
    }?.name
  }

  /// The numbers of stages that read one of some contents, directly or through other stages, and of
  /// the stage whose file of numbers is lost.
  private static func numbers(
    on contents: Set<Digest>, lost: Digest?, in records: [Record]
  ) -> [String] {
    var affected = contents
    var reading: Set<String> = []
    var grew = !contents.isEmpty
    while grew {
      grew = false
      for record in records where !reading.contains(record.stage) && record.reads(affected) {
        reading.insert(record.stage)
        affected.formUnion(record.outputs.map(\.content.digest))
        grew = true
      }
    }
    return records.filter { record in
      guard let numbers = record.numbers else { return false }
      if reading.contains(record.stage) { return true }
      if numbers.content.digest == lost { return true }
      return record.outputs.contains { output in
        contents.contains(output.content.digest)
          && (output.content.kind == .folder
            ? output.content.digest == lost || lost == nil : output.path == numbers.path)
      }
    }
    .flatMap { record in record.values.map { "\(record.stage).\($0.name)" } }.sorted()
  }
}

extension Record {
  /// Whether the stage took in one of some contents.
  fileprivate func reads(_ contents: Set<Digest>) -> Bool {
    (project + (machine ?? [])).contains { line in
      switch line.kind {
      case .input, .found, .program:
        line.fields.last.flatMap { Digest(hex: $0) }.map(contents.contains) ?? false
      default: false
      }
    }
  }
}
