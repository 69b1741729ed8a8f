/// How much an export holds.
package struct ExportSummary: Sendable {
  package let files: Int
  /// The stages that ran.
  package let stages: Int
  /// Of which the last run failed.
  package let failed: Int
  package let numbers: Int

  init(_ dossier: Dossier, files: Int) {
    self.files = files
    stages = dossier.stages.count { $0.record != nil || $0.failed != nil }
    failed = dossier.stages.count { $0.failed != nil }
    numbers = dossier.numbers.values.reduce(0) { $0 + $1.count }
  }
}

extension RunCrate {
  /// How much the crate holds.
  package var summary: ExportSummary {
    ExportSummary(dossier, files: files.count + texts.count + 1)
  }
}
