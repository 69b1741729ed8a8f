/// JSON as text: on one line for programs, one fact a line for people and for diffs.
///
/// The same value always gives the same text.
private struct JSONWriter {
  var text = ""

  mutating func write(compact value: JSON) {
    switch value.kind {
    case .null: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): write(quoted: string)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        write(compact: value)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        write(key: member.key)
        write(compact: member.value)
      }
      text += "}"
    }
  }

  /// Writes a value that begins at a column, counted from 0; a comma may follow it.
  mutating func write(pretty value: JSON, indent: Int, column: Int, isRoot: Bool = false) {
    if !isRoot, let line = value.oneLine(limit: 99 - column) {
      text += line
      return
    }
    switch value.kind {
    case .array(let values) where !values.isEmpty:
      text += "["
      for (index, value) in values.enumerated() {
        breakLine(after: index > 0, indent: indent + 2)
        write(pretty: value, indent: indent + 2, column: indent + 2)
      }
      breakLine(after: false, indent: indent)
      text += "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        breakLine(after: index > 0, indent: indent + 2)
        write(key: member.key)
        write(
          pretty: member.value, indent: indent + 2,
          column: indent + 6 + member.key.unicodeScalars.count)
      }
      breakLine(after: false, indent: indent)
      text += "}"
    default:
      write(compact: value)
    }
  }

  private mutating func breakLine(after comma: Bool, indent: Int) {
    text += comma ? ",\n" : "\n"
    text += String(repeating: " ", count: indent)
  }

  private mutating func write(key: String) {
    write(quoted: key)
    text += ": "
  }

  private mutating func write(quoted string: String) {
    text += "\""
    if string.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for scalar in string.unicodeScalars { write(escaped: scalar) }
    } else {
      text += string
    }
    text += "\""
  }

  private mutating func write(escaped scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}

extension JSON {
  /// The value on one line, with a space after every colon and comma.
  public var compact: String {
    var writer = JSONWriter()
    writer.write(compact: self)
    return writer.text
  }

  /// The value over several lines, indented by two spaces, with a final newline.
  ///
  /// A list or an object stays on one line when it fits within 100 columns and holds at most one
  /// other, flat one; the outermost is always opened.
  public var pretty: String {
    var writer = JSONWriter()
    writer.write(pretty: self, indent: 0, column: 0, isRoot: true)
    return writer.text + "\n"
  }

  /// The compact text of a shallow value that is not longer than a number of columns.
  fileprivate func oneLine(limit: Int) -> String? {
    guard lengthIsWithin(limit), isShallow else { return nil }
    let text = compact
    return text.unicodeScalars.count <= limit ? text : nil
  }

  /// Whether the value holds at most one other filled container, and that one none.
  private var isShallow: Bool {
    let inner = elements.filter { !$0.elements.isEmpty }
    return inner.isEmpty
      || inner.count == 1 && inner[0].elements.allSatisfy { $0.elements.isEmpty }
  }

  private var elements: [JSON] {
    switch kind {
    case .array(let values): values
    case .object(let members): members.map(\.value)
    default: []
    }
  }

  /// A cheap lower bound, so that a large value is not spelled out only to be found too long.
  private func lengthIsWithin(_ limit: Int) -> Bool {
    switch kind {
    case .array(let values): values.count * 3 <= limit
    case .object(let members): members.count * 6 <= limit
    case .string(let text): text.utf8.count <= limit * 4
    default: true
    }
  }
}
