package import Audit
package import Pipeline
package import Quantity

/// A number with all that is known of it where it is written for others.
package struct ExportedNumber: Sendable {
  /// `stage.number`.
  package let id: String
  /// The stage.
  package let stage: String
  /// The number as its file states it.
  package let number: Number
  /// Its class; `nil` where nothing but the file of numbers is known.
  package let grade: NumberClass?
  /// What it rests on, the weakest first.
  package let origins: [Origin]
  /// The commit that brought its record as it stands; `nil` where there is none.
  package let commit: String?

  /// A number of a project.
  package init(_ entry: Listing.Entry, commit: String?) {
    id = entry.id
    stage = entry.stage
    number = entry.number
    grade = entry.grade
    origins = entry.origins
    self.commit = commit
  }

  /// A number of a file, of which nothing else is known.
  package init(_ number: Number, of stage: String) {
    id = "\(stage).\(number.name)"
    self.stage = stage
    self.number = number
    grade = nil
    origins = []
    commit = nil
  }

  /// The number as it is printed; a partial budget says what it leaves out.
  var printed: String {
    guard let missing = number.missing else { return number.printed }
    return "\(number.printed) (\(grade.map { "\($0.rawValue); " } ?? "")\(missing))"
  }
}
