/// A cell of a raw file: where it stands, and the text that stood there.
public struct Cell: Hashable, Sendable {
  /// The path as the stage was given it.
  public let path: String
  /// The line the cell begins on, counted from 1.
  public let line: Int
  /// The number of the field in its line, counted from 1.
  public let column: Int
  /// The text of the cell, quotes resolved.
  public let text: String
  /// How the file was told to be split, when that was not found from the file itself.
  public let dialect: String?

  /// Makes a cell from its parts.
  public init(path: String, line: Int, column: Int, text: String, dialect: String? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.text = text
    self.dialect = dialect
  }

  /// The address as spreadsheets write it: `B7` is the second field of line 7.
  ///
  /// A value of a binary file stands at `bytes 712-715`, counted from 0 as hex dumps do; one of a
  /// sheet at `SHEET!B7`, one of a member of an archive at `MEMBER!B7`, a pixel in the third row of
  /// an image at `R3C5`.
  public var address: String {
    let plain = Self.letters(ofColumn: column) + "\(line)"
    guard let dialect else { return plain }
    if dialect == "pixels" { return "R\(line)C\(column)" }
    if let sheet = dialect.suffix(behind: "sheet ") { return "\(sheet)!\(plain)" }
    if let rest = dialect.suffix(behind: "in "), let end = rest.lastIndex(of: ":") {
      return "\(rest[..<end])!\(plain)"
    }
    guard let kind = dialect.suffix(behind: "bytes, ") else { return plain }
    let digits = kind.reversed().prefix { $0.isWholeNumber }.reversed()
    let width = (Int(String(digits)) ?? 8) / (kind.hasPrefix("text") ? 1 : 8)
    return "bytes \(column - 1)-\(column - 2 + width)"
  }

  /// The project-wide name of the cell: `PATH#B7`.
  public var name: String { "\(path)#\(address)" }

  /// The number a text says, spaces around it left out; `nil` when it is not a decimal number.
  package static func number(in text: String) -> Double? {
    Decimal(text.withoutOuterSpaces)?.double
  }

  /// The letters of a column counted from 1: A … Z, AA … ZZ, AAA ….
  public static func letters(ofColumn column: Int) -> String {
    var letters: [Character] = []
    var rest = column
    while rest > 0 {
      let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      letters.append(Character(letter))
      rest = (rest - 1) / 26
    }
    return String(letters.reversed())
  }
}

extension String {
  /// What follows a beginning; `nil` where the text begins otherwise.
  fileprivate func suffix(behind start: String) -> Substring? {
    hasPrefix(start) ? dropFirst(start.count) : nil
  }
}
