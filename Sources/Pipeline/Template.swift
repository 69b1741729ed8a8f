/// A text in which `{inputs.x}`, `{foreach.x}` and their like stand for something else.
///
/// Every other brace is left alone, so that `awk '{print $1}'` and `${HOME}` need no escape.
struct Template: Sendable {
  /// What can stand before the dot.
  enum Group: String, CaseIterable, Sendable {
    case foreach
    case inputs
    case outputs
    case parameters
    case stage
    case stages
  }

  /// One `{group.name}`.
  struct Reference: Sendable {
    let group: Group
    let name: String
    /// Where it stands in the text, braces included, in scalars.
    let range: Range<Int>

    /// As it was written.
    var text: String { "{\(group.rawValue).\(name)}" }

    /// Whether braces stand within the braces: nothing has such a name.
    var isNested: Bool { name.utf8.contains(UInt8(ascii: "{")) }
  }

  /// A stretch of the text.
  enum Piece: Sendable {
    case literal(String)
    case reference(Reference)
  }

  let pieces: [Piece]

  var references: [Reference] {
    pieces.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
  }

  init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      pieces = text.isEmpty ? [] : [.literal(text)]
      return
    }
    let scalars = Array(text.unicodeScalars)
    let closings = Self.closings(in: scalars)
    var pieces: [Piece] = []
    var start = 0
    var position = 0
    while position < scalars.count {
      guard let closing = closings[position],
        let reference = Self.reference(in: scalars, position, closing)
      else {
        position += 1
        continue
      }
      if start < position { pieces.append(.literal(Self.string(scalars[start..<position]))) }
      pieces.append(.reference(reference))
      position = closing + 1
      start = position
    }
    if start < scalars.count { pieces.append(.literal(Self.string(scalars[start...]))) }
    self.pieces = pieces
  }

  /// Where each brace that opens is closed in the same line.
  private static func closings(in scalars: [Unicode.Scalar]) -> [Int: Int] {
    var closings: [Int: Int] = [:]
    var open: [Int] = []
    for (position, scalar) in scalars.enumerated() {
      switch scalar {
      case "{": open.append(position)
      case "}": if let brace = open.popLast() { closings[brace] = position }
      case "\n": open = []
      default: break
      }
    }
    return closings
  }

  /// What stands between `{group.` and the brace that closes it is a name, right or wrong.
  private static func reference(
    in scalars: [Unicode.Scalar], _ brace: Int, _ closing: Int
  ) -> Reference? {
    for group in Group.allCases {
      let opening = Array("{\(group.rawValue).".unicodeScalars)
      guard scalars[brace...closing].starts(with: opening) else { continue }
      let name = string(scalars[(brace + opening.count)..<closing])
      return Reference(group: group, name: name, range: brace..<(closing + 1))
    }
    return nil
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
