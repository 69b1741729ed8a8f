// Names: what a stage, a parameter, a variable and a brace may be called.

import YAML

extension Pipeline.Name {
  /// Refuses a name that does not have the form its kind of name must have.
  ///
  /// - stages: `[A-Za-z][A-Za-z0-9_-]*`
  /// - variables: `[A-Za-z_][A-Za-z0-9_]*`
  /// - names of inputs, outputs and parameters, which stand in braces, and of pools: `[A-Za-z0-9_-]+`
  func check(_ name: String, at mark: Mark) throws(Pipeline.Fault) {
    guard holds(Array(name.utf8)) else {
      throw Pipeline.Fault(.nameInvalid(name, of: self), at: mark)
    }
  }

  /// Names of stages become names of files: with what is added they must stay below 255 bytes.
  private static let longest = 200

  /// Refuses a name of a stage or of an instance under which its record could not be written.
  static func checkFile(_ name: String, at mark: Mark) throws(Pipeline.Fault) {
    if name.utf8.count > longest {
      throw Pipeline.Fault(.nameTooLong(name, longest: longest), at: mark)
    }
    if name.lowercased().hasSuffix(".numbers") {
      throw Pipeline.Fault(.nameReserved(name), at: mark)
    }
  }

  private func holds(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    return switch self {
    case .field, .parameter, .pool: bytes.allSatisfy { Self.isWord($0) || $0 == UInt8(ascii: "-") }
    case .stage:
      Self.isLetter(first) && bytes.allSatisfy { Self.isWord($0) || $0 == UInt8(ascii: "-") }
    case .variable:
      (Self.isLetter(first) || first == UInt8(ascii: "_")) && bytes.allSatisfy(Self.isWord)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
  }
}
