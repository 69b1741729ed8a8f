import Host

/// That a run over the whole pipeline left nothing to do, and on what that rests beside the answers
/// which the ``StatCache`` holds.
///
/// While all of it stays the same, the next run would find nothing to do either: it judges by the same
/// questions. So it need not be judged again, nor the pipeline be read. Of our own files only the
/// folders of the records and the log of actions are looked at: a record that is edited in its place,
/// by whatever does not give it another name, is noticed by the next run that has something to do.
package struct Completion: Sendable {
  /// How many stages there are.
  package let stages: Int
  /// What `status` answers; `nil` when it would tell of something beside the stages.
  let status: [UInt8]?
  /// The variables of the caller that stages get, `PATH` if a tool is looked for there.
  let variables: [(name: String, value: String?)]

  package init(
    stages: Int, status: [UInt8]?, variables: [(name: String, value: String?)]
  ) {
    self.stages = stages
    self.status = status
    self.variables = variables
  }

  /// Whether a path belongs to us and not to the project.
  static func isOwn(_ path: String) -> Bool {
    [Layout.local, Layout.provenance].contains { folder in
      path.utf8.starts(with: folder.utf8) && path.utf8.dropFirst(folder.utf8.count).first == 0x2F
    }
  }

  var notes: [String] {
    [Self.program, "\(Self.counted)\(stages)"].compactMap(\.self) + (status == nil ? [Self.untold] : [])
      + variables.map(Self.note)
  }

  fileprivate static let untold = "status untold"
  private static let counted = "stages "
  private static let set = "variable "

  private static func note(_ name: String, _ value: String?) -> String {
    value.map { "\(set)\(name)=\($0)" } ?? "\(set)\(name)"
  }

  /// This program: another one might judge otherwise.
  private static var program: String? {
    guard let file = try? Files.status("/proc/self/exe")?.identity else { return nil }
    return "program \(file.device) \(file.inode) \(file.size) \(file.modified) \(file.changed)"
  }

  /// Our own files that must not have changed since.
  var ownRows: [Survey.Row] {
    [Layout.provenance, Layout.machineRecords, Layout.actions].map { path in
      guard let status = try? Files.status(path, followingLinks: false) else {
        return Survey.Row(path, .kind, nil, .nothing)
      }
      return Survey.Row(path, .itself, status.kind, status.identity)
    }
  }
}

/// What the last run left that had nothing more to do, looked at without reading the pipeline.
package struct LastRun: ~Copyable {
  /// How many stages there are.
  package let stages: Int
  private let survey: Survey
  /// Rows whose file was touched and holds the same bytes, by their places.
  private var touched: [Int: Survey.Row] = [:]

  /// Files above this size are not hashed here: whoever runs their stages would do it once more.
  private static let sizeLimit: UInt64 = 1 << 20

  /// Finds what the last run left; `nil` when there is nothing that could still stand.
  ///
  /// - Parameter variable: gives a variable of the caller.
  package init?(variable: (String) -> String?) {
    guard let survey = Survey(at: Layout.snapshot), Snapshot.isTrusted(survey),
      let stages = Completion.stages(in: survey.notes, variable: variable),
      // Something that was killed may have left processes behind.
      ((try? Files.entries(of: Layout.notes)) ?? []).isEmpty
    else { return nil }
    self.survey = survey
    self.stages = stages
  }

  /// Whether everything is as it was; what was only touched is looked into.
  package mutating func stands(ignoring ignores: @escaping @Sendable (String) -> Bool) -> Bool {
    let changed = survey.changed()
    guard !changed.isEmpty else { return true }
    var disk = Disk(cache: StatCache(), ignoring: ignores)
    for index in changed {
      guard let row = survey.row(index), let now = Self.again(row, &disk) else { return false }
      touched[index] = now
    }
    return true
  }

  /// The row as it is now; `nil` when something else is there.
  private static func again(_ row: Survey.Row, _ disk: inout Disk) -> Survey.Row? {
    let isTarget = row.question == .target
    guard let digest = row.digest, row.question != .kind, let kind = row.kind,
      let status = try? Files.status(row.path, followingLinks: isTarget), status.kind == kind,
      status.identity.size <= sizeLimit || kind != .file
    else { return nil }
    let role: Disk.Role = isTarget ? .input : .output
    switch kind {
    case .file:
      guard let content = try? disk.content(of: row.path, as: role),
        content == Content(row.isExecutable ? .executable : .file, digest)
      else { return nil }
    case .folder:
      guard let entries = try? disk.entries(of: row.path), Disk.digest(of: entries) == digest
      else { return nil }
    case .link, .other: return nil
    }
    return disk.cache.row(of: row.path, row.question)
  }

  /// Whether some files were touched, so that the next look would be quicker after ``save()``.
  package var wasTouched: Bool { !touched.isEmpty }

  /// What `status` answers, written to standard output; `false` when that is not known.
  package func writeStatus() -> Bool {
    guard !survey.notes.contains(Completion.untold) else { return false }
    survey.writeAnswer(to: .output)
    return true
  }

  /// Writes down what was looked into; only for whoever holds the project's lock.
  package func save() throws {
    let rows = (0..<survey.count).compactMap { touched[$0] ?? survey.row($0) }
    guard rows.count == survey.count else { return }
    let notes = survey.notes.filter { $0 != Snapshot.flushed }
    try Survey.write(
      rows, notes: notes, answer: survey.answerBytes, to: Layout.snapshot,
      by: Layout.incoming)
  }
}

extension Completion {
  /// How many stages there are, if the notes of a survey speak of a whole run by this very program
  /// and with these variables.
  fileprivate static func stages(in notes: [String], variable: (String) -> String?) -> Int? {
    guard let program, notes.contains(program) else { return nil }
    var stages: Int?
    for note in notes {
      if note.hasPrefix(set) {
        let name = String(note.dropFirst(set.count).prefix { $0 != "=" })
        guard Self.note(name, variable(name)) == note else { return nil }
      } else if note.hasPrefix(counted) {
        stages = Int(note.dropFirst(counted.count))
      }
    }
    return stages
  }
}
