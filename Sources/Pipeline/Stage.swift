package import YAML

/// A command with everything declared that can change its result.
package struct Stage: Sendable {
  /// Its number.
  package let id: StageID
  /// Its name; of an instance `family@values`.
  package let name: String
  /// The name it has in the file: that of all instances of a `foreach`.
  package let family: String
  /// Where its name stands.
  package let mark: Mark
  /// What it runs.
  package let command: Command
  /// What it reads, in the order of the file.
  package let inputs: [Input]
  /// What it makes, in the order of the file.
  package internal(set) var outputs: [Output]
  /// The path of the file with its numbers: one of its outputs or inside one.
  package let numbers: String?
  /// The parameters it takes, each once.
  package let parameters: [Parameter]
  /// The environment variables it is given.
  package let environment: [Variable]
  /// Whether its outputs are of this machine and no result.
  package let isMachine: Bool
  /// Programs found on `PATH` that its result depends on.
  package let tools: [String]
  /// Folders that its tools keep their own state in.
  package let scratch: [String]
  /// What it occupies while it runs.
  package let resources: Resources
  /// How it is known what it reads.
  package let access: Access
  /// Whether what it reads outside of the project counts as inputs do.
  package let isStrict: Bool
  /// How long it may run; `nil` for as long as it takes.
  package let timeout: Duration?
  /// How often it is started again after a failure.
  package let retries: Int
  /// Whether it runs in every run, whatever is known of it.
  package let isAlways: Bool
  /// The stages that make something it reads, in the order of the file.
  package internal(set) var upstream: [StageID] = []
}
