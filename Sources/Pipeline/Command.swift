import YAML

/// What a stage runs, with braces that wait for the files a glob matches.
package struct Command: Sendable {
  /// What is put in the place of a `{group.name}`.
  struct Substitution: Sendable {
    enum Source: Sendable {
      /// The files of the inputs of this name, known when the disk has been looked at.
      case inputs(String)
      /// Words known from the file.
      case words([String])
      /// The mark of data that were made up, known when the disk has been looked at.
      case mark
    }

    /// As it was written.
    let reference: String
    let source: Source
    let mark: Mark
  }

  /// A stretch of a command.
  enum Piece: Sendable {
    case literal(String)
    case substitution(Substitution)
  }

  /// How it is run.
  enum Form: Sendable {
    /// A text for `/bin/sh -c`.
    case shell([Piece])
    /// A program and its arguments, without a shell.
    case program([[Piece]])
  }

  let form: Form

  /// Whether the command is a text for the shell.
  package var isShell: Bool {
    if case .shell = form { true } else { false }
  }

  /// The program and its arguments.
  ///
  /// - Parameters:
  ///   - mark: what `{stage.mark}` stands for.
  ///   - inputs: the paths of all inputs of a name, in their order.
  /// - Returns: at least one word; of a shell command `/bin/sh`, `-c` and the text.
  /// - Throws: a fault if words do not fit where the author wants them.
  package func arguments(
    mark: String, inputs: @escaping (String) -> [String]
  ) throws(Pipeline.Fault) -> [String] {
    let values = Values(mark: mark, inputs: inputs)
    switch form {
    case .shell(let pieces): return ["/bin/sh", "-c", try Self.text(pieces, values)]
    case .program(let arguments):
      var words: [String] = []
      for pieces in arguments { words += try Self.words(pieces, values) }
      return words
    }
  }

  /// Whether it holds `{stage.mark}`.
  package var isMarked: Bool {
    references.contains { if case .mark = $0.source { true } else { false } }
  }

  /// Whether it holds `{stage.recipe}`, which stands for itself in the manifest: the recipe cannot
  /// hold its own digest.
  package var holdsRecipe: Bool { references.contains { $0.reference == Self.recipe } }

  /// What `{stage.mark}` stands for where something upstream is synthetic.
  package static let syntheticMark = "SYNTHETIC INPUT"

  /// What the digest of a stage's recipe is put in the place of when the stage is started.
  package static let recipe = "{stage.recipe}"

  private var references: [Substitution] {
    let pieces =
      switch form {
      case .shell(let pieces): pieces
      case .program(let arguments): Array(arguments.joined())
      }
    return pieces.compactMap {
      if case .substitution(let substitution) = $0 { substitution } else { nil }
    }
  }

  /// What is known when the disk has been looked at.
  fileprivate struct Values {
    let mark: String
    let inputs: (String) -> [String]
  }

  /// One argument of a list: `{x}` alone gives any number of words, within a longer one exactly one.
  private static func words(
    _ pieces: [Piece], _ values: Values
  ) throws(Pipeline.Fault) -> [String] {
    if pieces.count == 1, case .substitution(let substitution) = pieces[0] {
      return substitution.words(values)
    }
    var word = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): word += text
      case .substitution(let substitution):
        let words = substitution.words(values)
        guard words.count == 1 else { throw substitution.severalWords(words.count) }
        word += words[0]
      }
    }
    return [word]
  }

  /// A shell text: words get quotes if they need them and may have them.
  private static func text(
    _ pieces: [Piece], _ values: Values
  ) throws(Pipeline.Fault) -> String {
    var text = ""
    var context = ShellContext()
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .literal(let literal):
        text += literal
        context.read(literal)
      case .substitution(let substitution):
        let stands = context.isBetweenWords && pieces.dropFirst(index + 1).first.endsWord
        let shown = try substitution.shellText(values, in: context, standsAlone: stands)
        text += shown
        context.read(shown)
      }
    }
    return text
  }
}

extension Command.Substitution {
  fileprivate func words(_ values: Command.Values) -> [String] {
    switch source {
    case .inputs(let name): values.inputs(name)
    case .words(let words): words
    case .mark: [values.mark]
    }
  }

  fileprivate func shellText(
    _ values: Command.Values, in context: ShellContext, standsAlone: Bool
  ) throws(Pipeline.Fault) -> String {
    let words = words(values)
    guard words.count == 1 || (standsAlone && context.mayQuote) else {
      throw severalWords(words.count)
    }
    if context.mayQuote { return words.map(ShellWord.quoted).joined(separator: " ") }
    if let word = words.first(where: { !$0.isEmpty && ShellWord.needsQuotes($0) }) {
      throw Pipeline.Fault(.wordInQuotes(reference, value: word), at: mark)
    }
    return words.joined(separator: " ")
  }

  fileprivate func severalWords(_ count: Int) -> Pipeline.Fault {
    Pipeline.Fault(.severalWords(reference, count: count), at: mark)
  }
}

extension Command.Piece? {
  /// Whether a word that stands before this piece ends there.
  fileprivate var endsWord: Bool {
    guard let piece = self else { return true }
    guard case .literal(let text) = piece else { return false }
    return text.unicodeScalars.first.map(ShellContext.separates) ?? true
  }
}
