import Quantity
import Store

/// Which independent variables are the same measurement at two moments: those of which every leaf
/// says the same.
struct Variables {
  private let differing: Set<String>

  /// Looks at the stages whose numbers differ; the leaves of all others are the same.
  init(_ old: Snapshot, _ new: Snapshot) {
    var differing: Set<String> = []
    for stage in Set(old.records.keys).union(new.records.keys) {
      let digests = [old, new].map { $0.records[stage]?.numbers?.content.digest }
      guard digests[0] != digests[1] else { continue }
      let before = Self.statements(of: old.numbers(of: stage))
      let after = Self.statements(of: new.numbers(of: stage))
      for (variable, statement) in before where after[variable] != statement {
        differing.insert(variable)
      }
      differing.formUnion(after.keys.filter { before[$0] == nil })
    }
    self.differing = differing
  }

  /// Whether a variable is the same measurement in both.
  func isShared(_ variable: String) -> Bool { !differing.contains(variable) }

  /// What is said of each variable: the values of its leaves and how uncertain they are.
  private static func statements(of file: NumbersFile?) -> [String: Set<[Double]>] {
    var statements: [String: Set<[Double]>] = [:]
    for step in file?.steps ?? [] {
      // A number of another stage is said there.
      if case .number = step.source { continue }
      for part in step.ownContributions {
        statements[part.variable, default: []].insert([step.value, part.uncertainty])
      }
    }
    for number in file?.numbers ?? [] where number.step == nil {
      for part in number.contributions {
        statements[part.variable, default: []].insert([number.value, part.uncertainty])
      }
    }
    return statements
  }
}
