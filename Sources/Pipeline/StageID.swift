/// The number of a stage: its index in `Pipeline.stages`, in the order of the file.
package struct StageID: Hashable, Comparable, Sendable {
  /// The index.
  package let index: Int

  package static func < (left: StageID, right: StageID) -> Bool { left.index < right.index }
}
