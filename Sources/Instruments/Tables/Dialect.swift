/// How a table of text is split into cells.
public struct Dialect: Hashable, Sendable {
  /// What stands between two cells of a line.
  public enum Delimiter: String, Hashable, Sendable, CaseIterable {
    /// A comma.
    case comma
    /// A semicolon, usual where the comma is the decimal sign.
    case semicolon
    /// A tab.
    case tab

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 0x09
      }
    }
  }

  /// The delimiter; `nil` to find it from the first line.
  public let delimiter: Delimiter?
  /// Whether lines that begin with `#` are comments.
  public let hasComments: Bool

  /// A dialect; without arguments the one found from the file itself, without comments.
  public init(delimiter: Delimiter? = nil, hasComments: Bool = false) {
    self.delimiter = delimiter
    self.hasComments = hasComments
  }

  /// The dialect by the name a cell was written down with; `nil` stands for the default.
  package init?(named name: String?) {
    guard let name else {
      self.init()
      return
    }
    let words = name.split(separator: ", ")
    let delimiter = words.first.flatMap { Delimiter(rawValue: String($0)) }
    self.init(delimiter: delimiter, hasComments: words.last == "comments")
    guard self.name == name else { return nil }
  }

  /// The name that goes with a cell: `semicolon`, `comments`, `tab, comments`; `nil` for the
  /// default.
  var name: String? {
    let words = [delimiter?.rawValue, hasComments ? "comments" : nil].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
