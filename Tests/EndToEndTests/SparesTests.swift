import Host
import Testing

/// Folders and logs that stages left as they were given them, and that the next ones get.
struct SparesTests {
  /// What a stage may do to its folder before the next one starts.
  private static let deeds = [
    "true", "true", "touch x", "true", "chmod 500 .", "rmdir $TMPDIR", "mkdir x; chmod 0 x",
    "rmdir $TMPDIR; ln -s $OLDPWD/../precious $TMPDIR", "rmdir $TMPDIR; touch $TMPDIR",
    "rmdir $TMPDIR; mkdir -m 777 $TMPDIR", "true",
  ]

  @Test func `every stage finds an empty folder, whatever the one before did to its own`() throws {
    let stages = Self.deeds.enumerated().map { number, deed in
      """
        s\(number):
          run: "(cd $TMPDIR; ls -A; stat -c '%F %a' .) > \(number).txt; cd $TMPDIR && \(deed)"
          outputs: [\(number).txt]
          inputs: [\(number == 0 ? "in.txt" : "\(number - 1).txt")]
      """
    }
    let w = try Workspace(
      "assay: 1\nstages:\n" + stages.joined(separator: "\n"),
      files: ["in.txt": "", "../precious/data": "x"])
    for jobs in ["-j1", "-j4"] {
      #expect(try w.runs("run", jobs, "--force"))
      for number in Self.deeds.indices {
        #expect(try w.read("\(number).txt") == "directory 700\n")
      }
      #expect(try Files.entries(of: "\(w.root)/tmp").isEmpty)
      #expect(try w.files(in: ".assay/run") == [])
      #expect(try w.read("../precious/data") == "x")
    }
  }

  @Test func `a log is never written through a link, nor under another stage's name`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > a.txt", outputs: [a.txt] }
        b: { run: "rm .assay/logs/*; ln -s ../../../precious .assay/logs/x; echo 1 > b.txt", outputs: [b.txt], inputs: [a.txt] }
        c: { run: "for f in .assay/logs/*; do ln -sf ../../../precious $f; done; echo 1 > c.txt", outputs: [c.txt], inputs: [b.txt] }
        d: { run: "echo d; echo 1 > d.txt", outputs: [d.txt], inputs: [c.txt] }
      """, files: ["../precious": "x"])
    #expect(try w.runs())
    #expect(try w.read("../precious") == "x")
    let said = try w.call([Workspace.assay, "log", "d"]).stdout
    let path = try #require(said.firstMatch(of: /\.assay\/logs\/[0-9a-f]+/)?.output)
    #expect(try w.read(String(path)) == "d\n")
  }
}
