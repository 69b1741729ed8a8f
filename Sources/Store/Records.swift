import Host
import Synchronization
import Text

/// The records on disk: committed ones in `provenance/`, those of machine stages in `.assay/`.
package enum Records {
  /// A longer file is no record: this holds some hundred thousand inputs.
  static let limit = 64 << 20

  /// The record of a stage; `nil` when there is none.
  package static func read(_ stage: String, isMachine: Bool) throws(RecordFault) -> Record? {
    let path = Layout.record(of: stage, isMachine: isMachine)
    guard let bytes = try bytes(at: path) else { return nil }
    let record = try record(bytes, path: path)
    guard record.stage == stage else { throw .contradicts(path: path) }
    return record
  }

  /// The bytes of a file that should be a record; `nil` when there is none.
  private static func bytes(at path: String) throws(RecordFault) -> [UInt8]? {
    let kind: FileStatus.Kind?
    do { kind = try Files.status(path, followingLinks: false)?.kind } catch {
      throw .unreadable(path: path)
    }
    guard let kind else { return nil }
    guard kind == .file else { throw .notAFile(path: path) }
    do { return try Files.read(path, limit: limit) } catch .tooLarge {
      throw .tooLarge(path: path)
    } catch {
      throw .unreadable(path: path)
    }
  }

  /// The files that lie where records do, by the stage that each is named after.
  package static func files(isMachine: Bool) throws -> [String: [String]] {
    let folder = isMachine ? Layout.machineRecords : Layout.provenance
    guard try Files.status(folder)?.kind == .folder else { return [:] }
    var files: [String: [String]] = [:]
    for entry in try Files.entries(of: folder) where entry.kind != .folder {
      for ending in [".numbers.json", ".json"] where entry.name.hasSuffix(ending) {
        files[String(entry.name.dropLast(ending.count)), default: []].append(
          "\(folder)/\(entry.name)")
        break
      }
    }
    return files
  }

  /// Whether a file that cannot be read as a record was one: others may lie beside them.
  package static func isMeant(_ path: String) -> Bool {
    guard let kind = try? Files.status(path, followingLinks: false)?.kind, kind == .file else {
      return true
    }
    guard let bytes = try? Files.read(path, limit: limit) else { return true }
    return String(decoding: bytes, as: UTF8.self).contains(#""assay": "record/"#)
  }

  /// What is wrong with a former record, which lies under its stage and recipe.
  static func fault(ofFormer path: String) -> RecordFault? {
    do throws(RecordFault) {
      guard let bytes = try bytes(at: path) else { return nil }
      let record = try record(bytes, path: path)
      return former(record.stage, record.recipe) == path ? nil : .contradicts(path: path)
    } catch {
      return error
    }
  }

  /// Reads the bytes of a record; `reading` gives those of the file that describes its machine, on
  /// disk if nobody says otherwise.
  package static func record(
    _ bytes: [UInt8], path: String,
    reading: (String) -> [UInt8]? = onDisk
  ) throws(RecordFault) -> Record {
    guard let json = try? JSON.read(bytes, file: path) else { throw .unreadable(path: path) }
    let machine = machine(of: json, reading)
    return try Record(json, path: path, machine: machine.lines, packages: machine.packages)
  }

  /// The bytes of a file that describes a machine, as it lies on disk.
  package static func onDisk(_ path: String) -> [UInt8]? { try? Files.read(path, limit: 1 << 26) }

  /// The machine's lines: in place, or in the description that the record names.
  private static func machine(
    of json: JSON, _ reading: (String) -> [UInt8]?
  ) -> (lines: [ManifestLine]?, packages: [ManifestLine]) {
    if let lines = json["machine"]?.array { return (all(lines), []) }
    if let name = json["machine"]?.string, let known = machines.withLock({ $0[name] }) {
      return known
    }
    guard let described = description(of: json, reading),
      let machine = try? JSON.read(described.bytes, file: described.path)
    else { return (nil, []) }
    let lines = machine["lines"]?.array.flatMap(all)
    let packages = machine["packages"]?.array.flatMap(all) ?? []
    machines.withLock { $0[Digest.of(described.bytes).hex] = (lines, packages) }
    return (lines, packages)
  }

  /// Descriptions of machines that were read, by their digests: nearly all records name the same one.
  private static let machines = Mutex<[String: (lines: [ManifestLine]?, packages: [ManifestLine])]>(
    [:])

  /// The bytes that describe the machine a record names, and where they belong.
  ///
  /// A description that no record named for a while lies among the former records.
  private static func description(
    of json: JSON, _ reading: (String) -> [UInt8]?
  ) -> (path: String, bytes: [UInt8])? {
    guard let name = json["machine"]?.string, let digest = Digest(hex: name) else { return nil }
    for path in [Layout.machine(name), Layout.formerMachine(name)] {
      if let bytes = reading(path), Digest.of(bytes) == digest {
        return (Layout.machine(name), bytes)
      }
    }
    return nil
  }

  private static func all(_ lines: [JSON]) -> [ManifestLine]? {
    let read = lines.compactMap(ManifestLine.init)
    return read.count == lines.count ? read : nil
  }

  /// Writes a record and all that belongs to it; what stands there already is left untouched.
  ///
  /// The record that it replaces is kept locally under its recipe: when the project goes back to
  /// that recipe and gets the same outputs, the very same bytes come back, whoever made them.
  package static func write(_ record: Record, isMachine: Bool, numbers: [UInt8]?) throws {
    let path = Layout.record(of: record.stage, isMachine: isMachine)
    // Looked for first: what stands there may be of the same recipe, and takes its place.
    let former = try putBack(record)
    if let standing = try? bytes(at: path), let old = try? self.record(standing, path: path),
      old.stage == record.stage
    {
      try Files.write(standing, to: Self.former(record.stage, old.recipe), by: Layout.incoming)
    }
    try write(former ?? bytes(of: record, isMachine: isMachine), to: path)
    guard !isMachine else { return }
    if let numbers {
      try write(numbers, to: Layout.numbers(of: record.stage))
    } else {
      try Files.removeTree(Layout.numbers(of: record.stage))
    }
  }

  private static func bytes(of record: Record, isMachine: Bool) throws -> [UInt8] {
    let lines = JSON.array((record.machine ?? []).map(\.json))
    guard !isMachine else { return Array(record.text(machine: lines).utf8) }
    let same = written.withLock { $0 }
    if let same, same.machine == record.machine, same.packages == record.packages,
      try Files.status(Layout.machine(same.digest), followingLinks: false) == same.status
    {
      return Array(record.text(machine: .string(same.digest)).utf8)
    }
    let described = Array(
      JSON.object(
        [("assay", "machine/1"), ("lines", lines)]
          + (record.packages.isEmpty ? [] : [("packages", .array(record.packages.map(\.json)))])
      ).oneFactALine.utf8)
    let digest = Digest.of(described).hex
    try write(described, to: Layout.machine(digest))
    if let status = try Files.status(Layout.machine(digest), followingLinks: false) {
      let now = Written(
        machine: record.machine, packages: record.packages, digest: digest, status: status)
      written.withLock { $0 = now }
    }
    return Array(record.text(machine: .string(digest)).utf8)
  }

  /// The description of a machine that stands, and how it stood when it was written last.
  private struct Written {
    let machine: [ManifestLine]?
    let packages: [ManifestLine]
    let digest: String
    let status: FileStatus
  }

  private static let written = Mutex<Written?>(nil)

  /// The bytes of an earlier record that says the same but for the machine that made it; that
  /// machine's description stands in its place again.
  private static func putBack(_ record: Record) throws -> [UInt8]? {
    let path = former(record.stage, record.recipe)
    guard let bytes = try? bytes(at: path),
      let json = try? JSON.read(bytes, file: path), let machine = machine(of: json, onDisk).lines,
      let old = try? Record(json, path: path, machine: machine),
      old.stage == record.stage, old.recipe == record.recipe, old.outputs == record.outputs,
      old.numbers == record.numbers, old.values == record.values,
      old.isStrict == record.isStrict
    else { return nil }
    if let described = description(of: json, onDisk) {
      try write(described.bytes, to: described.path)
    }
    return bytes
  }

  /// A long name is cut so that it can be a file's; the record itself says whose it is.
  private static func former(_ stage: String, _ recipe: Digest) -> String {
    "\(Layout.formerRecords)/\(stage.prefix(150))-\(recipe.hex)"
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    if try Files.status(path, followingLinks: false)?.kind == .file,
      let standing = try? Files.read(path, limit: max(bytes.count, 1)), standing == bytes
    {
      return
    }
    try Files.write(bytes, to: path, by: Layout.incoming)
  }

  /// Takes descriptions of machines that no record names any more out of what is committed.
  ///
  /// Records are read only until each machine has been named by one of them.
  package static func dropUnusedMachines() throws {
    guard let entries = try? Files.entries(of: Layout.machines) else { return }
    var unnamed = Set(entries.map(\.name))
    for entry in try Files.entries(of: Layout.provenance)
    where entry.name.hasSuffix(".json") && !entry.name.hasSuffix(".numbers.json") {
      if unnamed.isEmpty { return }
      let path = "\(Layout.provenance)/\(entry.name)"
      guard let json = try? JSON.read(Files.read(path, limit: limit), file: path) else {
        // Somebody's record that cannot be read may name any of them.
        return
      }
      if let name = json["machine"]?.string { unnamed.remove("\(name).json") }
    }
    for name in unnamed.sorted() {
      try Files.makeFolders(Layout.formerMachines)
      try Files.rename("\(Layout.machines)/\(name)", to: "\(Layout.formerMachines)/\(name)")
    }
  }
}
