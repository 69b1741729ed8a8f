import ArgumentParser
import Audit
import Pipeline
import Text

/// What a shell offers where a verb wants the name of something in the project.
enum Completion {
  /// The names of all stages and families.
  static let stages = CompletionKind.custom { words, _, _ in
    let pipeline = pipeline(words)
    let names = pipeline?.stages.flatMap { [$0.family, $0.name] } ?? []
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The ids of all numbers.
  static let numbers = CompletionKind.custom { words, _, _ in
    guard let pipeline = pipeline(words) else { return [] }
    var audit = Audit(pipeline)
    return (try? audit.listing(of: []).entries.map(\.id)) ?? []
  }

  /// What something may rest on: stages, parameters, numbers; a shell completes files by itself.
  static let subjects = CompletionKind.custom { words, _, _ in
    guard let pipeline = pipeline(words) else { return [] }
    var audit = Audit(pipeline)
    return pipeline.stages.map(\.name) + pipeline.parameters.map(\.name)
      + ((try? audit.listing(of: []).entries.map(\.id)) ?? [])
  }

  /// The project that a command line speaks of; `nil` when there is none that can be read.
  private static func pipeline(_ words: [String]) -> Pipeline? {
    guard var options = try? ProjectOptions.parse([]) else { return nil }
    for (word, value) in zip(words, words.dropFirst()) {
      if word == "-C" { options.folder = value }
      if word == "-f" { options.file = value }
    }
    return try? Project.open(options)
  }
}
