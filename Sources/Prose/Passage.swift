/// A stretch of running text as its reader sees it, without markup: a paragraph, an item, a cell.
package struct Passage: Sendable {
  /// What a passage is in its document.
  package enum Kind: Hashable, Sendable {
    /// A paragraph, an item of a list, a caption.
    case paragraph
    /// A heading.
    case heading
    /// A cell of a table; `heads` are what its column and its row are called.
    case cell(heads: [String])
    /// An entry of a list of works that are cited.
    case bibliography
  }

  /// A note in the source that what stands before it is a number of the project.
  package struct Binding: Hashable, Sendable {
    /// How much of the text stands before the note.
    package let position: Int
    /// What the numbers before the note are, the last one last.
    package let targets: [String]
    /// Where the note stands in the source.
    package let offset: Int
    /// How many passages before its own it reaches back over: the other cells of a row.
    package let cells: Int
    /// Where the text begins that it encloses; `nil` for a note that stands behind numbers.
    package let start: Int?
  }

  /// A place in the source that is to be filled in with a number: `{{stage.number}}`,
  /// `\assay{stage.number}`.
  package struct Slot: Hashable, Sendable {
    /// Where it stands in the text, as one character.
    package let position: Int
    /// What is to be filled in.
    package let target: String
    /// Where it stands in the source.
    package let source: Range<Int>
  }

  /// An image that the source shows.
  struct Image {
    /// Its path, or the name of the line that holds the path.
    let target: String
    /// Whether the target is such a name.
    let isReference: Bool
    /// Where it stands in the source.
    let source: Range<Int>
  }

  /// What the passage is.
  package internal(set) var kind: Kind
  /// The text; raised and lowered digits are Unicode's, what cannot be read is `unreadable`.
  package private(set) var text: [Unicode.Scalar] = []
  /// Where each scalar of the text stands in the source.
  package private(set) var offsets: [Int] = []
  /// The notes that bind numbers, in the order of the source.
  package private(set) var bindings: [Binding] = []
  /// The places to fill in, in the order of the source.
  package private(set) var slots: [Slot] = []
  /// The parts of the text that are formulae of mathematics, in its order.
  private(set) var formulas: [Range<Int>] = []
  /// The parts of the text that are names whatever they look like: formulae of compounds.
  private(set) var names: [Range<Int>] = []
  /// What the document sets between units and tenths.
  var mark = DecimalMark.point

  /// What numbers are in parts of the text, where the document itself says so.
  private(set) var known: [(range: Range<Int>, meaning: Literal.Meaning)] = []

  /// The images, in the order of the source.
  private(set) var images: [Image] = []

  /// Stands in the text for what is no text: code, citations, slots.
  package static let unreadable: Unicode.Scalar = "\u{FFFC}"

  init(_ kind: Kind) { self.kind = kind }

  mutating func append(_ scalar: Unicode.Scalar, at offset: Int) {
    text.append(scalar)
    offsets.append(offset)
  }

  mutating func bind(
    _ targets: [String], at offset: Int, reaching cells: Int = 0, from start: Int? = nil
  ) {
    bindings.append(
      Binding(
        position: text.count, targets: targets, offset: offset, cells: cells, start: start))
  }

  /// Says that what was appended since is a formula of mathematics.
  mutating func closeFormula(from start: Int) {
    if start < text.count { formulas.append(start..<text.count) }
  }

  /// Says that what was appended since is a name.
  mutating func closeName(from start: Int) {
    if start < text.count { names.append(start..<text.count) }
  }

  /// Says what numbers are that the scalar appended last is part of.
  mutating func know(_ meaning: Literal.Meaning) {
    let end = text.count
    if let last = known.last, last.range.upperBound == end - 1, last.meaning == meaning {
      known[known.count - 1].range = last.range.lowerBound..<end
    } else {
      known.append((end - 1..<end, meaning))
    }
  }

  mutating func open(_ target: String, at source: Range<Int>) {
    slots.append(Slot(position: text.count, target: target, source: source))
    append(Self.unreadable, at: source.lowerBound)
  }

  mutating func show(_ image: Image) { images.append(image) }

  /// How many scalars of the source a part of the text begins with, up to where markup breaks it.
  package func width(of range: Range<Int>) -> Int {
    let breaks = range.dropFirst().first { offsets[$0] != offsets[$0 - 1] + 1 }
    return (breaks ?? range.upperBound) - range.lowerBound
  }

  /// All of the text.
  var words: String { words(0..<text.count) }

  /// Whether a year stands in it, as in every entry of a list of works.
  var namesYear: Bool {
    text.split { !$0.isWordly }.contains { word in
      word.count >= 4 && word.prefix(4).allSatisfy(\.isDigit) && word.count <= 5
        && (word.starts(with: "19".unicodeScalars) || word.starts(with: "20".unicodeScalars))
    }
  }

  /// A part of the text.
  package func words(_ range: Range<Int>) -> String {
    var words = String.UnicodeScalarView()
    words.append(contentsOf: text[range])
    return String(words)
  }
}
