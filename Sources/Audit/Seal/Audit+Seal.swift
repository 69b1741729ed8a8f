// What there is to seal at HEAD, and whether it may be.

import Git
import Host
import Pipeline
import Quantity
import Store
import Text

extension Audit {
  /// What a seal over HEAD says of the project.
  ///
  /// Whether stages must run again is not looked at here.
  /// - Throws: `SealRefusal` when HEAD does not hold the project as it stands, or the project does not
  ///   hold what it says.
  package mutating func sealed() throws -> Sealed {
    guard let repository = try Repository.containing(".") else { throw SealRefusal.noRepository }
    guard let head = try repository.head().commit, let committed = try repository.committed(head.id)
    else { throw SealRefusal.noCommit }
    let files = try SealedFiles(of: pipeline, at: committed).files(in: repository)
    let faults = try RecordAgreement(of: files) { path in
      try Files.status(path)?.kind == .file
        ? try Files.read(path, limit: RecordedInputs.limit) : nil
    }.findings(at: .here)
    guard faults.isEmpty else { throw SealRefusal.disagreeing(faults) }
    let listing = try listing()
    guard listing.doubts.isEmpty else { throw SealRefusal.doubted(listing.doubts) }
    let claims = try claims(of: pipeline.manuscripts)
    guard claims.allSatisfy(\.holds) else {
      throw SealRefusal.claims(claims.filter { !$0.holds })
    }
    return Sealed(
      commit: head.id, tree: committed.tree, date: head.date, pipeline: pipeline.file,
      parameters: pipeline.parameters.map { Sealed.Parameter(name: $0.name, text: $0.text) },
      files: files.map { Self.saying($0, listing.entries, claims) })
  }

  /// A file with those of the numbers and claims that stand in it.
  private static func saying(
    _ file: SealedFile, _ entries: [Listing.Entry], _ claims: [Claim]
  ) -> SealedFile {
    let numbers =
      file.role == .numbers ? entries.filter { Layout.numbers(of: $0.stage) == file.path } : []
    let stated = file.role == .manuscript ? claims.filter { $0.place.file == file.path } : []
    return SealedFile(
      path: file.path, role: file.role, digest: file.digest, isCommitted: file.isCommitted,
      numbers: numbers.map { entry in
        SealedNumber(
          name: entry.number.name, value: entry.number.value, unit: entry.number.unit.symbol,
          uncertainty: entry.number.uncertainty?.standard, grade: entry.grade.rawValue,
          printed: entry.number.printed)
      },
      claims: stated.compactMap { claim in
        claim.target.map {
          SealedClaim(
            line: claim.place.line, column: claim.place.column, text: claim.text, target: $0,
            verdict: claim.verdict.word)
        }
      })
  }
}
