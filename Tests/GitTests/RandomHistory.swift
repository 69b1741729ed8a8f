// Histories made by a seeded dice: edits, insertions, deletions, moves, renames, branches and merges.

import Testing

@testable import Git

struct RandomHistory {
  private var dice: Dice
  private var lines: [String]
  private var file = "data.csv"

  init(seed: UInt64) {
    dice = Dice(state: seed)
    lines = []
    // Few different lines, so that there is often more than one way to see a change.
    lines = (0..<60).map { _ in line() }
  }

  /// Writes the history into a scratch repository; asks `check` every ten commits.
  mutating func write(commits: Int, check: (Scratch, String) throws -> Void) throws {
    let scratch = try Scratch()
    try save(in: scratch, "begin")
    for number in 1..<commits {
      switch dice.roll(12) {
      case 0: try rename(in: scratch)
      case 1: try branchAndMerge(in: scratch, number)
      default:
        edit()
        try save(in: scratch, "change \(number)")
      }
      if number % 10 == 9 { try check(scratch, file) }
    }
  }

  private mutating func save(in scratch: Scratch, _ subject: String) throws {
    try scratch.write(file, lines.joined(separator: "\n") + (dice.roll(8) == 0 ? "" : "\n"))
    try scratch.commit(subject)
  }

  private mutating func rename(in scratch: Scratch) throws {
    let name = "folder \(dice.roll(3))/data-\(dice.roll(1000)).csv"
    guard name != file else { return }
    scratch.remove(file)
    file = name
    try save(in: scratch, "rename to \(name)")
  }

  /// Two branches that both change the file, and a merge that mixes them line by line.
  private mutating func branchAndMerge(in scratch: Scratch, _ number: Int) throws {
    let base = lines
    try scratch.git("checkout", "-q", "-b", "side-\(number)")
    edit()
    try save(in: scratch, "side \(number)")
    let side = lines
    try scratch.git("checkout", "-q", "main")
    lines = base
    edit()
    try save(in: scratch, "main \(number)")
    try scratch.git("merge", "-q", "-s", "ours", "--no-commit", "side-\(number)")
    lines = (0..<max(side.count, lines.count)).compactMap { index in
      let (one, other) = dice.roll(2) == 0 ? (side, lines) : (lines, side)
      return index < one.count ? one[index] : other[index]
    }
    try save(in: scratch, "merge \(number)")
  }

  private mutating func edit() {
    for _ in 0...dice.roll(3) {
      let place = dice.roll(lines.count)
      switch dice.roll(5) {
      case 0: lines.insert(contentsOf: (0...dice.roll(4)).map { _ in line() }, at: place)
      case 1 where lines.count > 20: lines.removeSubrange(place..<min(lines.count, place + 3))
      case 2: lines.insert(lines.remove(at: place), at: dice.roll(lines.count))
      case 3: lines.insert(lines[place], at: place)
      default: lines[place] = line()
      }
    }
  }

  private mutating func line() -> String {
    switch dice.roll(4) {
    case 0: ""
    case 1: String(repeating: " ", count: dice.roll(5)) + "}"
    default: "\(dice.roll(30)),\(dice.roll(30))"
    }
  }
}
