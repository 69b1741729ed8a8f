import YAML

/// Binds the braces of a command to the names of its stage.
struct CommandReader {
  /// The name of the stage.
  let name: String
  let braces: Braces
  let inputs: [Input]
  let outputs: [Output]
  /// The parameters the stage takes.
  let taken: [Parameter]
  /// All parameters there are.
  let parameters: ParameterTable

  /// Binds a command and tries it out, with one plain word for each glob, so that everything that
  /// can be known is told now.
  func command(_ template: CommandTemplate) throws(Pipeline.Fault) -> Command {
    let command = Command(form: try form(template))
    do {
      _ = try command.arguments(mark: "x") { name in
        inputs.filter { $0.name == name }.map { input in
          if case .path(let path, _) = input.pattern { path } else { "x" }
        }
      }
    } catch {
      throw braces.placed(error)
    }
    return command
  }

  private func form(_ template: CommandTemplate) throws(Pipeline.Fault) -> Command.Form {
    switch template.form {
    case .shell(let pieces): return .shell(try bound(pieces))
    case .program(let arguments):
      var bound: [[Command.Piece]] = []
      for pieces in arguments { bound.append(try self.bound(pieces)) }
      return .program(bound)
    }
  }

  private func bound(
    _ pieces: [CommandTemplate.Piece]
  ) throws(Pipeline.Fault) -> [Command.Piece] {
    var bound: [Command.Piece] = []
    for piece in pieces {
      switch piece {
      case .literal(let literal): bound.append(.literal(literal))
      case .reference(let reference, let mark):
        bound.append(
          .substitution(
            Command.Substitution(
              reference: reference.text, source: try source(of: reference, at: mark), mark: mark)))
      }
    }
    return bound
  }

  private func source(
    of reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) -> Command.Substitution.Source {
    switch reference.group {
    case .foreach: return .words([try braces.value(of: reference, at: mark)])
    case .inputs:
      if inputs.contains(where: { $0.name == reference.name }) { return .inputs(reference.name) }
      throw unknown(reference, known: inputs.compactMap(\.name), at: mark)
    case .outputs:
      let paths = outputs.filter { $0.name == reference.name }.map(\.path)
      if !paths.isEmpty { return .words(paths) }
      throw unknown(reference, known: outputs.compactMap(\.name), at: mark)
    case .parameters: return try .words(parameter(reference, at: mark).values)
    case .stage: return try stage(reference, at: mark)
    case .stages: throw Pipeline.Fault(.misplaced(reference.text, in: .run), at: mark)
    }
  }

  /// What a stage may say of itself in what it makes.
  private func stage(
    _ reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) -> Command.Substitution.Source {
    switch reference.name {
    case "name": return .words([name])
    case "mark": return .mark
    case "recipe": return .words([Command.recipe])
    default: throw unknown(reference, known: ["name", "mark", "recipe"], at: mark)
    }
  }

  private func parameter(
    _ reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) -> Parameter {
    if let parameter = taken.first(where: { $0.name == reference.name }) { return parameter }
    if parameters.all.contains(where: { $0.name == reference.name }) {
      throw Pipeline.Fault(.parameterNotTaken(reference.name), at: mark)
    }
    throw unknown(reference, known: parameters.all.map(\.name), at: mark)
  }

  private func unknown(
    _ reference: Template.Reference, known: [String], at mark: Mark
  ) -> Pipeline.Fault {
    Pipeline.Fault(.referenceUnknown(reference, known: known), at: mark)
  }
}
