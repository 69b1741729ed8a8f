package import Host
package import Pipeline
import Store

/// What a stage did its work with: command, code, parameters, tools, and the record that says so.
package struct StageAccount: Sendable {
  /// A file of code, and who last changed it.
  package struct Code: Sendable {
    /// The path.
    package let path: String
    /// The digest the record names.
    package let digest: Digest
    /// Who last changed it.
    package let authorship: Authorship
  }

  /// A file or folder of data, and where it comes from.
  package struct Data: Sendable {
    /// The path.
    package let path: String
    /// The digest the record names.
    package let digest: Digest
    /// The stage that made it; `nil` for raw data.
    package let maker: String?
    /// What it rests on, the weakest first.
    package let origins: [Origin]
    /// What it is cited as.
    package let reference: String?
    /// Who last changed it; `nil` for what a stage made.
    package let authorship: Authorship?
  }

  /// A name with what the record says of it.
  package struct Fact: Hashable, Sendable {
    /// The name of a parameter, a variable, a tool or a program.
    package let name: String
    /// Its text or digest.
    package let text: String
  }

  /// The name of the stage.
  package let name: String
  /// Whether its numbers are its own output and not the committed copy.
  package let isRebuiltHere: Bool
  /// The command with its arguments.
  package let command: [String]
  /// The code among its inputs, then the code its programs were made from.
  package let code: [Code]
  /// The data among its inputs.
  package let data: [Data]
  /// The parameters it was given.
  package let parameters: [Fact]
  /// The environment variables it was given, by the digests of their values.
  package let variables: [Fact]
  /// The programs of the project it ran, by digest.
  package let programs: [Fact]
  /// The tools it found on `PATH`, by digest.
  package let tools: [Fact]
  /// The kind of machine; `nil` when the record's machine is not described.
  package let platform: String?
  /// The digest of the project's lines.
  package let recipe: Digest
  /// The digest of all lines.
  package let key: Digest
  /// The record.
  package let recordPath: String
  /// Who last changed the record.
  package let recordAuthorship: Authorship
}

extension StageAccount {
  init(
    of holding: Holding, data: [Data], in pipeline: Pipeline, _ history: borrowing History
  ) {
    self.init(
      of: holding.stage, holding.record, isRebuiltHere: holding.isRebuiltHere, data: data,
      in: pipeline, history)
  }

  init(
    of stage: Stage, _ record: Record, isRebuiltHere: Bool, data: [Data], in pipeline: Pipeline,
    _ history: borrowing History
  ) {
    let lines = record.project + (record.machine ?? [])
    func facts(_ kind: ManifestLine.Kind) -> [Fact] {
      lines.filter { $0.kind == kind && $0.fields.count > 2 }
        .map { Fact(name: $0.fields[1], text: $0.fields[$0.fields.count - 1]) }
    }
    name = stage.name
    self.isRebuiltHere = isRebuiltHere
    command = lines.first { $0.kind == .command }.map { Array($0.fields.dropFirst()) } ?? []
    parameters = facts(.parameter)
    variables = facts(.variable)
    programs = facts(.program)
    tools = facts(.tool)
    platform = lines.first { $0.kind == .platform }?.fields.dropFirst().joined(separator: " ")
    recipe = record.recipe
    key = record.key
    recordPath = Layout.record(of: stage.name, isMachine: stage.isMachine)
    recordAuthorship = history.lastChange(of: recordPath)
    self.data = data
    let inputs = RecordedInputs(of: record).lines + Self.sources(of: programs, in: pipeline)
    var code: [Code] = []
    for line in inputs where pipeline.isCode(line.path) {
      let authorship = history.lastChange(of: line.path)
      code.append(Code(path: line.path, digest: line.digest, authorship: authorship))
    }
    self.code = code
  }

  /// The code in a folder named as a program, from which another stage made that program: of a
  /// whole compilation the part that is this analysis.
  private static func sources(
    of programs: [Fact], in pipeline: Pipeline
  ) -> [RecordedInputs.Line] {
    programs.flatMap { program -> [RecordedInputs.Line] in
      guard let maker = pipeline.maker(of: program.name).map({ pipeline[$0] }),
        let record = try? Records.read(maker.name, isMachine: maker.isMachine),
        let name = ProjectPath.names(of: program.name).last
      else { return [] }
      return RecordedInputs(of: record).lines.filter { line in
        ProjectPath.names(of: line.path).dropLast().contains(name)
      }
    }
  }
}
