package import Quantity
package import Text

/// The values of a binary file, little-endian: the dialects `bytes, float32` and its like.
///
/// A cell's line is 1 and its column the offset of its first byte, counted from 1; its text is the
/// value in decimal, exact to the last bit.
package struct Bytes: Sendable {
  /// How a value is encoded.
  package enum Kind: Hashable, Sendable {
    /// An IEEE 754 number of 4 bytes.
    case float32
    /// An IEEE 754 number of 8 bytes.
    case float64
    /// A whole number of 4 bytes without a sign.
    case uint32
    /// Letters of ISO 8859-1, to the first NUL.
    case text(Int)

    package init?(dialect: String) {
      switch dialect {
      case "bytes, float32": self = .float32
      case "bytes, float64": self = .float64
      case "bytes, uint32": self = .uint32
      default:
        guard dialect.hasPrefix("bytes, text"), let width = Int(dialect.dropFirst(11)), width > 0
        else { return nil }
        self = .text(width)
      }
    }

    package var dialect: String {
      switch self {
      case .float32: "bytes, float32"
      case .float64: "bytes, float64"
      case .uint32: "bytes, uint32"
      case .text(let width): "bytes, text\(width)"
      }
    }

    /// How many bytes it has.
    package var width: Int {
      switch self {
      case .float32, .uint32: 4
      case .float64: 8
      case .text(let width): width
      }
    }
  }

  /// The path as the program was given it.
  package let file: String
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// How many bytes there are.
  package var count: Int { bytes.count }

  /// The value at an offset counted from 0.
  ///
  /// - Throws: A diagnostic when the file ends before it.
  package func reading(
    _ kind: Kind, at offset: Int, _ name: String
  ) throws(Diagnostic) -> Reading {
    guard let text = text(kind, at: offset) else { throw ends(before: name) }
    return made(kind, at: offset, text)
  }

  /// Values at equal distances, the last of which must lie within the file.
  package func column(
    _ name: String, unit: String, _ kind: Kind, at offset: Int, every stride: Int, count: Int
  ) throws(Diagnostic) -> Column {
    guard stride >= kind.width, offset >= 0, count <= bytes.count / stride + 1,
      offset <= bytes.count, offset + (count - 1) * stride + kind.width <= bytes.count
    else { throw ends(before: "last of \(count) \(name)") }
    return Column(
      name, unit: unit, count: count,
      .readings { row in
        let place = offset + row * stride
        return made(kind, at: place, text(kind, at: place) ?? "")
      })
  }

  /// A diagnostic at an offset.
  package func diagnostic(_ message: String, at offset: Int, hint: String? = nil) -> Diagnostic {
    Diagnostic("\(Escaped(file)): byte \(offset): \(message)", hint: hint)
  }

  /// The texts of cells of one file, found by the same rules by which readers read them.
  package static func texts(of cells: [Cell], in bytes: [UInt8], _ kind: Kind) -> [String?] {
    let bytes = Bytes(bytes, file: "")
    return cells.map { $0.line == 1 ? bytes.text(kind, at: $0.column - 1) : nil }
  }

  private func made(_ kind: Kind, at offset: Int, _ text: String) -> Reading {
    Reading(
      Cell(path: file, line: 1, column: offset + 1, text: text, dialect: kind.dialect))
  }

  private func ends(before name: String) -> Diagnostic {
    diagnostic(
      "the file ends here, before its \(name)", at: bytes.count,
      hint: "was it cut off when it was copied?")
  }

  private func text(_ kind: Kind, at offset: Int) -> String? {
    guard offset >= 0, offset <= bytes.count, kind.width <= bytes.count - offset else {
      return nil
    }
    switch kind {
    case .float32: return "\(Double(Float(bitPattern: UInt32(number(offset, 4)))))"
    case .float64: return "\(Double(bitPattern: number(offset, 8)))"
    case .uint32: return "\(number(offset, 4))"
    case .text(let width):
      var scalars = String.UnicodeScalarView()
      scalars.append(
        contentsOf: bytes[offset..<offset + width].prefix { $0 != 0 }.map { Unicode.Scalar($0) })
      return String(scalars)
    }
  }

  private func number(_ offset: Int, _ width: Int) -> UInt64 {
    (0..<width).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
  }
}
