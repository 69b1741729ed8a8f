import Host
import Testing

@testable import Store

@Suite(.serialized)
struct ActionLogTests {
  private func action(
    _ text: String, found: [ManifestLine] = [], seconds: Double? = nil
  ) -> Action {
    Action(
      stage: "sort", manifest: Manifest([ManifestLine(.command, ["sort"])] + found),
      outputs: [.init("out.txt", Content(.file, Digest.of(text)))], packages: nil,
      seconds: seconds, time: "2026-01-02T03:04:05Z")
  }

  @Test func `an action is one line that names key and outputs`() throws {
    try inScratchProject {
      var log = ActionLog()
      try log.append(action("one"))
      let key = Manifest([ManifestLine(.command, ["sort"])]).key.hex
      #expect(
        try read(".assay/actions") == """
          {"stage": "sort", "static": "\(key)", "key": "\(key)", "found": [], "outputs": \
          [["file", "out.txt", "\(Digest.of("one").hex)"]], "time": "2026-01-02T03:04:05Z"}

          """)
    }
  }

  @Test func `the newest action of each found set leads, the others follow`() throws {
    try inScratchProject {
      let first = ManifestLine(.found, ["a", "file", "1"])
      let second = ManifestLine(.found, ["a", "file", "2"])
      var log = ActionLog()
      try log.append(action("one", found: [first]))
      try log.append(action("two", found: [second]))
      try log.append(action("three", found: [first]))
      let again = ActionLog()
      let known = again.actions(for: action("").staticKey)
      #expect(known.map(\.outputs[0].content.digest) == [Digest.of("three"), Digest.of("two")])
      #expect(again.last(of: "sort")?.outputs[0].content.digest == Digest.of("three"))
    }
  }

  @Test func `an action says how long it took, as far as that is known`() throws {
    try inScratchProject {
      var log = ActionLog()
      try log.append(action("one", seconds: 1.25))
      #expect(try read(".assay/actions").contains(#"], "seconds": 1.25, "time": "#))
      #expect(ActionLog().last(of: "sort")?.seconds == 1.25)
      try log.append(action("two"))
      #expect(ActionLog().last(of: "sort")?.seconds == nil)
    }
  }

  @Test func `a torn line costs only itself`() throws {
    try inScratchProject {
      var log = ActionLog()
      try log.append(action("one"))
      let whole = try read(".assay/actions")
      try write(whole + String(whole.prefix(40)), to: ".assay/actions")
      var next = ActionLog()
      try next.append(action("two", found: [ManifestLine(.found, ["b", "absent"])]))
      #expect(ActionLog().actions(for: action("").staticKey).count == 2)
    }
  }
}
