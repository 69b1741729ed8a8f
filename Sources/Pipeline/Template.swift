/// A text in which `{inputs.x}`, `{outputs.x}` and `{parameters.x}` stand for something else.
///
/// Every other brace is left alone, so that `awk '{print $1}'` and `${HOME}` need no escape.
struct Template {
  /// What can stand before the dot.
  enum Group: String, CaseIterable {
    case inputs
    case outputs
    case parameters
  }

  /// One `{group.name}`.
  struct Reference {
    let group: Group
    let name: String
    /// Where it stands in the text, braces included, in scalars.
    let range: Range<Int>

    /// As it was written.
    var text: String { "{\(group.rawValue).\(name)}" }
  }

  /// A stretch of the text.
  enum Piece {
    case literal(String)
    case reference(Reference)
  }

  let pieces: [Piece]

  var references: [Reference] {
    pieces.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
  }

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var pieces: [Piece] = []
    var start = 0
    var position = 0
    while position < scalars.count {
      guard scalars[position] == "{", let reference = Self.reference(in: scalars, at: position)
      else {
        position += 1
        continue
      }
      if start < position { pieces.append(.literal(Self.string(scalars[start..<position]))) }
      pieces.append(.reference(reference))
      position = reference.range.upperBound
      start = position
    }
    if start < scalars.count { pieces.append(.literal(Self.string(scalars[start...]))) }
    self.pieces = pieces
  }

  /// What stands between `{group.` and the next `}` of the line is a name, right or wrong.
  private static func reference(in scalars: [Unicode.Scalar], at brace: Int) -> Reference? {
    for group in Group.allCases {
      let opening = Array("{\(group.rawValue).".unicodeScalars)
      guard scalars[brace...].starts(with: opening) else { continue }
      let start = brace + opening.count
      guard let end = scalars[start...].firstIndex(where: { "}{\n".unicodeScalars.contains($0) }),
        scalars[end] == "}"
      else { return nil }
      return Reference(
        group: group, name: string(scalars[start..<end]), range: brace..<(end + 1))
    }
    return nil
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
