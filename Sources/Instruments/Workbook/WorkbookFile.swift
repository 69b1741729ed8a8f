public import Readings
public import Text
internal import Archive
internal import Quantity
internal import XML

/// An Excel workbook (Office Open XML, ECMA-376): its sheets as grids of cells.
///
/// A formula has the value that was calculated last; what it could not be, such as `#DIV/0!`, is the
/// text of its cell and no number. A date is a count of days in the file: it stands here as
/// `serial date 45131.5`, which is no number either.
public enum WorkbookFile {
  /// Reads all sheets of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each sheet; columns A, B, … and as many rows as are used.
  /// - Throws: A diagnostic that names the file and the sheet or cell of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let archive = try Archive(bytes, file: file)
    let book = try root("xl/workbook.xml", archive)
    let targets = try targets(archive)
    let strings = try SharedStrings(archive)
    let dates = try DateStyles(archive)
    var blocks: [Block] = []
    for sheet in book.all("sheets").flatMap({ $0.all("sheet") }) {
      guard let name = sheet.attributes["name"], let id = sheet.attributes["r:id"],
        let target = targets[id]
      else { throw Diagnostic("\(Escaped(file)): a sheet of the workbook has no content") }
      let reader = SheetReader(file: file, name: name, strings: strings, dates: dates)
      blocks.append(try reader.block(root(target, archive)))
    }
    guard !blocks.isEmpty else { throw Diagnostic("\(Escaped(file)): the workbook has no sheet") }
    return blocks
  }

  /// The members that ids stand for.
  private static func targets(_ archive: Archive) throws(Diagnostic) -> [String: String] {
    var targets: [String: String] = [:]
    for relation in try root("xl/_rels/workbook.xml.rels", archive).all("Relationship") {
      guard let id = relation.attributes["Id"], let target = relation.attributes["Target"] else {
        continue
      }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
    }
    return targets
  }

  static func root(_ name: String, _ archive: Archive) throws(Diagnostic) -> Element {
    try Document(archive.content(of: name), file: "\(archive.file)/\(name)").root
  }
}

/// The texts that cells refer to by their number.
struct SharedStrings {
  private let texts: [String]

  init(_ archive: Archive) throws(Diagnostic) {
    let member = "xl/sharedStrings.xml"
    guard archive.names.contains(member) else {
      texts = []
      return
    }
    texts = try WorkbookFile.root(member, archive).all("si").map(Self.text)
  }

  /// The text with a number counted from 0.
  func text(_ number: String) -> String? {
    Int(number).flatMap { texts.indices.contains($0) ? texts[$0] : nil }
  }

  /// The text of an item: in one piece, or in runs of different letters; readings aloud left out.
  static func text(_ item: Element) -> String {
    item.children.map { child in
      switch child.name {
      case "t": child.text
      case "r": child.all("t").map(\.text).joined()
      default: ""
      }
    }.joined()
  }
}

/// Which of the styles of cells show a number as a date or a time.
struct DateStyles {
  private let isDate: [Bool]

  init(_ archive: Archive) throws(Diagnostic) {
    let member = "xl/styles.xml"
    guard archive.names.contains(member) else {
      isDate = []
      return
    }
    let styles = try WorkbookFile.root(member, archive)
    var dates = Set((14...22).map { "\($0)" } + (45...47).map { "\($0)" })
    for format in styles.all("numFmts").flatMap({ $0.all("numFmt") }) {
      guard let id = format.attributes["numFmtId"], let code = format.attributes["formatCode"]
      else { continue }
      if Self.showsDate(code) { dates.insert(id) } else { dates.remove(id) }
    }
    isDate = styles.all("cellXfs").flatMap { $0.all("xf") }
      .map { dates.contains($0.attributes["numFmtId"] ?? "") }
  }

  /// Whether the style with a number counted from 0 shows dates.
  func isDate(_ style: String?) -> Bool {
    style.flatMap { Int($0) }.map { isDate.indices.contains($0) && isDate[$0] } ?? false
  }

  /// Whether a number format has letters of days, months, years or hours outside of quotes and
  /// brackets.
  private static func showsDate(_ code: String) -> Bool {
    var depth = 0
    var isQuoted = false
    for character in code.lowercased() {
      switch character {
      case "\"": isQuoted.toggle()
      case "[": depth += 1
      case "]": depth -= 1
      case "d", "m", "y", "h": if !isQuoted, depth == 0 { return true }
      default: break
      }
    }
    return false
  }
}
