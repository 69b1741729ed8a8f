import Host
import Testing

/// What a stage reads outside of the project is known by package and version.
struct PackagesTests {
  private static func pipeline(_ run: String, _ more: String = "") -> String {
    """
    assay: 1
    stages:
      a: { run: "echo a >> ../ran; \(run) > out.txt", outputs: [out.txt]\(more) }
    """
  }
  private static let tool = "sh ../tools/tool.sh"

  /// The version of a package as dpkg says it, or `nil` where there is no dpkg.
  private func installed(_ package: String, _ w: Workspace) throws -> String? {
    let answer = try w.call(["sh", "-c", "dpkg-query -W -f '${Version}' \(package)"])
    return answer.code == 0 ? answer.stdout : nil
  }

  @Test func `packages are kept with the machine and the ledger, and not in the record`() throws {
    let w = try Workspace(Self.pipeline("echo 1 | /bin/cat"))
    try w.runs()
    let version = try #require(try installed("coreutils", w))
    let line =
      #"["package", "debian", "coreutils", "\#(version)"]"#
    let machines = try w.files(in: "provenance/machines")
    #expect(try machines.map { try w.read("provenance/machines/\($0)").contains(line) } == [true])
    #expect(try !w.read("provenance/a.json").contains("coreutils"))
    #expect(try w.read(".assay/ledger").contains(line.replacing(#""package", "#, with: "")))
    #expect(try w.runs("run", "--frozen"))
  }

  @Test func `a package of another version is told by explain, and is no reason to run`() throws {
    let w = try Workspace(Self.pipeline("echo 1 | /bin/cat"))
    try w.runs()
    try w.ran("a")
    let version = try #require(try installed("coreutils", w))
    let old = try #require(try w.files(in: "provenance/machines").first)
    let text = try w.read("provenance/machines/\(old)").replacing(version, with: "0.1")
    let new = Digest.of(text).hex
    try w.remove("provenance/machines/\(old)")
    try w.write("provenance/machines/\(new).json", text)
    try w.write(
      "provenance/a.json", try w.read("provenance/a.json").replacing(old.dropLast(5), with: new))
    let told = """
        other packages here than where the recorded outputs were made:
          package debian coreutils 0.1 → \(version)
      """
    let outcome = try w.call([Workspace.assay, "explain", "a"])
    #expect(outcome.stdout.contains(told), "\(outcome)")
    #expect(outcome.stdout.hasPrefix("a: fresh"))
    try w.remove(".assay")
    #expect(try w.call([Workspace.assay, "explain", "a"]).stdout.contains(told))
    try w.runs()
    try w.ran()
  }

  @Test func `a file of nobody's counts where the stage is strict, and else is only told`() throws {
    let w = try Workspace(Self.pipeline(Self.tool), files: ["../tools/tool.sh": "echo 1\n"])
    try w.runs()
    try w.ran("a")
    try w.write("../tools/tool.sh", "echo 2\n")
    try w.runs()
    try w.ran()
    let explained = try w.call([Workspace.assay, "explain", "a"]).without().stdout
    #expect(explained.contains("package file tool.sh <digest> → <digest>\n"), "\(explained)")
    try w.write("pipeline.yaml", Self.pipeline(Self.tool, ", strict: true") + "\n")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: strict absent → packages
        differs   a: same recipe, other bytes than recorded
          machine package file tool.sh <digest> → <digest>
          machine strict absent → packages
        differs   a same recipe, other outputs, <time>
        """)
    try w.ran("a")
    try w.runs()
    try w.ran()
    try w.write("../tools/tool.sh", "echo 3\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "3\n")
    try w.write("../tools/tool.sh", "echo 2\n")
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record",
      stderr: "restored  a: output out.txt file <digest> → file <digest>")
    try w.ran()
  }

  @Test func `what the programs of another machine look for is no reason to write the record anew`()
    throws
  {
    let w = try Workspace(Self.pipeline(Self.tool), files: ["../tools/tool.sh": "echo 1\n"])
    try w.runs()
    let record = try w.read("provenance/a.json")
    try w.write("../tools/tool.sh", "test -e options.txt; echo 1\n")
    try w.runs("run", "--force", "a")
    try w.ran("a", "a")
    #expect(try w.read("provenance/a.json") == record)
    try w.runs()
    try w.ran()
    #expect(try w.read("provenance/a.json") == record)
    try w.write("options.txt", "")
    try w.runs()
    try w.ran("a")
  }

  @Test func `many files of nobody's are told by their folder, a long one by its length`() throws {
    let w = try Workspace(
      Self.pipeline("cat ../many/*.txt ../long | wc -c"),
      files: Dictionary(uniqueKeysWithValues: (1...101).map { ("../many/\($0).txt", "\($0)\n") }))
    _ = try w.call(["truncate", "-s", "65M", "../long"])
    try w.runs()
    let machine = try #require(try w.files(in: "provenance/machines").first)
    let text = try w.read("provenance/machines/\(machine)")
    #expect(text.contains(#"["package", "file", "many/*", "101 files"]"#), "\(text)")
    #expect(text.contains(#"["package", "file", "long", "68157440 bytes"]"#), "\(text)")
    #expect(text.split(separator: "\n").count < 30)
  }

  @Test func `a distribution of Python is known by its name and version`() throws {
    let w = try Workspace(
      Self.pipeline(
        "/usr/bin/python3 main.py", ", inputs: [main.py], environment: [PYTHONPATH], strict: true"),
      files: [
        "main.py": "import foo, bar\nprint(foo.x + bar.x)\n",
        "../lib/site-packages/foo/__init__.py": "x = 1\n", "../lib/site-packages/bar.py": "x = 1\n",
        "../lib/site-packages/Foo_tools-1.2.dist-info/RECORD": "foo/__init__.py,,\nbar.py,,\n",
      ])
    w.environment["PYTHONPATH"] = "\(w.root)/lib/site-packages"
    try w.runs()
    try w.ran("a")
    let machine = try #require(try w.files(in: "provenance/machines").first)
    #expect(
      try w.read("provenance/machines/\(machine)").contains(
        #"["package", "python", "Foo_tools", "1.2"]"#))
    #expect(try !w.read("provenance/machines/\(machine)").contains(w.root))
    _ = try w.call([
      "mv", "../lib/site-packages/Foo_tools-1.2.dist-info",
      "../lib/site-packages/Foo_tools-1.3.dist-info",
    ])
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: package python Foo_tools 1.2 → 1.3
        confirmed a same outputs as recorded, <time>
        """)
    try w.runs()
    try w.ran("a")
  }

  @Test func `a colleague with the same packages believes a strict record, one with others runs`()
    throws
  {
    let w = try Workspace(Self.pipeline("echo 1 | /bin/cat", ", strict: true"))
    try w.initRepository(ignoring: ".assay/\nout.txt\n")
    try w.runs()
    try w.ran("a")
    try w.commit("all")
    try w.enterClone()
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: output out.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        """)
    try w.isClean()
  }

  @Test func `that a stage is strict from now on is written down`() throws {
    let w = try Workspace(Self.pipeline("echo 1 | /bin/cat"))
    try w.initRepository()
    try w.runs()
    for more in [", strict: true", ""] {
      try w.write("pipeline.yaml", Self.pipeline("echo 1 | /bin/cat", more) + "\n")
      #expect(try w.runs())
      let machine = try w.files(in: "provenance/machines").map {
        try w.read("provenance/machines/\($0)")
      }
      #expect(machine.count == 1)
      #expect(machine[0].contains(#"["strict", "packages"]"#) == !more.isEmpty)
      try w.commit("Count\(more)")
    }
    try w.ran("a", "a")
    try w.write("pipeline.yaml", Self.pipeline("echo 1 | /bin/cat", ", strict: true") + "\n")
    try w.runs()
    try w.commit("Strict")
    try w.ran()
    try w.enterClone()
    try w.runs()
    try w.ran()
  }

  @Test func `what is trusted cannot be strict`() throws {
    let w = try Workspace(Self.pipeline("echo 1", ", strict: true, access: declared"))
    try w.assay(
      "run",
      stderr: """
        pipeline.yaml:3:3: `a` is strict, and what it reads is not observed
          3 |   a: { run: "echo a >> ../ran; echo 1 > out.txt", outputs: [out.txt], strict: true, access: declared…
            |   ^
          hint: take away `access: declared` or `scratch`, or `strict`
        """, code: 2)
  }
}
