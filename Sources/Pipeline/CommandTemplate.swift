import Text
import YAML

/// `run:` as it is written: its form, and its braces with their places.
struct CommandTemplate: Sendable {
  /// A stretch of a command.
  enum Piece: Sendable {
    case literal(String)
    case reference(Template.Reference, Mark)
  }

  /// How it is run.
  enum Form: Sendable {
    /// A text for `/bin/sh -c`.
    case shell([Piece])
    /// A program and its arguments, without a shell.
    case program([[Piece]])
  }

  let form: Form

  /// Reads a text or a list of texts; `text` is what the node was read from.
  init(_ node: Node, in text: SourceText) throws(Pipeline.Fault) {
    switch node.content {
    case .scalar(let written, _):
      if written.allSatisfy(\.isWhitespace), node.type != .null {
        throw Pipeline.Fault(.runEmpty, at: node.mark)
      }
      form = .shell(try Self.pieces(node, text))
    case .mapping: throw Self.mapFault(node)
    case .sequence(let items):
      var arguments: [[Piece]] = []
      for item in items {
        if case .mapping = item.content { throw Self.mapFault(item) }
        arguments.append(try Self.pieces(item, text))
      }
      guard !arguments.isEmpty else { throw Pipeline.Fault(.runEmpty, at: node.mark) }
      if arguments[0].isEmpty { throw Pipeline.Fault(.runEmpty, at: items[0].mark) }
      form = .program(arguments)
    }
  }

  /// Unquoted braces and an unquoted `: ` both make YAML read a map.
  private static func mapFault(_ node: Node) -> Pipeline.Fault {
    node.unquotedBraces ?? Pipeline.Fault(.runIsMap, at: node.mark)
  }

  /// The longest argument that Linux gives to a program (MAX_ARG_STRLEN, with its NUL 128 KiB).
  private static let longest = 131_071

  private static func pieces(
    _ node: Node, _ text: SourceText
  ) throws(Pipeline.Fault) -> [Piece] {
    let written = try Read.text(node)
    guard written.utf8.count <= longest else {
      throw Pipeline.Fault(.commandTooLong(longest: longest), at: node.mark)
    }
    var pieces: [Piece] = []
    for piece in Template(written).pieces {
      switch piece {
      case .literal(let literal): pieces.append(.literal(literal))
      case .reference(let reference):
        let mark = node.mark(of: reference.range, in: text)
        try Braces.refuseNested(reference, at: mark)
        pieces.append(.reference(reference, mark))
      }
    }
    return pieces
  }
}
