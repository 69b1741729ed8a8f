import XML

/// Changes to the XML of a Word document's main part, gathered and then made at once; all bytes that
/// are not changed stay as they are.
struct WordEdits {
  private struct Change {
    let range: Range<Int>
    let xml: String
  }

  private let part: WordParts.Part
  private let anchors: [WordText.Anchor]
  private var changes: [Change] = []
  /// The texts that say by now that blanks at their ends count.
  private var spaced: Set<Int> = []

  init(_ part: WordParts.Part, _ anchors: [WordText.Anchor]) {
    self.part = part
    self.anchors = anchors
  }

  /// The part with all changes.
  var edited: [UInt8] {
    var edited: [UInt8] = []
    var end = 0
    // Changes at one place stay in the order in which they came.
    let order = changes.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, change) in order {
      edited += part.bytes[end..<max(end, change.range.lowerBound)]
      edited += Array(change.xml.utf8)
      end = max(end, change.range.upperBound)
    }
    return edited + part.bytes[end...]
  }

  private mutating func insert(_ xml: String, at offset: Int) {
    changes.append(Change(range: offset..<offset, xml: xml))
  }
}

// MARK: - Elements

extension WordEdits {
  /// The prefix of Word's own names in the part, with its colon.
  private var prefix: String { part.root.prefix(in: part.bytes) }

  private func opened(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String {
    // Attributes must have a prefix also where elements have none.
    let own = prefix.isEmpty ? " xmlns:w=\"\(part.root.namespace)\"" : ""
    let mark = prefix.isEmpty ? "w:" : prefix
    return "<\(prefix)\(name)\(attributes.isEmpty ? "" : own)"
      + attributes.map { " \(mark)\($0.key)=\"\(XMLText.escaped($0.value))\"" }.joined()
  }

  /// An element without content.
  func tag(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String {
    opened(name, attributes) + "/>"
  }

  /// An element that holds others.
  func element(_ name: String, _ content: String) -> String {
    "<\(prefix)\(name)>\(content)</\(prefix)\(name)>"
  }
}

// MARK: - Beside runs

extension WordEdits {
  /// Puts marks around what stands between two places of the text, and cuts runs where needed.
  mutating func enclose(
    _ first: WordText.Source, _ last: WordText.Source, _ start: String, _ end: String
  ) {
    guard let begin = first.anchor, let finish = last.anchor else { return }
    if let index = first.index, let cut = cut(anchors[begin], before: index) {
      insert(between(anchors[begin], start), at: cut)
    } else {
      insert(start, at: anchors[begin].element.start)
    }
    if let index = last.index, let cut = cut(anchors[finish], before: index + 1) {
      insert(between(anchors[finish], end), at: cut)
    } else {
      insert(end, at: anchors[finish].element.end(in: part.bytes))
    }
  }

  /// Puts a text in place of some characters, as its letters look there and in a content control.
  ///
  /// - Returns: `false` when they are no text of runs.
  mutating func replace(_ sources: [WordText.Source], by words: String, tag: String) -> Bool {
    var ranges: [Range<Int>] = []
    for source in sources {
      guard let anchor = source.anchor, let index = source.index,
        let text = anchors[anchor].text, let offsets = text.offsets(in: part.bytes),
        keepBlanks(of: text)
      else { return false }
      ranges.append(offsets[index]..<offsets[index + 1])
    }
    guard let first = sources.first?.anchor, let start = ranges.first?.lowerBound else {
      return false
    }
    let anchor = anchors[first]
    let run = element("r", properties(of: anchor) + self.text(words))
    let control =
      element("sdtPr", self.tag("tag", ["val": tag])) + element("sdtContent", run)
    insert(between(anchor, element("sdt", control)), at: start)
    for range in ranges { changes.append(Change(range: range, xml: "")) }
    return true
  }

  private func text(_ words: String) -> String {
    "<\(prefix)t xml:space=\"preserve\">\(XMLText.escaped(words))</\(prefix)t>"
  }

  private func properties(of anchor: WordText.Anchor) -> String {
    guard let properties = anchor.properties else { return "" }
    let range = properties.start..<properties.end(in: part.bytes)
    return String(decoding: part.bytes[range], as: UTF8.self)
  }

  /// What ends a run in the middle of its text, then something between runs, then the run again.
  private func between(_ anchor: WordText.Anchor, _ xml: String) -> String {
    "</\(prefix)t></\(prefix)r>\(xml)<\(prefix)r>\(properties(of: anchor))"
      + "<\(prefix)t xml:space=\"preserve\">"
  }

  /// Where a run is cut before a character of its text; `nil` where it need not be or cannot.
  private mutating func cut(_ anchor: WordText.Anchor, before index: Int) -> Int? {
    guard let text = anchor.text, let offsets = text.offsets(in: part.bytes) else { return nil }
    let isAtEnd = index == 0 && anchor.isFirst || index == offsets.count - 1 && anchor.isLast
    guard !isAtEnd, keepBlanks(of: text) else { return nil }
    return offsets[index]
  }

  /// Lets the blanks at the ends of a text count, as they do when it is cut; `false` where that would
  /// bring back some that are not seen.
  private mutating func keepBlanks(of text: Element) -> Bool {
    if text.keepsBlanks { return true }
    let scalars = Array(text.text.unicodeScalars)
    guard scalars.trimmed(scalars.indices) == scalars.indices else { return false }
    if spaced.insert(text.start).inserted {
      insert(" xml:space=\"preserve\"", at: text.content.lowerBound - 1)
    }
    return true
  }
}

// MARK: - XML

extension Element {
  /// Where the element ends: behind its end tag, or behind the tag that is all of it.
  func end(in bytes: [UInt8]) -> Int {
    guard bytes[content.upperBound...].starts(with: Array("</".utf8)) else {
      return content.upperBound
    }
    // An element without content ends with its own tag, and what follows may be an end tag of another.
    if content.isEmpty, bytes[content.lowerBound - 2] == UInt8(ascii: "/") {
      return content.lowerBound
    }
    let close = bytes[content.upperBound...].firstIndex(of: UInt8(ascii: ">"))
    return (close ?? bytes.count - 1) + 1
  }

  /// The prefix of the name, with its colon.
  func prefix(in bytes: [UInt8]) -> String {
    let name = bytes[(start + 1)...].prefix { byte in
      byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/") && byte > 0x20
    }
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    return String(decoding: name[...colon], as: UTF8.self)
  }

  /// Where each scalar of the text stands in the file, and behind them where they end; `nil` when
  /// they are not written one by one.
  func offsets(in bytes: [UInt8]) -> [Int]? {
    var offsets: [Int] = []
    var index = content.lowerBound
    while index < content.upperBound {
      offsets.append(index)
      switch bytes[index] {
      case UInt8(ascii: "<"), 0x0D: return nil
      case UInt8(ascii: "&"):
        let end = bytes[index..<content.upperBound].firstIndex(of: UInt8(ascii: ";"))
        guard let end else { return nil }
        index = end + 1
      default:
        index += 1
        while index < content.upperBound, bytes[index] & 0xC0 == 0x80 { index += 1 }
      }
    }
    offsets.append(index)
    return offsets.count == text.unicodeScalars.count + 1 ? offsets : nil
  }
}

/// Text as it stands in XML.
enum XMLText {
  /// The text with the signs of markup taken for what they are; what XML cannot hold is left out.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": escaped.append(" ")
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
