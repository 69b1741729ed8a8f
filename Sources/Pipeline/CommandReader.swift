import Text
import YAML

/// Reads `run:` and binds its braces to the names of its stage.
struct CommandReader {
  /// The text the stage was read from, to point into a command.
  let text: SourceText
  let inputs: [Input]
  let outputs: [Output]
  /// The parameters the stage takes.
  let taken: [Parameter]
  /// All parameters there are.
  let parameters: ParameterTable

  /// Reads a command and tries it out, with one plain word for each glob, so that everything that
  /// can be known is told now.
  func command(_ node: Node) throws(Pipeline.Fault) -> Command {
    let command = Command(form: try form(node))
    _ = try command.arguments { name in
      inputs.filter { $0.name == name }.map { input in
        if case .path(let path, _) = input.pattern { path } else { "x" }
      }
    }
    return command
  }

  private func form(_ node: Node) throws(Pipeline.Fault) -> Command.Form {
    switch node.content {
    case .scalar(let text, _):
      if text.allSatisfy(\.isWhitespace), node.type != .null {
        throw Pipeline.Fault(.runEmpty, at: node.mark)
      }
      return .shell(try pieces(node))
    case .mapping: throw Self.mapFault(node)
    case .sequence(let items):
      var arguments: [[Command.Piece]] = []
      for item in items {
        if case .mapping = item.content { throw Self.mapFault(item) }
        arguments.append(try pieces(item))
      }
      guard !arguments.isEmpty else { throw Pipeline.Fault(.runEmpty, at: node.mark) }
      if arguments[0].isEmpty { throw Pipeline.Fault(.runEmpty, at: items[0].mark) }
      return .program(arguments)
    }
  }

  /// Unquoted braces and an unquoted `: ` both make YAML read a map.
  private static func mapFault(_ node: Node) -> Pipeline.Fault {
    if case .mapping(let entries) = node.content, entries.count == 1,
      entries[0].value.kind == .nothing,
      let reference = Template("{\(entries[0].key)}").references.first
    {
      return Pipeline.Fault(.bracesUnquoted(reference.text), at: node.mark)
    }
    return Pipeline.Fault(.runIsMap, at: node.mark)
  }

  private func pieces(_ node: Node) throws(Pipeline.Fault) -> [Command.Piece] {
    let written = try Read.text(node)
    var pieces: [Command.Piece] = []
    for piece in Template(written).pieces {
      switch piece {
      case .literal(let literal): pieces.append(.literal(literal))
      case .reference(let reference):
        let mark = node.mark(of: reference.range, in: text)
        pieces.append(
          .substitution(
            Command.Substitution(
              reference: reference.text, source: try source(of: reference, at: mark), mark: mark)))
      }
    }
    return pieces
  }

  private func source(
    of reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) -> Command.Substitution.Source {
    switch reference.group {
    case .inputs:
      if inputs.contains(where: { $0.name == reference.name }) { return .inputs(reference.name) }
      throw unknown(reference, known: inputs.compactMap(\.name), at: mark)
    case .outputs:
      let paths = outputs.filter { $0.name == reference.name }.map(\.path)
      if !paths.isEmpty { return .words(paths) }
      throw unknown(reference, known: outputs.compactMap(\.name), at: mark)
    case .parameters:
      if let parameter = taken.first(where: { $0.name == reference.name }) {
        return .words(parameter.values)
      }
      if parameters.all.contains(where: { $0.name == reference.name }) {
        throw Pipeline.Fault(.parameterNotTaken(reference.name), at: mark)
      }
      throw unknown(reference, known: parameters.all.map(\.name), at: mark)
    }
  }

  private func unknown(
    _ reference: Template.Reference, known: [String], at mark: Mark
  ) -> Pipeline.Fault {
    Pipeline.Fault(.referenceUnknown(reference, known: known), at: mark)
  }
}
