// What a run leaves for the next one: which stages stand, and on what that rests.

import Host
import Pipeline
import Store

extension Run {
  /// What the next run need not look at again; `nil` when it must look for itself.
  mutating func standing() throws -> Standing? {
    guard let statusWhenDone = options.statusWhenDone, options.policy == .everything,
      judge.faults.isEmpty
    else { return nil }
    judge.disk.cache.begin(nil, anew: false)
    guard try isPipelineAsRead() else { return nil }
    let variables = try variables()
    let carried = judge.carried
    let settled = settledHere.filter { !pipeline.stages[$0].mustBeJudged }
    let isComplete = settled.count + carried.count == pipeline.stages.count
    let status = try isComplete ? status(statusWhenDone) : nil
    return Standing(
      stages: pipeline.stages.count, settled: settled, carried: carried, status: status,
      variables: variables)
  }

  /// What `status` answers now that all stages stand; `nil` when it tells of something else too.
  private mutating func status(_ text: () -> String) throws -> [UInt8]? {
    // By the same pipeline and beside the same records it is the same, unless what a stage that is gone
    // made can come back.
    if !judge.standing.isEmpty, let known = judge.disk.cache.status,
      judge.actions.stages.allSatisfy({ pipeline.stage(named: $0) != nil })
    {
      return known
    }
    return try judge.orphans().isEmpty ? Array(text().utf8) : nil
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
    var names = Set(pipeline.stages.flatMap { $0.environment.filter { !$0.isSecret }.map(\.name) })
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
