// What a run leaves for the next one when the whole pipeline is up to date.

import Host
import Pipeline
import Store

extension Run {
  /// That nothing is left to do, and on what that rests; `nil` when something is, or when the next run
  /// must look for itself.
  mutating func completion() throws -> Completion? {
    guard let statusWhenDone = options.statusWhenDone, options.policy == .everything, !options.isForced, outcome.isWhole, judge.faults.isEmpty,
      outcome.stages == pipeline.stages.count, !pipeline.stages.contains(where: \.mustBeJudged),
      try isPipelineAsRead()
    else { return nil }
    let status = try judge.orphans().isEmpty ? Array(statusWhenDone().utf8) : nil
    return Completion(
      stages: pipeline.stages.count, status: status, variables: try variables())
  }

  /// Whether the files that the pipeline was made from still hold what was read; the verdicts rest on
  /// them from here on.
  private mutating func isPipelineAsRead() throws -> Bool {
    for (path, bytes) in pipeline.contents {
      let content = try judge.disk.content(of: path, as: .input)
      guard content?.digest == Digest.of(bytes) else { return false }
    }
    return true
  }

  /// The variables that verdicts rest on.
  private mutating func variables() throws -> [(name: String, value: String?)] {
    let caller = judge.inspector.surroundings.caller
    var names = Set(pipeline.stages.flatMap { $0.environment.map(\.name) })
    let tools = Set(pipeline.stages.flatMap(\.tools))
    for tool in tools { try lookForTool(tool) }
    if !tools.isEmpty { names.insert("PATH") }
    return names.sorted().map { ($0, caller($0)) }
  }

  /// Notes the places where a tool was looked for in vain: it would be found there first.
  private mutating func lookForTool(_ name: String) throws {
    let path = judge.inspector.surroundings.path
    let found = Machine.executable(named: name, path: path)
    for place in Machine.places(of: name, path: path) {
      if place == found { return }
      // A file that nobody may execute yet.
      if try judge.disk.kind(of: place) == .file {
        _ = try judge.disk.content(of: place, as: .input)
      }
    }
  }
}

extension Stage {
  /// Whether what is known of a stage rests on more than files of the project, its tools and variables
  /// that may be written down.
  fileprivate var mustBeJudged: Bool {
    isAlways || isStrict || environment.contains(where: \.isSecret)
  }
}
