// Who first wrote the value of a cell, told by the history of a real repository.

import Git
import Host
import Quantity
import Testing
import Text

@testable import Audit

@Suite struct CellHistoryTests {
  /// Makes a repository in a folder of its own and asks there.
  private func inRepository(_ body: () throws -> Void) throws {
    try Paper.inScratchFolder {
      try git("init", "-q", "-b", "main")
      try body()
    }
  }

  /// Commits a file, each time with a later clock.
  private func commit(_ text: String, to path: String, _ subject: String) throws {
    try Paper.write(text, to: path)
    try AuditTests.commit(subject)
  }

  /// The subjects of the commits that first wrote cells, as `B2` of a table or `line:word`.
  private func authors(
    _ places: [(line: Int, column: Int)], of path: String, dialect: String? = nil
  ) -> [String] {
    let cells = places.map {
      Cell(path: path, line: $0.line, column: $0.column, text: "", dialect: dialect)
    }
    return History().authorship(of: cells, in: path).map(told)
  }

  private func told(_ authorship: Authorship) -> String {
    switch authorship {
    case .commit(let commit): commit.subject
    case .shallow(let commit): "at or before \(commit.subject)"
    case .notCommitted: "not committed"
    default: "\(authorship)"
    }
  }

  // MARK: - Tables

  private static let table = """
    sample,mass,width
    a,10.5,3.1
    b,4.2,3.2
    c,7.7,3.3

    """

  @Test func `a value keeps its author when a column comes in front of it`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try commit(
        "sample,operator,mass,width\na,Ada,10.5,3.1\nb,Bob,4.2,3.2\nc,Ada,7.7,3.3\n", to: "t.csv",
        "Say who")
      #expect(
        authors([(2, 1), (2, 2), (2, 3), (4, 4)], of: "t.csv") == [
          "Weigh", "Say who", "Weigh", "Weigh",
        ])
    }
  }

  @Test func `a value keeps its author when quotes, spaces, delimiter and line ends change`() throws
  {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try commit(
        "\"sample\";\"mass\";\"width\"\r\na; 10.5;\"3.1\"\r\nb;4.20;3.2\r\nc;7.7;3.3\r\n",
        to: "t.csv", "Reformat")
      // 4.20 is not the text 4.2.
      #expect(
        authors([(2, 2), (2, 3), (3, 2), (4, 2)], of: "t.csv") == [
          "Weigh", "Weigh", "Reformat", "Weigh",
        ])
    }
  }

  @Test func `a value keeps its author when rows and columns are sorted`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try commit("width,sample,mass\n3.3,c,7.7\n3.1,a,10.5\n3.2,b,4.3\n", to: "t.csv", "Sort")
      #expect(
        authors([(2, 1), (2, 3), (3, 3), (4, 1), (4, 3)], of: "t.csv") == [
          "Weigh", "Weigh", "Weigh", "Weigh", "Sort",
        ])
    }
  }

  @Test func `a value is its row's: the same text beside another name is new`() throws {
    try inRepository {
      try commit("sample,mass\na,1\nb,2\n", to: "t.csv", "Weigh")
      try commit("sample,mass\na,2\nb,1\n", to: "t.csv", "Swap")
      try commit("sample,mass\na,2\nd,1\n", to: "t.csv", "Rename a sample")
      #expect(authors([(2, 2), (3, 2)], of: "t.csv") == ["Swap", "Rename a sample"])
    }
  }

  @Test func `a change in one column does not claim the others, also without names`() throws {
    try inRepository {
      try commit("t,u\n0.5,3\n1.0,3\n1.5,4\n", to: "t.csv", "Measure")
      try commit("t,u\n0.5,3\n1.1,3\n1.5,5\n", to: "t.csv", "Correct")
      #expect(
        authors([(3, 1), (3, 2), (4, 1), (4, 2)], of: "t.csv") == [
          "Correct", "Measure", "Measure", "Correct",
        ])
    }
  }

  @Test func `rows that are counted are the same when the count moves`() throws {
    try inRepository {
      try commit("n,t\n1,0.5\n2,0.7\n3,0.9\n4,1.1\n", to: "t.csv", "Measure")
      try commit("n,t\n1,0.5\n2,0.9\n3,1.1\n", to: "t.csv", "Drop one")
      #expect(authors([(3, 2), (4, 2)], of: "t.csv") == ["Measure", "Measure"])
    }
  }

  @Test func `of a value that came back the last coming counts`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try commit(Self.table.replacing("4.2", with: "4.9"), to: "t.csv", "Spoil")
      try git("revert", "--no-edit", "HEAD")
      #expect(
        authors([(2, 2), (3, 2), (3, 3)], of: "t.csv") == [
          "Weigh", "Revert \"Spoil\"", "Weigh",
        ])
    }
  }

  @Test func `a renamed file and a renamed heading take their values along`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try git("mv", "t.csv", "masses.csv")
      try commit(
        "sample,mass (g),width\na,10.5,3.1\nb,4.2,3.2\nc,7.8,3.3\n", to: "masses.csv", "Rename")
      #expect(authors([(2, 2), (4, 2), (4, 3)], of: "masses.csv") == ["Weigh", "Rename", "Weigh"])
    }
  }

  @Test func `a merge that takes a value from one side goes on there`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try git("checkout", "-q", "-b", "other")
      try commit(Self.table.replacing("b,4.2", with: "b,4.4"), to: "t.csv", "Weigh b again")
      try git("checkout", "-q", "main")
      try commit(
        "sample,mass,width,by\na,10.5,3.1,Ada\nb,4.2,3.2,Ada\nc,7.7,3.3,Ada\n", to: "t.csv",
        "Say who")
      try git("merge", "-q", "--no-commit", "-s", "ours", "other")
      try commit(
        "sample,mass,width,by\na,10.5,3.1,Ada\nb,4.4,3.2,Ada\nc,7.9,3.3,Ada\n", to: "t.csv", "Merge"
      )
      #expect(
        authors([(2, 2), (3, 2), (3, 3), (3, 4), (4, 2)], of: "t.csv") == [
          "Weigh", "Weigh b again", "Weigh", "Say who", "Merge",
        ])
    }
  }

  @Test func `what is not committed is told cell by cell`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try Paper.write(Self.table.replacing("b,4.2", with: "b,4.4"), to: "t.csv")
      #expect(
        authors([(3, 1), (3, 2), (3, 3)], of: "t.csv") == [
          "Weigh", "not committed", "Weigh",
        ])
    }
  }

  @Test func `a shallow clone says that it does not know before its end`() throws {
    try inRepository {
      try commit(Self.table, to: "t.csv", "Weigh")
      try commit(Self.table.replacing("3.2", with: "3.4"), to: "t.csv", "Measure again")
      try commit(
        Self.table.replacing("3.2", with: "3.4").replacing("10.5", with: "10.6"), to: "t.csv",
        "Weigh again")
      try git("clone", "-q", "--depth", "2", "file://\(try Paper.here())", "clone")
      try Paper.inside("clone") {
        #expect(
          authors([(2, 2), (3, 2), (3, 3)], of: "t.csv") == [
            "Weigh again", "at or before Measure again", "at or before Measure again",
          ])
      }
    }
  }

  @Test func `a long table is read only where it changed`() throws {
    try inRepository {
      var rows = (1...400).map { "s\($0),\($0).5,\"x, \($0)\"" }
      func text() -> String {
        "# by hand\nsample,mass,note\n" + rows.joined(separator: "\n") + "\n"
      }
      try commit(text(), to: "t.csv", "Weigh")
      rows[99] = "s100,100.7,\"x, 100\""
      try commit(text(), to: "t.csv", "Weigh again")
      rows[199] = "s200,200.5,y"
      try commit(text(), to: "t.csv", "Note")
      let places = [(102, 1), (102, 2), (102, 3), (202, 2), (202, 3), (302, 2)]
      #expect(
        authors(places, of: "t.csv", dialect: "comments") == [
          "Weigh", "Weigh again", "Weigh", "Weigh", "Note", "Weigh",
        ])
    }
  }

  // MARK: - Other formats

  @Test func `values of JSON and YAML are followed by their keys`() throws {
    try inRepository {
      try commit(
        #"{"a": {"mass": 1.5, "width": 2}, "list": [3, 4]}"# + "\n", to: "v.json", "Begin")
      try commit(
        """
        {
          "b": {"mass": 1.5},
          "list": [9, 3, 4],
          "a": {
            "width": 2.1,
            "mass": 1.5
          }
        }

        """, to: "v.json", "Reformat")
      let words = [(2, 3), (3, 2), (3, 3), (5, 2), (6, 2)]
      #expect(
        authors(words, of: "v.json", dialect: "words") == [
          "Reformat", "Reformat", "Begin", "Reformat", "Begin",
        ])
      #expect(authors([(6, 1)], of: "v.json", dialect: "lines") == ["Begin"])
      try commit(
        "cells:\n  - {name: x, mass: 1}\n  - {name: y, mass: 2}\n", to: "v.yaml", "Begin 2")
      try commit(
        "cells:\n  - name: y\n    mass: 2\n  - {name: x, mass: 3}\n", to: "v.yaml", "Reformat 2")
      #expect(
        authors([(3, 2), (4, 5)], of: "v.yaml", dialect: "words") == ["Begin 2", "Reformat 2"])
    }
  }

  @Test func `words of XML are followed by element and number, lines and columns by their values`()
    throws
  {
    try inRepository {
      try commit("<a><b>1 2 3</b><c>5</c></a>\n", to: "x.xrdml", "Scan")
      try commit("<a>\n  <c>5</c>\n  <b>\n1 7 3</b>\n</a>\n", to: "x.xrdml", "Indent")
      #expect(
        authors([(2, 2), (4, 1), (4, 2), (4, 3)], of: "x.xrdml", dialect: "words") == [
          "Scan", "Scan", "Indent", "Scan",
        ])
      try commit("10.0 5\n10.1 6\n10.2 7\n", to: "p.xy", "Count")
      try commit("# counts\n10.0\t5\n10.1\t8\n10.2\t7\n", to: "p.xy", "Tabs")
      #expect(
        authors([(2, 2), (3, 1), (3, 2), (4, 2)], of: "p.xy", dialect: "columns") == [
          "Count", "Count", "Tabs", "Count",
        ])
      try commit("12\n13\n", to: "l.txt", "List")
      try commit("11\n12 \n14\n", to: "l.txt", "Longer")
      #expect(
        authors([(1, 1), (2, 1), (3, 1)], of: "l.txt", dialect: "lines") == [
          "Longer", "List", "Longer",
        ])
    }
  }

  @Test func `a parameter is followed by its key`() throws {
    try inRepository {
      try commit("parameters:\n  window: 3 mm\n  step: 1\n", to: "pipeline.yaml", "Choose")
      try commit(
        "parameters: {step: 2, window: 3 mm}\n", to: "pipeline.yaml", "Put on one line")
      let place = { Place(file: "pipeline.yaml", line: 1, column: $0) }
      #expect(told(History().authorship(ofValueAt: place(32))) == "Choose")
      #expect(told(History().authorship(ofValueAt: place(20))) == "Put on one line")
    }
  }
}
