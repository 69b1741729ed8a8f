// Records and descriptions of machines, each held against itself.

import Host
import Text

extension Verification {
  mutating func checkRecords() throws {
    try checkMachines(in: Layout.machines)
    try checkMachines(in: Layout.formerMachines)
    for isMachine in [false, true] {
      for (stage, files) in try Records.files(isMachine: isMachine).sorted(by: { $0.key < $1.key })
      where files.contains(Layout.record(of: stage, isMachine: isMachine)) {
        try checkRecord(of: stage, isMachine: isMachine)
      }
    }
    try checkFormerRecords()
  }

  private mutating func checkRecord(of stage: String, isMachine: Bool) throws {
    let path = Layout.record(of: stage, isMachine: isMachine)
    do {
      let record = try Records.read(stage, isMachine: isMachine)
      counts.records += 1
      // Where a description is damaged, that is told of its own file.
      guard let record, record.machine == nil, !damages.contains(where: \.isOfMachine) else {
        return
      }
      damages.append(Damage(path, .machine))
    } catch {
      // Other files may lie beside committed records.
      guard isMachine || Records.isMeant(path) else { return }
      counts.records += 1
      var damage = Damage(path, .record(error))
      if isMachine { damage.movedTo = try Store.quarantine(path, as: "\(stage).json") }
      damages.append(damage)
    }
  }

  private mutating func checkFormerRecords() throws {
    guard try Files.status(Layout.formerRecords) != nil else { return }
    for entry in try Files.entries(of: Layout.formerRecords) where entry.kind != .folder {
      if entry.name.hasPrefix(".assay-") { continue }
      counts.records += 1
      let path = "\(Layout.formerRecords)/\(entry.name)"
      guard let fault = Records.fault(ofFormer: path) else { continue }
      damages.append(
        Damage(path, .record(fault), movedTo: try Store.quarantine(path, as: entry.name)))
    }
  }

  /// A machine is described under the digest of what describes it.
  private mutating func checkMachines(in folder: String) throws {
    guard try Files.status(folder)?.kind == .folder else { return }
    for entry in try Files.entries(of: folder) where entry.name.hasSuffix(".json") {
      counts.machines += 1
      let path = "\(folder)/\(entry.name)"
      let digest = entry.kind == .file ? try? Files.digest(of: path).digest : nil
      if "\(digest?.hex ?? "").json" == entry.name { continue }
      var damage = Damage(path, .machine)
      if folder == Layout.formerMachines {
        damage.movedTo = try Store.quarantine(path, as: entry.name)
      }
      damages.append(damage)
    }
  }
}
