import Analysis

/// The tables of a figure: what its script calls them, and their content to lie beside the picture.
struct Tables {
  /// The name the script knows, and the path.
  let named: [(name: String, path: String)]
  /// The same tables as results.
  let files: [ResultFile]

  /// Reads `NAME=FILE`, each name once.
  init(_ values: [String]) throws {
    var named: [(name: String, path: String)] = []
    for value in values {
      let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw StageFault.malformedPair("table", value) }
      guard Self.isName(parts[0]) else { throw FigureFault.notAName(parts[0]) }
      guard !parts[1].utf8.contains(where: { $0 == 0x27 || $0 == 0x0A }) else {
        throw FigureFault.notAPath(parts[1])
      }
      guard !named.contains(where: { $0.name == parts[0] }) else {
        throw StageFault.duplicatePair("table", parts[0])
      }
      named.append((parts[0], parts[1]))
    }
    self.named = named
    files = try named.map { name, path in
      ResultFile("\(name).csv", bytes: try StageProgram.content(of: path))
    }
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.allSatisfy { $0 == 0x5F || (0x30...0x39).contains($0) || isLetter($0) }
      && bytes.first.map(isLetter) == true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Width and height in centimetres, written as `8.5x6`.
  static func size(_ text: String) throws(FigureFault) -> (width: Double, height: Double) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0,
      width <= 100, height <= 100
    else { throw .notASize(text) }
    return (width, height)
  }
}
