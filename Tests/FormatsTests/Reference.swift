// Files of real instruments, other people's; they are looked for outside of the project.
import Glibc
import Quantity
import Readers
import Readings
import Testing
import Text

/// The folder of the reference files: `ASSAY_REFERENCE_DATA`, or beside the project.
enum Reference {
  static let folder: String = {
    if let given = getenv("ASSAY_REFERENCE_DATA") { return String(cString: given) }
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/../shared/data/reference"
  }()

  static let isThere = access("\(folder)/xrd", R_OK) == 0
  static let absent: Comment = "no reference files in ASSAY_REFERENCE_DATA"

  static func content(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(folder)/\(name)", "r"), "\(name)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}

/// What is told of some bytes, or that nothing is.
func told(_ read: () throws -> [Block]) -> String {
  do {
    let blocks = try read()
    return "no fault: \(blocks.count) blocks"
  } catch {
    return "\(error)"
  }
}

/// The first line of what is told.
func head(_ read: () throws -> [Block]) -> String { String(told(read).prefix { $0 != "\n" }) }

/// Little-endian bytes.
func bytes(_ value: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
func bytes(_ value: Float) -> [UInt8] { bytes(value.bitPattern) }
func bytes(_ value: Double) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
}

extension Array<UInt8> {
  /// The bytes with others at an offset.
  func with(_ others: [UInt8], at offset: Int) -> [UInt8] {
    var changed = self
    changed.replaceSubrange(offset..<offset + others.count, with: others)
    return changed
  }
}

/// Whether an audit finds every value of some blocks again, by the dialects of their cells.
func areFoundAgain(_ blocks: [Block], in bytes: [UInt8]) -> Bool {
  var cells = blocks.flatMap { $0.statements.map(\.reading.cell) }
  for column in blocks.flatMap(\.columns) {
    switch column.source {
    case .readings(let reading): cells += (0..<column.count).map { reading($0).cell }
    case .steps(let one, let other), .between(let one, let other): cells += [one.cell, other.cell]
    }
  }
  let groups = Dictionary(grouping: cells) { $0.dialect ?? "" }
  return groups.allSatisfy { dialect, cells in
    let texts = try? PlacedTexts.texts(of: cells, in: bytes, file: "a", dialect)
    return texts?.elementsEqual(cells.map(\.text)) ?? false
  }
}
