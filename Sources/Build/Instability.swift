import Host
package import Pipeline
package import Store
import Text

/// A stage that made other bytes from the same inputs when it was run twice.
package struct Instability: Sendable {
  /// An output that came out otherwise, and where it first does.
  package struct Output: Sendable {
    package let path: String
    /// The first difference; `nil` when only the kinds differ.
    package let difference: FileDifference?
  }

  package let stage: String
  package let outputs: [Output]
  /// The numbers that came out otherwise, from the first run to the second.
  package let numbers: [NumberShift]

  /// The stages of a pipeline that two rebuilds from nothing do not agree in, though both gave them
  /// the same.
  ///
  /// What only reads other bytes because a stage before it made them is not among them.
  package static func all(
    of pipeline: Pipeline, _ selection: Selection, first: Rebuild, second: Rebuild
  ) throws -> [Instability] {
    try selection.stages.compactMap { id in
      let stage = pipeline[id]
      guard let one = first.records[id], let other = second.records[id],
        Manifest(one.given) == Manifest(other.given)
      else { return nil }
      let paths = zip(one.outputs, other.outputs).filter { $0.content != $1.content }.map(\.0.path)
      guard !paths.isEmpty else { return nil }
      return Instability(
        stage: stage.name,
        outputs: try paths.map { path in
          Output(
            path: path,
            difference: try FileDifference.first(
              of: "\(first.root)/\(path)", "\(second.root)/\(path)"))
        },
        numbers: StageNumbers.shifts(from: one.values, to: other.values))
    }
  }
}

/// What a rebuild made, and where it lies.
package struct Rebuild: Sendable {
  /// The root of the project.
  package let root: String
  package let records: [StageID: Record]

  package init(root: String, records: [StageID: Record]) {
    self.root = root
    self.records = records
  }
}

extension Record {
  /// All that the stage was given: what it was seen to ask may differ with the folder it ran in.
  fileprivate var given: [ManifestLine] {
    (project + (machine ?? [])).filter { !$0.kind.isDiscovered && $0.kind != .secret }
  }
}
