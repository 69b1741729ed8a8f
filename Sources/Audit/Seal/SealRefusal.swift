/// Why nothing is sealed: a seal must not look right over what is not.
package enum SealRefusal: Error, Sendable {
  /// The project lies in no repository of git.
  case noRepository
  /// The repository has no commit yet.
  case noCommit
  /// HEAD does not hold these files as they stand.
  case notCommitted([String])
  /// Nothing came out of the project yet.
  case nothing
  /// These stages must run, as far as `status` knows.
  case outOfDate([String])
  /// These stages have no record that holds.
  case unrecorded([String])
  /// These files are not what the records of the stages that read them say.
  case changed([String])
  /// What is recorded of numbers does not hold.
  case doubted([Doubt])
  /// Records that do not fit one another, or what lies beside them.
  case disagreeing([SealFinding])
  /// Numbers of manuscripts that are not right.
  case claims([Claim])
}

/// One thing that does not hold of what is sealed.
package struct SealFinding: Hashable, Sendable {
  /// Where it was found.
  package enum Place: String, Sendable {
    /// In the file of the seal, or what it says.
    case seal
    /// In the repository.
    case git
    /// In the commit that is sealed.
    case commit
    /// In the working tree as it stands.
    case here
  }

  /// Where it was found.
  package let place: Place
  /// What kind of thing it is: a role of a file, or `signature`, `statement`, `commit`, `object`.
  package let what: String
  /// The file of the project; `nil` where it is none.
  package let path: String?
  /// What is wrong, one sentence.
  package let message: String

  package init(_ place: Place, _ what: String, _ path: String?, _ message: String) {
    self.place = place
    self.what = what
    self.path = path
    self.message = message
  }
}
