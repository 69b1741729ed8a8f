import Testing

/// What is known of the last run never hides what a look at everything would find: after whatever
/// happens to the files, `status` says the same with it and without it.
struct StandingTests {
  /// Three sources, a folder of more, and stages that read them by name, by glob, as a folder, through a
  /// folder that a stage makes, and without saying so.
  private static let pipeline = """
    assay: 1
    stages:
      plain: { run: "cat in/1 in/2 > plain", inputs: [in/1, in/2], outputs: [plain] }
      glob: { run: "cat in/* > glob", inputs: [in/*], outputs: [glob] }
      folder: { run: "ls in > folder", inputs: [in/], outputs: [folder] }
      many: { run: "for i in 1 2; do cat plain > many/$i; done", inputs: [plain], outputs: [many/] }
      inside: { run: "cat many/1 glob > inside", inputs: [many/1, glob], outputs: [inside] }
      quiet:
        run: "cat side more/x > quiet 2>/dev/null; cat in/3 >> quiet"
        inputs: [in/3]
        outputs: [quiet]
      last: { run: "cat many/* inside quiet > last", inputs: [many/*, inside, quiet], outputs: [last] }
    """
  private static let sources = ["in/1", "in/2", "in/3", "in/4", "side", "more/x"]
  private static let outputs = ["plain", "glob", "folder", "many/1", "inside", "quiet", "last"]

  /// Something that happens to a file, as a shell does it.
  private static func change(_ dice: inout Torture.Dice) -> String {
    let path = (sources + outputs)[dice.roll(sources.count + outputs.count)]
    let number = dice.roll(3)
    return switch dice.roll(12) {
    case 0, 1: "mkdir -p $(dirname \(path)); echo \(number) > \(path)"
    case 2: "rm -f \(path)"
    case 3: "[ ! -e \(path) ] || touch \(path)"
    case 4: "[ ! -e \(path) ] || { cp \(path) ../copy; mv ../copy \(path); }"
    case 5: "[ ! -e \(path) ] || chmod \(number == 0 ? "-x" : "+x") \(path)"
    case 6: "[ ! -e \(path) ] || { echo \(number) > \(path); touch -d @\(number) \(path); }"
    case 7: "mkdir -p many; echo \(number) > many/\(number + 2)"
    case 8: "rm -f in/\(number + 4); ln -s ../side in/\(number + 4)"
    case 9: "rm -rf many"
    case 10: "rm -f provenance/\(["plain", "quiet", "last"][number]).json"
    default: "mv in in2; mv in2 in; echo '# \(number)' >> pipeline.yaml"
    }
  }

  @Test(arguments: [1, 2, 3, 4]) func `status says the same with it and without it`(
    seed: UInt64
  ) throws {
    var dice = Torture.Dice(state: seed)
    let w = try Workspace(
      Self.pipeline, files: ["in/1": "1\n", "in/2": "2\n", "in/3": "3\n", "side": "side\n"])
    var history: [String] = []
    for _ in 0..<40 {
      if dice.roll(2) == 0 {
        history.append("run")
        _ = try w.call([Workspace.assay, "run", "-j2"])
      }
      for _ in 0...dice.roll(2) {
        history.append(Self.change(&dice))
        _ = try w.call(["/bin/sh", "-c", history[history.count - 1]])
      }
      let known = try w.call([Workspace.assay, "status"])
      _ = try w.call(["/bin/sh", "-c", "mv .assay/snapshot ../snapshot"])
      let looked = try w.call([Workspace.assay, "status"])
      _ = try w.call(["/bin/sh", "-c", "mv ../snapshot .assay/snapshot"])
      #expect(
        known.stdout == looked.stdout && known.code == looked.code,
        "\(history.joined(separator: "\n"))\nknown:\n\(known.stdout)\nlooked:\n\(looked.stdout)")
      guard known.stdout == looked.stdout else { return }
    }
  }
}
