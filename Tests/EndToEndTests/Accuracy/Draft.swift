// A manuscript that is made up sentence by sentence, with what is true of each number in it.

@testable import Audit

/// The formats that manuscripts are made up in; a writer of another one needs no more than a case here
/// and what `Draft` asks of it.
enum DraftFormat: String, CaseIterable {
  case markdown = "md"
  case latex = "tex"
  case plain = "txt"
  case word = "docx"

  /// Whether its text is without markup.
  var isPlain: Bool { self == .plain || self == .word }
}

/// A number that the analyses of the made-up project hold.
struct MadeNumber {
  let stage: String
  let name: String
  let value: String
  let unit: String
  let uncertainty: String?

  var id: String { "\(stage).\(name)" }
}

/// Decimal digits as they are printed: no rounding is needed where both the digits and the value behind
/// them are made of whole numbers.
struct Digits {
  var mantissa: Int
  let decimals: Int

  var text: String {
    var digits = String(abs(mantissa))
    while digits.count <= decimals { digits = "0" + digits }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    let whole = digits[..<point] + (decimals > 0 ? "." + digits[point...] : "")
    return (mantissa < 0 ? "-" : "") + whole
  }
}

struct Draft {
  let format: DraftFormat
  let file: String
  private(set) var text = ""
  private(set) var truths: [Truth] = []
  private(set) var numbers: [MadeNumber] = []
  /// The entries under `claims`.
  private(set) var claims: [String] = []
  /// The settings, by the names of the parameters.
  private(set) var parameters: [(name: String, text: String)] = []
  var random: Xoshiro256
  private var line = 1
  private var column = 1
  /// The targets of the numbers of the line that is being written; a comment names them at its end.
  private var waiting: [String] = []
  /// The content controls of a Word document: around what, and what they bind it to.
  private(set) var controls: [(line: Int, columns: Range<Int>, targets: [String])] = []

  init(_ format: DraftFormat, seed: UInt64) {
    self.format = format
    file = "paper.\(format.rawValue)"
    random = Xoshiro256(seed: seed)
  }

  // MARK: Chance

  mutating func below(_ count: Int) -> Int { Int(random.next() >> 11) % count }
  mutating func one<T>(of items: [T]) -> T { items[below(items.count)] }

  // MARK: Text

  mutating func write(_ words: String) {
    for scalar in words.unicodeScalars {
      text.unicodeScalars.append(scalar)
      column += 1
      if scalar == "\n" { (line, column) = (line + 1, 1) }
    }
  }

  /// Writes something that is true of `kind`, and remembers where.
  mutating func write(_ words: String, as kind: Kind) {
    let start = column
    write(words)
    truths.append(
      Truth(file: file, line: line, columns: start..<column, text: words, kind: kind))
  }

  /// Ends a sentence: in LaTeX a comment names what its numbers are.
  mutating func endSentence(_ mark: String = ".") {
    write(mark)
    if format == .latex, !waiting.isEmpty {
      write(" % assay: \(waiting.joined(separator: " "))")
      write("\n")
    } else {
      write(" ")
    }
    waiting = []
  }

  mutating func endParagraph() { write("\n\n") }

  mutating func endRow() {
    if format == .latex {
      write(" \\\\")
      if !waiting.isEmpty { write(" % assay: \(waiting.joined(separator: " "))") }
    } else {
      write(" |")
    }
    waiting = []
    write("\n")
  }

  mutating func heading(_ number: String, _ words: String) {
    switch format {
    case .markdown:
      write("## ")
      write(number, as: .heading)
      write(" \(words)\n\n")
    case .latex: write("\\section{\(words)}\\label{sec:\(number)}\n\n")
    case .plain, .word: write("\(words)\n\n")
    }
  }

  // MARK: What is bound

  mutating func add(_ number: MadeNumber) { numbers.append(number) }
  mutating func add(claim: String) { claims.append(claim) }

  mutating func addParameter(_ text: String) -> String {
    if let known = parameters.first(where: { $0.text == text }) {
      return "parameters.\(known.name)"
    }
    parameters.append(("p\(parameters.count)", text))
    return "parameters.p\(parameters.count - 1)"
  }

  /// Says what the number is that was just written; a plain text cannot, it is quoted.
  mutating func bind(_ targets: [String], quote: String) {
    switch format {
    case .markdown: write("<!-- assay: \(targets.joined(separator: " ")) -->")
    case .latex: waiting += targets
    case .plain: add(claim: Self.claim(quote, binds: targets))
    case .word:
      // In a cell, and every other time, by a control around what was just written.
      let own = truths.suffix(targets.count)
      guard quote.isEmpty || below(2) == 0, let first = own.first, let last = own.last,
        first.line == last.line
      else { return add(claim: Self.claim(quote, binds: targets)) }
      controls.append((last.line, first.columns.lowerBound..<last.columns.upperBound, targets))
    }
  }

  static func claim(_ quote: String, binds targets: [String]) -> String {
    "{ quote: \"\(quote)\", binds: [\"\(targets.joined(separator: "\", \""))\"] }"
  }
}
