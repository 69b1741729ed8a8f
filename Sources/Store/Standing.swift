import Host

/// Which stages are known to be up to date, on what that rests beside the answers which the
/// ``StatCache`` holds, and what is told when all are.
///
/// While all of it stays the same, the next run would come to the same verdicts: it asks the same
/// questions. So they need not be asked one by one, nor, when all stages stand, the pipeline be read.
/// Of our own files only the folders of the records and the log of actions are looked at: a record
/// that is edited in its place, by whatever does not give it another name, is noticed by the next run
/// that judges its stage.
package struct Standing: Sendable {
  /// How many stages there are.
  let stages: Int
  /// Stages whose grounds are those that this run saw, and those whose grounds are as they were.
  let settled: Set<Int>
  let carried: Set<Int>
  /// What `status` answers when all stages stand; `nil` when it would tell of something beside them.
  let status: [UInt8]?
  /// The variables of the caller that stages get, `PATH` if a tool is looked for there.
  let variables: [(name: String, value: String?)]

  package init(
    stages: Int, settled: Set<Int>, carried: Set<Int>, status: [UInt8]?,
    variables: [(name: String, value: String?)]
  ) {
    self.stages = stages
    self.settled = settled
    self.carried = carried
    self.status = status
    self.variables = variables
  }

  /// Whether nothing is left to do.
  package var isComplete: Bool { settled.count + carried.count == stages }

  /// Whether a path belongs to us and not to the project.
  static func isOwn(_ path: String) -> Bool {
    [Layout.local, Layout.provenance].contains { folder in
      path.utf8.starts(with: folder.utf8) && path.utf8.dropFirst(folder.utf8.count).first == 0x2F
    }
  }

  var notes: [String] {
    [Self.program].compactMap(\.self) + (isComplete ? ["\(Self.complete)\(stages)"] : [])
      + (isComplete && status != nil ? [Self.told] : []) + variables.map(Self.note)
  }

  private static let complete = "complete "
  fileprivate static let told = "status"
  private static let variable = "variable "

  private static func note(_ name: String, _ value: String?) -> String {
    value.map { "\(variable)\(name)=\($0)" } ?? "\(variable)\(name)"
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

  /// Whether a snapshot was written by this very program, with these variables, and nothing that was
  /// killed was left behind.
  static func isOurs(_ survey: Survey, _ value: (String) -> String?) -> Bool {
    guard let program, survey.notes.contains(program) else { return false }
    for note in survey.notes where note.hasPrefix(variable) {
      let name = String(note.dropFirst(variable.count).prefix { $0 != "=" })
      guard Self.note(name, value(name)) == note else { return false }
    }
    return ((try? Files.entries(of: Layout.notes)) ?? []).isEmpty
  }

  /// How many stages there are, if nothing was left to do.
  static func completeCount(_ survey: Survey) -> Int? {
    survey.notes.first { $0.hasPrefix(complete) }.flatMap { Int($0.dropFirst(complete.count)) }
  }
}

extension StatCache {
  /// What `status` answered when all stages stood; `nil` when they did not, or it told of more.
  package var status: [UInt8]? {
    guard let snapshot, snapshot.notes.contains(Standing.told) else { return nil }
    return snapshot.answerBytes
  }

  /// Whether it was asked anew on what a stage's verdict rests.
  package func isAsked(of stage: Int) -> Bool { grounds[stage + 1] != nil }

  /// The stages whose verdict is what it was, by their numbers: all that it rests on is as it was.
  ///
  /// It is asked with how many stages the pipeline has, what that was read from, and the caller's variables.
  package func standing(
    of stages: Int, readFrom files: some Sequence<String>, variable: (String) -> String?
  ) -> Set<Int> {
    guard let snapshot, snapshot.groupCount == stages + 1, Standing.isOurs(snapshot, variable)
    else { return [] }
    let all = Set(snapshot.members(of: 0))
    guard files.allSatisfy({ !all.isDisjoint(with: snapshot.rows(at: $0)) }) else { return [] }
    let changes = snapshot.changes()
    func stands(_ group: Int) -> Bool {
      let members = snapshot.members(of: group)
      return !members.isEmpty && members.allSatisfy { changes?[$0] != true }
    }
    guard stands(0) else { return [] }
    return Set((0..<stages).filter { stands($0 + 1) })
  }
}

/// What the last run left that had nothing more to do, looked at without reading the pipeline.
package struct LastRun {
  /// How many stages there are.
  package let stages: Int
  private let survey: Survey
  /// Rows whose file was touched and holds the same bytes, by their places.
  private var touched: [Int: Survey.Row] = [:]

  /// Files above this size are not hashed here: whoever runs their stages would do it once more.
  private static let sizeLimit: UInt64 = 1 << 20

  /// Finds what the last run left; `nil` when there is nothing that could still stand.
  package init?(variable: (String) -> String?) {
    guard let survey = Snapshot.trusted(), let stages = Standing.completeCount(survey),
      Standing.isOurs(survey, variable)
    else { return nil }
    self.survey = survey
    self.stages = stages
  }

  /// Whether everything is as it was; what was only touched is looked into.
  package mutating func stands(ignoring ignores: @escaping @Sendable (String) -> Bool) -> Bool {
    guard let changes = survey.changes() else { return true }
    var disk = Disk(cache: StatCache(), ignoring: ignores)
    for index in changes.indices where changes[index] {
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
    switch kind {
    case .file:
      guard status.isExecutable == row.isExecutable,
        let again = try? disk.digest(of: row.path, status, as: isTarget ? .input : .output),
        again == digest
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
    guard survey.notes.contains(Standing.told) else { return false }
    survey.writeAnswer(to: .output)
    return true
  }

  /// Writes down what was looked into; only for whoever holds the project's lock.
  package func save() throws {
    try Survey.write(
      (0..<survey.count).map { touched[$0].map { .new($0) } ?? .kept($0) }, of: survey,
      groups: (0..<survey.groupCount).map { survey.members(of: $0).map { UInt32($0) } },
      // Nothing was flushed now.
      notes: survey.notes.filter { $0 != Snapshot.flushed }, answer: survey.answerBytes,
      to: Layout.snapshot, by: Layout.incoming)
  }
}
