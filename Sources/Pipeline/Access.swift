import YAML

/// How it is known what a stage reads.
package enum Access: String, CaseIterable, Sendable {
  /// It is observed, where the system lets it be; elsewhere its list of inputs is trusted.
  case traced
  /// Its list of inputs is trusted.
  case declared
  /// It can read nothing of the project that it does not declare, and write nothing but its outputs.
  case sandboxed

  /// Whether it is looked at what the stage does.
  package var isObserved: Bool { self != .declared }

  /// Reads the word.
  init(_ node: Node) throws(Pipeline.Fault) {
    let written = try Read.text(node)
    guard let access = Access(rawValue: written) else {
      throw Pipeline.Fault(.accessUnknown(written), at: node.mark)
    }
    self = access
  }
}
