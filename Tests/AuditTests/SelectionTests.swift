// What names of numbers and stages mean.

import Testing

@testable import Audit
@testable import assay

@Suite struct SelectionTests {
  private static let yaml = """
    assay: 1
    stages:
      one: { run: one, outputs: [one.json], numbers: one.json }
      two: { run: two, outputs: [two.json], numbers: two.json }
      plain: { run: plain, outputs: [plain.txt] }

    """

  private func inPair(_ body: () throws -> Void) throws {
    try Paper.inScratchFolder {
      try Paper.write(Self.yaml, to: "pipeline.yaml")
      let numbers =
        #"{"numbers": {"slope": {"value": 1.25, "unit": "1"}, "NAME": {"value": 20, "unit": "mA/g"}}}"#
      try Paper.record("one", numbers.replacing("NAME", with: "width"), at: "one.json", inputs: [])
      try Paper.record("two", numbers.replacing("NAME", with: "height"), at: "two.json", inputs: [])
      try body()
    }
  }

  private func error(_ names: String...) -> String {
    Paper.error {
      var audit = try Paper.audit()
      _ = try audit.listing(of: names)
    }
  }

  @Test func `all numbers stand in the order of the pipeline, their points under one another`()
    throws
  {
    try inPair {
      expect(
        try Paper.table(),
        """
        one.slope    1.25    unknown  no budget stated
        one.width   20 mA/g  unknown  no budget stated
        two.slope    1.25    unknown  no budget stated
        two.height  20 mA/g  unknown  no budget stated
        """)
    }
  }

  @Test func `stages and numbers can be asked for`() throws {
    try inPair {
      expect(
        try Paper.table("two.slope", "one", "width"),
        """
        one.slope   1.25    unknown  no budget stated
        one.width  20 mA/g  unknown  no budget stated
        two.slope   1.25    unknown  no budget stated
        """)
    }
  }

  @Test func `a name that several stages have is refused with their ids`() throws {
    try inPair {
      #expect(
        error("slope") == "several stages have a number `slope`: one.slope, two.slope")
    }
  }

  @Test func `a wrong name is answered with the nearest`() throws {
    try inPair {
      #expect(error("widht") == "there is no number `widht`\n  hint: did you mean `width`?")
      #expect(
        error("one.slop") == "there is no number `one.slop`\n  hint: did you mean `one.slope`?")
      #expect(error("twoo") == "there is no number `twoo`\n  hint: did you mean `two`?")
    }
  }

  @Test func `a name far from all is sent to the list, its control characters shown`() throws {
    try inPair {
      #expect(
        error("\u{1B}[2J")
          == "there is no number `\\u{1b}[2J`\n  hint: `assay numbers` lists them all")
    }
  }

  @Test func `a stage without numbers is refused`() throws {
    try inPair {
      let message =
        "stage `plain` declares no numbers\n  hint: `numbers:` names the file that holds them"
      #expect(error("plain") == message)
      #expect(error("plain.x") == message)
    }
  }
}
