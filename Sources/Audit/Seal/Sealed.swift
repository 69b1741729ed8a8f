package import Host

/// What a seal speaks of: a commit, and the files of the project in it that results rest on.
package struct Sealed: Hashable, Sendable {
  /// The commit, 40 hexadecimal digits.
  package let commit: String
  /// Its tree, 40 hexadecimal digits.
  package let tree: String
  /// When its author says that it was made, ISO 8601.
  package let date: String
  /// The pipeline file.
  package let pipeline: String
  /// The parameters of the pipeline with their texts.
  package let parameters: [Parameter]
  /// The files, sorted by the bytes of their paths.
  package let files: [SealedFile]

  /// A parameter of the pipeline.
  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package init(
    commit: String, tree: String, date: String, pipeline: String, parameters: [Parameter],
    files: [SealedFile]
  ) {
    self.commit = commit
    self.tree = tree
    self.date = date
    self.pipeline = pipeline
    self.parameters = parameters
    self.files = files
  }
}

/// A file that is sealed: what it is to the project, the digest of its bytes, and what it says.
package struct SealedFile: Hashable, Sendable {
  /// What a file is to the project.
  package enum Role: String, Sendable, CaseIterable {
    /// A stage's record, and the machine that made it.
    case record, machine
    /// The committed copy of a stage's numbers.
    case numbers
    /// What a stage made, where that is committed.
    case output
    /// A text that states results.
    case manuscript
    /// What the pipeline is read from.
    case pipeline
    /// What stages read and none makes.
    case code, data

    /// Whether it comes out of the analysis and does not go into it.
    package var isResult: Bool {
      switch self {
      case .record, .machine, .numbers, .output, .manuscript: true
      case .pipeline, .code, .data: false
      }
    }
  }

  /// The path in the project.
  package let path: String
  /// What it is.
  package let role: Role
  /// The digest of its bytes.
  package let digest: Digest
  /// Whether the commit holds these bytes; if not, the records name their digest.
  package let isCommitted: Bool
  /// Of a copy of numbers: the numbers.
  package let numbers: [SealedNumber]
  /// Of a manuscript: its numbers that are bound to something, and their verdicts.
  package let claims: [SealedClaim]

  package init(
    path: String, role: Role, digest: Digest, isCommitted: Bool = true,
    numbers: [SealedNumber] = [],
    claims: [SealedClaim] = []
  ) {
    self.path = path
    self.role = role
    self.digest = digest
    self.isCommitted = isCommitted
    self.numbers = numbers
    self.claims = claims
  }
}

/// A number as it stood.
package struct SealedNumber: Hashable, Sendable {
  package let name: String
  package let value: Double
  package let unit: String
  package let uncertainty: Double?
  package let grade: String
  package let printed: String

  package init(
    name: String, value: Double, unit: String, uncertainty: Double?, grade: String,
    printed: String
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.uncertainty = uncertainty
    self.grade = grade
    self.printed = printed
  }
}

/// A number in a manuscript as it stood.
package struct SealedClaim: Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let text: String
  package let target: String
  package let verdict: String

  package init(line: Int, column: Int, text: String, target: String, verdict: String) {
    self.line = line
    self.column = column
    self.text = text
    self.target = target
    self.verdict = verdict
  }
}
