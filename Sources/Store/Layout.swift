package import Host

/// Where everything lies that the tool writes: what is committed, and what belongs to this machine.
package enum Layout {
  /// The folder of all local state, ignored by git; nothing in it is needed by anyone else.
  package static let local = ".assay"
  package static let blobs = ".assay/cas"
  package static let quarantine = ".assay/quarantine"
  package static let actions = ".assay/actions"
  package static let snapshot = ".assay/snapshot"
  package static let ledger = ".assay/ledger"
  package static let lock = ".assay/lock"
  /// What `gc --yes` took out of the folder of local state, at the same paths.
  package static let trash = ".assay/trash"
  package static let logs = ".assay/logs"
  package static let hold = ".assay/hold"
  package static let aside = ".assay/aside"
  package static let notes = ".assay/run"
  /// What running stages are seen to do.
  package static let seen = ".assay/seen"
  /// What is being written or copied; a run drops what a killed one left there.
  package static let incoming = ".assay/incoming"
  /// Records that stood in `provenance/` before, by recipe: going back brings back their bytes.
  package static let formerRecords = ".assay/records"
  /// Descriptions of machines that only such records name.
  package static let formerMachines = ".assay/records/machines"
  /// Records of stages whose outputs belong to one machine.
  package static let machineRecords = ".assay/machine"

  /// What must be a file in the folder of local state.
  static let localFiles: Set<String> = [
    ".gitignore", "actions", "ledger", "lock", "salt", "snapshot",
  ]

  /// The folder of committed records.
  package static let provenance = "provenance"
  package static let machines = "provenance/machines"
  /// The seal over all that is committed; no record, as its ending says.
  package static let seal = "provenance/seal.intoto.jsonl"

  /// A blob by its digest.
  package static func blob(_ digest: Digest) -> String {
    "\(blobs)/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
  }

  /// The log of one run: standard output and error of the stage.
  package static func log(_ key: String) -> String { "\(logs)/\(key)" }

  /// The record of a stage.
  package static func record(of stage: String, isMachine: Bool) -> String {
    "\(isMachine ? machineRecords : provenance)/\(stage).json"
  }

  /// The committed copy of a stage's numbers file.
  package static func numbers(of stage: String) -> String { "\(provenance)/\(stage).numbers.json" }

  /// Where the description of a machine is kept that no committed record names.
  package static func formerMachine(_ digest: String) -> String {
    "\(formerMachines)/\(digest).json"
  }

  /// The description of a machine by the digest of its bytes.
  package static func machine(_ digest: String) -> String { "\(machines)/\(digest).json" }
}
