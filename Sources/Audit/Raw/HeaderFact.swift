import Lines
import Quantity
import Readers
import Readings
import Text
import XML

/// What the head of a data file says of how it came to be, in its own words.
package struct HeaderFact: Hashable, Sendable {
  /// What is said.
  package enum Kind: String, CaseIterable, Sendable {
    case sample, instrument, `operator`, time
  }

  /// What it is about.
  package let kind: Kind
  /// The words of the file.
  package let text: String
}

/// Looks for them: under the names that instruments use, wherever a format states something.
struct HeaderFacts {
  private(set) var facts: [HeaderFact] = []

  /// Only the beginning of a text is its head.
  private static let head = 80

  init(_ bytes: [UInt8], path: String) {
    if let tags = TIFFTags(bytes) {
      for (name, text) in tags.texts { note(name, text) }
      return
    }
    let file = try? InstrumentFile(bytes, file: path)
    let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
    if bytes.starts(with: "VAMAS".utf8) {
      readVAMAS(Lines(bytes, file: path).texts, file)
    } else if first == UInt8(ascii: "<") {
      if let document = try? XML.Document(bytes, file: path) { read(document.root) }
    } else {
      readText(bytes, path, isKnown: file != nil)
    }
    for block in file?.blocks.prefix(1) ?? [] { read(block) }
    facts.sort { one, other in
      let order = HeaderFact.Kind.allCases
      return order.firstIndex(of: one.kind) ?? 0 < order.firstIndex(of: other.kind) ?? 0
    }
  }

  /// The names under which instruments state things, in small letters.
  private static let names: [String: HeaderFact.Kind] = {
    let names: [(HeaderFact.Kind, [String])] = [
      (
        .sample,
        [
          "sample", "sample name", "samplename", "sample id", "sampleid", "sample identification",
          "specimen", "file_sample", "sample_name",
        ]
      ),
      (
        .instrument,
        [
          "instrument", "instrument name", "instrument model", "instrument type", "instrument id",
          "instrumentid", "device", "diffractometer", "spectrometer", "balance", "make", "model",
          "instrument_name", "*hw_i_instrument",
        ]
      ),
      (
        .operator,
        [
          "operator", "operator name", "user", "user name", "analyst", "measured by", "artist",
          "file_operator", "performed by",
        ]
      ),
      (
        .time,
        [
          "date", "date/time", "datetime", "date measured", "datemeasured", "date of test",
          "test date", "start date", "start time", "starttime", "starttimestamp", "measured on",
          "time of measurement", "acquisition started on", "acquired", "date taken", "timestamp",
          "meas_scan_start_time",
        ]
      ),
    ]
    return Dictionary(
      uniqueKeysWithValues: names.flatMap { kind, names in names.map { ($0, kind) } })
  }()

  private mutating func note(_ name: String, _ text: String) {
    let name = name.lowercased().withoutOuterSpaces
    guard let kind = Self.names[name] else { return }
    note(kind, text)
  }

  private mutating func note(_ kind: HeaderFact.Kind, _ text: String) {
    let text = Grid.plain(text)
    let isSaid =
      !text.isEmpty && !["not specified", "unknown", "n/a", "-"].contains(text.lowercased())
    guard isSaid, kind != .time || text.contains(where: \.isNumber),
      !facts.contains(where: { $0.kind == kind })
    else { return }
    facts.append(HeaderFact(kind: kind, text: text))
  }

  /// Statements by a colon, an equals sign or a tab; by a comma only in comments, as tables have.
  private mutating func readText(_ bytes: [UInt8], _ path: String, isKnown: Bool) {
    guard !bytes.prefix(1 << 12).contains(0) else { return }
    for line in Lines(bytes, file: path).texts.prefix(Self.head) {
      let isComment = line.first.map { "#;!*".contains($0) } ?? false
      let text = line.drop { "#;!*_' ".contains($0) }
      let signs = isComment ? ":=\t," : isKnown ? ":=\t" : ":="
      guard let end = text.firstIndex(where: { signs.contains($0) }) else { continue }
      note(String(text[..<end]), String(text[text.index(after: end)...]).replacing("\t", with: " "))
    }
  }

  /// The fixed lines of ISO 14976: institution, instrument, operator; in each block sample and date.
  private mutating func readVAMAS(_ lines: [String], _ file: InstrumentFile?) {
    guard lines.count > 4 else { return }
    note(.instrument, lines[2])
    note(.operator, lines[3])
    guard let line = file?.blocks.first?.statement("sample")?.cell.line, line + 6 <= lines.count
    else { return }
    let parts = lines[line..<line + 6].compactMap { Int($0.withoutOuterSpaces) }
    guard parts.count == 6, parts.allSatisfy({ $0 >= 0 }) else { return }
    let texts = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
    note(
      .time,
      "\(texts[0])-\(texts[1])-\(texts[2]) \(texts[3]):\(texts[4]):\(texts[5])")
  }

  private mutating func read(_ root: Element) {
    var pending = [(element: root, parent: "")]
    while let (element, parent) = pending.popLast() {
      let isName = ["name", "id"].contains(element.name)
      if element.children.isEmpty {
        note(isName ? (parent == "author" ? "operator" : parent) : element.name, element.text)
      }
      pending += element.children.reversed().map { ($0, element.name) }
    }
  }

  /// What a reader states, and a column of times.
  private mutating func read(_ block: Readings.Block) {
    for statement in block.statements { note(statement.name, statement.reading.text) }
    for column in block.columns where block.count > 0 {
      guard Self.names[column.name.lowercased()] == .time, let text = column.reading(0)?.text
      else { continue }
      let clock = block.column("Time")?.reading(0)?.text ?? ""
      note(.time, clock.contains(":") ? "\(text) \(clock)" : text)
    }
  }
}
