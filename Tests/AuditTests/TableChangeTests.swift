import Testing

@testable import Audit

/// Which cells of two versions of a file are the same cell with another text.
struct TableChangeTests {
  /// One text a change: place, row, heading, old and new.
  private func changes(_ old: String, _ new: String) throws -> [String] {
    let change = try #require(TableChange(from: Array(old.utf8), to: Array(new.utf8), dialect: nil))
    return change.changes.map { change in
      func text(_ spot: TableChange.Spot?) -> String {
        spot.map { "\($0.line):\($0.column) \($0.text)" } ?? "-"
      }
      return "\(change.row ?? "-") / \(change.heading ?? "-"): "
        + "\(text(change.old)) → \(text(change.new))"
    }
  }

  private static let table = "sample,mass,by\nfull,10.5,Ada\nempty,4.2,Ada\n"

  @Test func `a cell is known by its row and its column, wherever both stand`() throws {
    #expect(
      try changes(Self.table, "sample,mass,by\nfull,10.6,Ada\nempty,4.2,Ada\n")
        == ["full / mass: 2:2 10.5 → 2:2 10.6"])
    #expect(
      try changes(Self.table, "by,sample,mass\nAda,empty,4.2\nAda,full,10.6\n")
        == ["full / mass: 2:2 10.5 → 3:3 10.6"])
    #expect(try changes(Self.table, "sample;mass;by\nempty;4.2;Ada\nfull;10.5;Ada\n") == [])
  }

  @Test func `rows and columns that came or went`() throws {
    #expect(
      try changes(Self.table, "sample,mass,by\nnew,1.0,Bob\nfull,10.5,Ada\n") == [
        "new / -: - → 2:0 new, 1.0, Bob", "empty / -: 3:0 empty, 4.2, Ada → -",
      ])
    #expect(
      try changes(Self.table, "sample,mass\nfull,10.5\nempty,4.2\n") == [
        "full / by: 2:3 Ada → -", "empty / by: 3:3 Ada → -",
      ])
  }

  @Test func `more than one column may be needed to tell rows apart`() throws {
    let old = "sample,cycle,charge\na,1,10\na,2,20\nb,1,30\n"
    #expect(
      try changes(old, "sample,cycle,charge\nb,1,31\na,1,10\na,2,20\n")
        == ["b, 1 / charge: 4:3 30 → 2:3 31"])
  }

  @Test func `without keys lines are matched by what they say`() throws {
    let old = "a,b\n1,2\n1,2\n3,4\n"
    #expect(try changes(old, "a,b\n1,2\n1,2\n7,7\n3,4\n") == ["- / -: - → 4:0 7, 7"])
    #expect(try changes(old, "a,b\n1,2\n1,2\n3,5\n") == ["- / b: 4:2 4 → 4:2 5"])
  }

  @Test func `a text that is no table is compared word by word`() throws {
    let old = "<scan>\n<counts> 1 2 3 </counts>\n</scan>\n"
    #expect(
      try changes(old, "<!-- new -->\n<scan>\n<counts> 1 2 4 </counts>\n</scan>\n") == [
        "- / -: - → 1:0 <!--, new, -->", "- / -: 2:4 3 → 3:4 4",
      ])
  }

  @Test func `bytes are no table`() {
    #expect(TableChange(from: [0, 1, 2], to: [0, 1, 3], dialect: nil) == nil)
    #expect(TableChange(from: [0xFF, 0xFE], to: [0xFF], dialect: nil) == nil)
  }
}
