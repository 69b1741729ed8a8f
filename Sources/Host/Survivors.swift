import CHost

/// What an earlier run left running though it was killed together with its keeper and wardens.
///
/// There are two kinds of notes: one of the temporary folder of each stage, and one of its process, by
/// its id and the time it started. The process is known by both, its relatives by `TMPDIR` in their
/// environment, wherever they went.
package enum Survivors {
  /// A note that a warden or a `TemporaryFolder` left: `process start folder`.
  fileprivate struct Note {
    let process: Int32
    let start: UInt64
    let folder: String
  }

  private struct Process {
    let id: Int32
    let parent: Int32
    let start: UInt64
  }

  /// How often is looked whether the killed are gone, and how long is waited in between.
  private static let (attempts, pause): (Int, Int64) = (2000, 5_000_000)

  /// Kills the survivors of earlier runs and removes their notes and temporary folders.
  ///
  /// Only notes are believed whose folder lies directly in `temporaries` and is named as ours are: a
  /// note from elsewhere could name any process and any folder. Both paths are compared as they were given to
  /// `Launch`. Must only be called while no other run of the project has a keeper.
  /// The answer is the ids of the processes that were killed.
  /// - Throws: `HostError.survivorsRemain` when some of them do not end within ten seconds.
  package static func end(
    notes folder: String, temporaries: String
  ) throws(HostError) -> [Int32] {
    guard try Files.status(folder) != nil else { return [] }
    let names = try Files.entries(of: folder).map(\.name)
    var notes: [Note] = []
    for name in names {
      guard let note = note(at: "\(folder)/\(name)"), note.isIn(temporaries) else { continue }
      notes.append(note)
    }
    let killed = try kill(notes)
    for note in notes { try Files.removeTree(note.folder) }
    for name in names { try Files.removeTree("\(folder)/\(name)") }
    return killed
  }

  private static func kill(_ notes: [Note]) throws(HostError) -> [Int32] {
    var killed: Set<Int32> = []
    guard !notes.isEmpty else { return [] }
    for _ in 0..<attempts {
      let living = survivors(of: notes)
      if living.isEmpty { return killed.sorted() }
      for process in living where host_signal_process(process, SIGKILL) == 0 {
        killed.insert(process)
      }
      host_sleep(pause)
    }
    throw .survivorsRemain(survivors(of: notes))
  }

  /// The processes the notes name or whose `TMPDIR` they name, with all their descendants.
  private static func survivors(of notes: [Note]) -> [Int32] {
    let processes = allProcesses()
    let markers = notes.map { Array("TMPDIR=\($0.folder)".utf8) }
    var found: Set<Int32> = []
    for process in processes where process.id != Machine.processID {
      let isNamed = notes.contains { $0.process == process.id && $0.start == process.start }
      if isNamed || hasVariable(among: markers, process) { found.insert(process.id) }
    }
    var grew = !found.isEmpty
    while grew {
      grew = false
      for process in processes
      where found.contains(process.parent) && process.id != Machine.processID {
        if found.insert(process.id).inserted { grew = true }
      }
    }
    return found.sorted()
  }

  /// All processes of the machine but those that have ended and only wait to be asked how.
  private static func allProcesses() -> [Process] {
    guard let entries = try? Files.entries(of: "/proc") else { return [] }
    return entries.compactMap { entry in
      guard let id = Int32(entry.name), let bytes = try? Files.read("/proc/\(id)/stat"),
        let end = bytes.lastIndex(of: UInt8(ascii: ")"))
      else { return nil }
      // After the name, which may hold anything: state, parent, …, start as the 20th.
      let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
        .map { String(decoding: $0, as: UTF8.self) }
      guard fields.count > 19, fields[0] != "Z", fields[0] != "X",
        let parent = Int32(fields[1]), let start = UInt64(fields[19])
      else { return nil }
      return Process(id: id, parent: parent, start: start)
    }
  }

  /// Whether one of some `NAME=value` stands in the environment that a process was started with;
  /// those of other users cannot be read and are none of ours.
  private static func hasVariable(among markers: [[UInt8]], _ process: Process) -> Bool {
    guard let bytes = try? Files.read("/proc/\(process.id)/environ") else { return false }
    return bytes.split(separator: 0).contains { variable in
      markers.contains { $0.elementsEqual(variable) }
    }
  }

  /// The note in a file, or `nil` when it was not written to its end.
  private static func note(at path: String) -> Note? {
    guard let bytes = try? Files.read(path, limit: 1 << 16), bytes.last == UInt8(ascii: "\n"),
      let text = String(validating: bytes.dropLast(), as: UTF8.self)
    else { return nil }
    let fields = text.split(separator: " ", maxSplits: 2)
    guard fields.count == 3, let process = Int32(fields[0]), let start = UInt64(fields[1]) else {
      return nil
    }
    return Note(process: process, start: start, folder: String(fields[2]))
  }
}

extension Survivors.Note {
  /// Whether the note's folder lies directly in another.
  fileprivate func isIn(_ folder: String) -> Bool {
    let (parent, name) = Files.split(self.folder)
    return parent == folder && name.hasPrefix(TemporaryFolder.prefix) && process >= 0
      && process != 1
  }
}
