import Testing

/// Inputs so large that they are hashed several at a time.
struct LargeInputTests {
  private static func megabytes(_ letter: Character) -> String {
    String(repeating: letter, count: 2 << 20)
  }

  @Test func `each has its own digest, and one changed byte of any makes its stages run`() throws {
    let w = try Workspace(
      """
      assay: 1
      defaults: { access: declared }
      stages:
        files:
          run: "echo files >> ../ran; touch files.out"
          inputs: [raw/a, link]
          outputs: [files.out]
        folder:
          run: "echo folder >> ../ran; touch folder.out"
          inputs: [raw/more/]
          outputs: [folder.out]
        glob:
          run: "echo glob >> ../ran; touch glob.out"
          inputs: ["raw/*"]
          outputs: [glob.out]
      """,
      files: [
        "raw/a": Self.megabytes("a"), "raw/b": Self.megabytes("b"),
        "raw/more/c": Self.megabytes("c"), "raw/more/d": Self.megabytes("d"),
        "raw/small": "small",
      ])
    #expect(try w.call(["ln", "-s", "raw/b", "link"]).code == 0)
    try w.runs()
    try w.ran("files", "folder", "glob")
    let records = try ["files", "glob"].map { try w.read("provenance/\($0).json") }
    for (path, count) in [("raw/a", 2), ("raw/b", 2), ("raw/small", 1)] {
      let digest = try w.call(["sha256sum", path]).stdout.prefix(64)
      #expect(records.filter { $0.contains(digest) }.count == count)
    }
    try w.runs()
    try w.ran()
    for (path, stages) in [("raw/a", ["files", "glob"]), ("raw/more/d", ["folder"])] {
      let text = try w.read(path)
      try w.writeKeepingTime(path, text.dropLast() + "!")
      try w.runs()
      try w.ran(stages)
    }
  }
}
