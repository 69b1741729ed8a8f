import Testing
import Text

@testable import YAML

/// A tree in one line: `{key: value}`, `[items]`, plain scalars bare, others quoted.
private func shown(_ node: Node) -> String {
  switch node.content {
  case .scalar(let text, isPlain: true): text
  case .scalar(let text, isPlain: false): text.debugDescription
  case .sequence(let items): "[" + items.map(shown).joined(separator: ", ") + "]"
  case .mapping(let entries):
    "{" + entries.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
  }
}

private func read(_ text: String) throws -> Document {
  try Document(Array(text.utf8), file: "p.yaml")
}

/// Every scalar of a tree with its place: `text@line:column+width`.
private func places(_ node: Node) -> [String] {
  func place(_ mark: Mark) -> String { "@\(mark.line):\(mark.column)+\(mark.width)" }
  switch node.content {
  case .scalar(let text, _): return [text + place(node.mark)]
  case .sequence(let items): return ["[]" + place(node.mark)] + items.flatMap(places)
  case .mapping(let entries):
    return ["{}" + place(node.mark)]
      + entries.flatMap { [$0.key + place($0.mark)] + places($0.value) }
  }
}

@Test func `maps, lists and scalars of every style are read`() throws {
  let text = """
    a: plain text # a comment
    'b': "double\\tquoted"
    c: [x, 'y', {z: 1}]
    d: |
      two
      lines
    e:
    - one
    -
    """
  #expect(
    try shown(read(text).root)
      == #"{a: plain text, b: "double\tquoted", c: [x, "y", {z: 1}], "#
      + #"d: "two\nlines\n", e: [one, ]}"#)
}

@Test func `every node knows its line, its column in scalars and its width`() throws {
  let text = "‰é: \"a b\"\nlist: [x, {y: zz}]\nmap:\n  k:\n  - |\n    v\n"
  #expect(
    try places(read(text).root) == [
      "{}@1:1+1", "‰é@1:1+2", "a b@1:5+5",
      "list@2:1+4", "[]@2:7+12", "x@2:8+1", "{}@2:11+7", "y@2:12+1", "zz@2:15+2",
      "map@3:1+3", "{}@4:3+1", "k@4:3+1", "[]@5:3+1", "v\n@5:5+1",
    ])
}

@Test func `carriage returns and a byte-order mark move no place`() throws {
  #expect(
    try places(read("\u{FEFF}a: 1\r\nb: 2\r\n").root) == [
      "{}@1:1+1", "a@1:1+1", "1@1:4+1", "b@2:1+1", "2@2:4+1",
    ])
}

@Test func `an alias repeats the value and stands where its anchor does`() throws {
  let document = try read("a: &x [1, 2]\nb: *x\n")
  #expect(shown(document.root) == "{a: [1, 2], b: [1, 2]}")
  #expect(places(document.root).last == "2@1:11+1")
}

@Test func `a quoted merge key is an ordinary key`() throws {
  #expect(try shown(read("'<<': 1").root) == "{<<: 1}")
}

@Test func `a part of a scalar is found in every style that shows it unchanged`() throws {
  func part(_ text: String, _ range: Range<Int>) throws -> String {
    let document = try read(text)
    guard case .mapping(let entries) = document.root.content else { return "no map" }
    let mark = entries[0].value.mark(of: range, in: document.text)
    return "\(mark.line):\(mark.column)+\(mark.width)"
  }
  #expect(try part("run: cp é {x}", 5..<8) == "1:11+3")
  #expect(try part("run: \"cp {x}\"", 3..<6) == "1:10+3")
  #expect(try part("run: |\n    cp\n      {x} b\n", 5..<8) == "3:7+3")
  #expect(try part("run: \"\\t{x}\"", 1..<4) == "1:6+7", "escapes: the whole scalar")
  #expect(try part("run: >\n  cp\n  {x}\n", 3..<6) == "1:6+1", "folded: the whole scalar")
  #expect(try part("run: cp", 0..<9) == "1:6+2", "a range beyond the text: the whole scalar")
}

/// A small generator with a fixed seed, so that a failure can be repeated.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Test func `no bytes whatever make the reader trap`() {
  let seed = """
    assay: 1
    sources: [{ files: a/**, origin: published }]
    parameters: &p {fit: {window: [1, 2.5e3, "x\\u00e9"]}}
    stages:
      one: &s
        run: |
          cat {inputs.x} > 'out'
        inputs: {x: [a.csv, "b c"]}
      two: *s
      # é ‰
    ...
    """
  let original = Array(seed.utf8)
  let spice = Array("&*!|>'\"%@`{}[],:?-#\t\n\r \0\u{FEFF}".utf8) + [0xFF, 0xC0, 0xED, 0xA0, 0x80]
  var random = Seeded(state: 20_240_229)
  var read = 0
  for _ in 0..<4000 {
    var bytes = original
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = spice.randomElement(using: &random) ?? 0
      case 1: bytes.insert(spice.randomElement(using: &random) ?? 0, at: at)
      case 2: bytes.remove(at: at)
      default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
      }
      if bytes.isEmpty { break }
    }
    do {
      read += shown(try Document(bytes, file: "p.yaml").root).isEmpty ? 0 : 1
    } catch {
      #expect(!error.description.isEmpty)
    }
  }
  #expect(read > 100 && read < 3900, "the mutations shall neither all pass nor all fail")
}
