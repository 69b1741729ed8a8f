// What is remembered of a text is what looking for it again would find, and no text is read forever.
import Testing

@testable import Prose

/// The search that each answer must be the same as: every time from the start.
private struct Plain {
  let scalars: [Unicode.Scalar]

  func word(_ word: String, from start: Int) -> Int? {
    (min(start, scalars.count)..<scalars.count).first {
      scalars[$0...].starts(with: word.unicodeScalars)
    }
  }

  func dollar(isDouble: Bool, from start: Int) -> Int? {
    (min(start, scalars.count)..<scalars.count).first { end in
      guard scalars[end] == "$", end > 0, scalars[end - 1] != "\\" else { return false }
      let isDigitBehind = end + 1 < scalars.count && ("0"..."9").contains(scalars[end + 1])
      return isDouble || !scalars[end - 1].properties.isWhitespace && !isDigitBehind
    }
  }

  func closing(_ start: Int, _ close: Unicode.Scalar) -> Int? {
    var depth = 0
    var index = start
    while index < scalars.count {
      if scalars[index] == "\\" {
        index += 1
      } else if scalars[index] == scalars[start] {
        depth += 1
      } else if scalars[index] == close {
        depth -= 1
        if depth == 0 { return index }
      }
      index += 1
    }
    return nil
  }

  func backticks(_ count: Int, behind index: Int) -> Int? {
    var end = index + 1
    while end < scalars.count {
      let run = scalars[end...].prefix { $0 == "`" }.count
      if run == count { return end }
      end += max(run, 1)
    }
    return nil
  }

  /// The brackets that a reader can come to: those that no backslash takes away.
  var brackets: [Int] {
    var found: [Int] = []
    var index = 0
    while index < scalars.count {
      if "([{".unicodeScalars.contains(scalars[index]) { found.append(index) }
      index += scalars[index] == "\\" ? 2 : 1
    }
    return found
  }
}

@Test func `what stands further on is found as by looking each time`() {
  var random = Seeded(state: 11)
  let pieces = Array("()[]{}``\\$$<>a 1-\n".unicodeScalars)
  let words = [">", "-->", "}}", "{", " ", "@", "://"]
  for _ in 0..<2000 {
    let count = Int.random(in: 0...60, using: &random)
    let scalars = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }
    let plain = Plain(scalars: scalars)
    var ahead = Lookahead(scalars)
    let text = String(String.UnicodeScalarView(scalars))
    let brackets = Set(plain.brackets)
    for index in scalars.indices {
      for word in words where Bool.random(using: &random) {
        #expect(ahead.next(.word(word), from: index) == plain.word(word, from: index), "\(text)")
      }
      let isDouble = Bool.random(using: &random)
      #expect(
        ahead.next(.dollar(isDouble: isDouble), from: index)
          == plain.dollar(isDouble: isDouble, from: index), "\(text)")
      let closers: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]
      if let close = closers[scalars[index]], brackets.contains(index) {
        #expect(ahead.closing(index) == plain.closing(index, close), "\(text)")
      }
      // A run is left before the next is looked for.
      if scalars[index] == "`", index + 1 == count || scalars[index + 1] != "`" {
        for run in 1...3 {
          #expect(ahead.backticks(run, behind: index) == plain.backticks(run, behind: index))
        }
      }
    }
  }
}

@Test(arguments: ["[1, <a {{ $1 1-", "` `` "])
func `a megabyte of marks that never close is read`(mark: String) throws {
  let text = "x " + String(repeating: mark, count: (1 << 20) / mark.utf8.count) + " y"
  let paper = try Paper(markdown: Array(text.utf8), file: "hostile.md")
  #expect(paper.passages.count == 1)
  let passage = try #require(paper.passages.first)
  #expect(passage.text.suffix(2).elementsEqual(" y".unicodeScalars))
  let numbers = mark.unicodeScalars.count { ("0"..."9").contains($0) }
  let literals = passage.literals()
  #expect(literals.count >= numbers)
  #expect(literals.allSatisfy { $0.range.upperBound <= passage.text.count })
}
