import Testing

@testable import Git

@Suite struct OnlyReadingTests {
  @Test func `one line changed, added or taken away has one reading`() throws {
    #expect(try hunks("a\nb\nc\n", "a\nB\nc\n") == [.init(old: 1..<2, new: 1..<2)])
    #expect(try hunks("a\nc\n", "a\nb\nc\n") == [.init(old: 1..<1, new: 1..<2)])
    #expect(try hunks("a\nb\nc\n", "a\nc\n") == [.init(old: 1..<2, new: 1..<1)])
    #expect(try hunks("a\n", "a\n") == [])
    #expect(try hunks("", "a\nb") == [.init(old: 0..<0, new: 0..<2)])
  }

  @Test func `several changed places far apart have one reading`() throws {
    #expect(
      try hunks("a\nb\nc\nd\ne\nf\n", "a\nB\nc\nd\ne\nE\nF\nf\n")
        == [.init(old: 1..<2, new: 1..<2), .init(old: 5..<5, new: 5..<7)])
  }

  @Test func `a line added to its like has more than one reading`() throws {
    #expect(try hunks("a\nb\n", "a\na\nb\n") == nil)
  }

  @Test func `a line that moved has more than one reading`() throws {
    #expect(try hunks("a\nb\nc\n", "b\na\nc\n") == nil)
  }

  @Test func `where there is one reading, git's search finds the same`() throws {
    _ = try Repository.containing("/")  // starts libgit2
    var dice = Dice(state: 7)
    var only = 0
    for _ in 0..<4000 {
      let variety = [3, 10, 100, 10_000][dice.roll(4)]
      let old = (0..<dice.roll(80)).map { _ in "\(dice.roll(variety))" }
      let new = edited(old, variety, &dice)
      let (one, other) = (text(old, &dice), text(new, &dice))
      guard let found = try hunks(one, other) else { continue }
      only += 1
      #expect(try found == searched(one, other), "\(old) \(new)")
    }
    #expect(only > 1000)
  }

  private func edited(_ lines: [String], _ variety: Int, _ dice: inout Dice) -> [String] {
    var lines = lines
    for _ in 0...dice.roll(4) {
      let place = dice.roll(lines.count + 1)
      switch dice.roll(3) {
      case 0: lines.insert("\(dice.roll(variety))", at: place)
      case 1 where place < lines.count: lines.remove(at: place)
      case 2 where place < lines.count: lines[place] = "\(dice.roll(variety))"
      default: break
      }
    }
    return lines
  }

  private func text(_ lines: [String], _ dice: inout Dice) -> String {
    lines.joined(separator: "\n") + (dice.roll(5) == 0 ? "" : "\n")
  }

  private func hunks(_ old: String, _ new: String) throws -> [LineDiff.Hunk]? {
    Array(old.utf8).withUnsafeBytes { old in
      Array(new.utf8).withUnsafeBytes { new in OnlyReading(of: old, new)?.hunks }
    }
  }

  private func searched(_ old: String, _ new: String) throws -> [LineDiff.Hunk] {
    try Array(old.utf8).withUnsafeBytes { old in
      try Array(new.utf8).withUnsafeBytes { new in try LineDiff.searched(old, new) }
    }
  }
}
