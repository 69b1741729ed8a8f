// `assay seal` and `assay verify --seal`: what is sealed, what is refused, whose key it is.

import Host
import Testing

@Suite(SealProject.isThere)
struct SealTests {
  /// Expects an answer in which fingerprints stand as `<key>`.
  private func expect(
    _ w: Workspace, _ arguments: [String], stdout: String, code: Int32 = 0,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    var outcome = try w.call([Workspace.assay] + arguments)
    outcome.stdout.replace(/SHA256:[A-Za-z0-9+\/]{43}/, with: "<key>")
    w.expect(outcome, arguments, stdout, "", code, at: place)
  }

  @Test func `a project is sealed, and the seal holds`() throws {
    let p = try SealProject()
    try expect(
      p.w, ["seal", "--key", "../key"],
      stdout: """
        sealed   commit <digest> of 2026-01-02T03:04:05+00:00
        covers   2 records, 1 description of machines, 1 file of numbers, 2 outputs, 1 manuscript,
                 1 pipeline file, 1 code file, 2 data files
        numbers  1 number (1 simulated), 2 right in the texts
        key      <key>
        written  provenance/seal.intoto.jsonl
        """)
    try p.w.commit("Seal")
    try expect(
      p.w, ["verify", "--seal"],
      stdout: """
        seal     of commit <digest> of 2026-01-02T03:04:05+00:00, by assay 0.1.0
        covers   2 records, 1 description of machines, 1 file of numbers, 2 outputs, 1 manuscript,
                 1 pipeline file, 1 code file, 2 data files
        numbers  1 number (1 simulated), 2 right in the texts
        signed   by the key <key>; nobody vouches for whose it is
        git      11 of 11 files as sealed, 2 records compared, 15 objects hashed again
        here     11 of 11 files as sealed
        all holds

        A seal proves that nothing changed since it was made. It does not prove
        - that the data were measured: it covers them as they were committed, made up or not
        - that dates are true: a commit's date is what its author wrote
        - that the analysis is right, or that nothing was left out before it was sealed
        - whose key it is: only a file of allowed signers says so, got from elsewhere than this repository
        """)
    #expect(try p.findings() == [])
  }

  @Test func `a seal is nobody's record: it dirties nothing, and all else passes it by`() throws {
    let p = try SealProject().sealed()
    try p.w.isClean()
    #expect(try p.w.runs("status"))
    #expect(try p.w.runs("verify"))
    #expect(try p.w.runs("gc", "--yes"))
    #expect(try p.w.runs("run"))
    try p.w.isClean()
    #expect(try p.findings() == [])
    // And the next seal is over the commit of this one.
    let again = try p.sealed()
    #expect(try again.findings() == [])
  }

  @Test func `the same commit gives the same seal, byte for byte`() throws {
    let p = try SealProject()
    for file in ["one", "two"] {
      #expect(try p.w.runs("seal", "--key", "../key", "--output", "../\(file)"))
    }
    #expect(try p.w.read("../one") == p.w.read("../two"))
    #expect(try !p.w.exists(SealProject.seal))
    let statement = try p.w.call([Workspace.assay, "export", "slsa"])
    #expect(statement.code == 0)
    let payload = try p.w.call([
      "sh", "-c", #"sed 's/.*"payload": "\([^"]*\)".*/\1/' ../one | base64 -d"#,
    ])
    #expect(payload.stdout == statement.stdout)
  }

  @Test func `in a clone and by a file from elsewhere`() throws {
    let p = try SealProject().sealed()
    try p.w.enterClone()
    #expect(try p.findings() == [])
    #expect(
      try p.findings("../project/\(SealProject.seal)", "--allowed-signers", p.allow("key")) == [])
    try p.w.git("clone", "-q", "--depth", "1", "file://\(p.w.root)/project", "../shallow")
    p.w.project = "shallow"
    #expect(
      try p.findings() == ["git commit: is not in this repository; this clone's history is cut off"]
    )
  }

  @Test func `without a repository, as from an archive of the files`() throws {
    let p = try SealProject().sealed()
    try p.w.remove(".git")
    let commit = "git commit: cannot be looked for: the project lies in no repository"
    #expect(try p.findings() == [commit])
    try p.w.write("paper.md", "Mass 1.26(3) mg<!-- assay: fit.x -->.\n")
    #expect(
      try p.findings() == [
        commit, "here manuscript paper.md: has other bytes than were sealed",
      ])
  }

  // MARK: - Whose key

  @Test(arguments: ["rsa", "ecdsa"]) func `keys of other types`(type: String) throws {
    let p = try SealProject()
    try p.makeKey("other", type: type)
    let sealed = try p.sealed(with: "other")
    #expect(try sealed.findings("--allowed-signers", p.allow("other")) == [])
  }

  @Test func `the key and the signers of git`() throws {
    let p = try SealProject()
    try p.w.git("config", "gpg.format", "ssh")
    try p.w.git("config", "user.signingkey", p.w.path("../key"))
    try p.w.git("config", "gpg.ssh.allowedSignersFile", p.allow("key"))
    #expect(try p.w.runs("seal"))
    let told = try p.w.call([Workspace.assay, "verify", "--seal"])
    #expect(
      told.stdout.contains("signed   by key@example.org with the key \(try p.fingerprint("key"))\n")
    )
    try p.w.git("config", "gpg.ssh.allowedSignersFile", "/nowhere")
    try p.w.assay(
      "verify", "--seal",
      stderr: """
        error: git's gpg.ssh.allowedSignersFile names `/nowhere`, which is no file
          hint: name one with --allowed-signers FILE
        """, code: 2)
    try p.w.git("config", "user.signingkey", "/nowhere")
    try p.w.assay(
      "seal",
      stderr: """
        error: git's user.signingkey names `/nowhere`, which is no file
          hint: name a key with --key FILE
        """, code: 2)
  }

  @Test func `a key in the agent, by its public half or as git's setting holds it`() throws {
    let p = try SealProject()
    let script = """
      eval "$(ssh-agent)" > ../agent && trap 'kill $SSH_AGENT_PID' EXIT
      ssh-add -q ../key && mv ../key ../hidden && "$0" "$@"
      """
    let sealed = try p.w.call(
      ["sh", "-c", script, Workspace.assay, "seal", "--key", "../key.pub"])
    #expect(sealed.code == 0, "\(sealed)")
    #expect(try p.findings("--allowed-signers", p.allow("key")) == [])
    try p.w.remove(SealProject.seal)
    try #require(try p.w.call(["mv", "../hidden", "../key"]).code == 0)
    try p.w.git("config", "gpg.format", "ssh")
    let text = try p.w.read("../key.pub").split(separator: "\n")[0]
    try p.w.git("config", "user.signingkey", "key::\(text)")
    let again = try p.w.call(["sh", "-c", script, Workspace.assay, "seal"])
    #expect(again.code == 0, "\(again)")
    #expect(try p.findings("--allowed-signers", p.allow("key")) == [])
  }

  // MARK: - Refused

  @Test func `without a key or with what is none`() throws {
    let p = try SealProject()
    try p.w.assay(
      "seal",
      stderr: """
        error: there is no key to sign with
          hint: name one with --key FILE, or for good: git config gpg.format ssh; git config user.signingkey FILE
          `ssh-keygen -t ed25519` makes one
        """, code: 2)
    try p.w.assay(
      "seal", "--key", "../none", stderr: "error: there is no file `../none`", code: 2)
    let outcome = try p.w.call([Workspace.assay, "seal", "--key", "paper.md"])
    #expect(outcome.code == 2)
    #expect(outcome.stderr.hasPrefix("error: `ssh-keygen` did not sign\n  | "))
    #expect(try !p.w.exists(SealProject.seal))
    p.w.environment["PATH"] = p.w.path("../tmp")
    try p.w.assay(
      "seal", "--key", "../key",
      stderr: "error: `ssh-keygen` is not on the PATH\n  hint: install openssh-client", code: 2)
  }

  @Test func `nothing is sealed that HEAD does not hold`() throws {
    let p = try SealProject()
    for file in ["paper.md", "pipeline.yaml", "provenance/fit.json", "raw/unused.csv"] {
      let text = try p.w.read(file)
      try p.w.write(file, text + "\n")
      try p.w.assay(
        "seal", "--key", "../key",
        stderr: """
          error: nothing is sealed: HEAD does not hold \(file) as it stands
            hint: git add, git commit
          """, code: 2)
      try p.w.write(file, text)
    }
    // What no result rests on may lie about.
    try p.w.write("notes.txt", "note\n")
    #expect(try p.w.runs("seal", "--key", "../key"))
  }

  @Test func `nothing is sealed that does not hold itself`() throws {
    let p = try SealProject()
    func refuses(_ reason: String, _ hint: String, _ code: Int32) throws {
      try p.w.assay(
        "seal", "--key", "../key", stderr: "error: nothing is sealed: \(reason)\n  hint: \(hint)",
        code: code)
      try p.w.assay(
        "export", "slsa", stderr: "error: nothing is sealed: \(reason)\n  hint: \(hint)", code: code
      )
      #expect(try !p.w.exists(SealProject.seal))
    }
    let raw = try p.w.read("raw/x.json")
    try p.w.write("raw/x.json", raw.replacing("1.25", with: "1.26"))
    try p.w.commit("Other data")
    try refuses("fit, next must run or be restored first", "assay run", 3)
    try p.w.runs()
    try p.w.commit("Run")
    try refuses(
      "numbers of the manuscripts are not right, at paper.md:1:6", "assay check says why", 4)
    try p.w.write("raw/x.json", raw)
    try p.w.runs()
    let copy = try p.w.read("provenance/fit.numbers.json")
    try p.w.write("provenance/fit.numbers.json", copy.replacing("1.25", with: "1.24"))
    try p.w.commit("Other numbers")
    try refuses(
      """
      records do not fit together
        provenance/fit.json: names other bytes of its numbers than are sealed
      """, "assay verify says more", 4)
  }

  @Test func `nothing is sealed where there is nothing`() throws {
    let w = try Workspace("assay: 1\nstages: { a: { run: echo > a, outputs: [a] } }")
    try w.runs()
    try w.assay(
      "seal",
      stderr: """
        error: nothing is sealed: the project lies in no git repository
          hint: git init
        """, code: 2)
    try w.initRepository()
    try w.assay(
      "seal", stderr: "error: nothing is sealed: there is no commit yet\n  hint: git commit",
      code: 2)
    try w.assay(
      "verify", "--seal",
      stderr: """
        error: there is no seal `provenance/seal.intoto.jsonl`
          hint: assay seal makes one
        """, code: 2)
    let usage = try w.call([Workspace.assay, "verify", "seal.jsonl"])
    #expect(usage.code == 2)
    #expect(usage.stderr.contains("a file of a seal and --allowed-signers go with --seal"))
  }

  @Test func `data that git ignores is sealed by what the record says`() throws {
    let p = try SealProject(ignoring: ".assay/\nraw/x.json\n").sealed()
    #expect(try p.findings() == [])
    let raw = try p.w.read("raw/x.json")
    try p.w.write("raw/x.json", raw + "\n")
    #expect(
      try p.findings() == ["here data raw/x.json: has other bytes than were sealed"])
    try p.w.enterClone()
    #expect(try p.findings() == [])
    let told = try p.w.call([Workspace.assay, "verify", "--seal"]).stdout
    #expect(told.contains("here     10 of 10 files as sealed, 1 that git never held not here\n"))
  }

  @Test func `data that git converts is sealed as it was read`() throws {
    let p = try SealProject()
    try p.w.write(".gitattributes", "raw/x.json text eol=crlf\n")
    try p.w.write("raw/x.json", try p.w.read("raw/x.json").replacing("\n", with: "\r\n"))
    try p.w.runs()
    try p.w.commit("Lines of another system")
    try p.w.isClean()
    let sealed = try p.sealed()
    #expect(try sealed.findings() == [])
    let told = try p.w.call([Workspace.assay, "verify", "--seal"]).stdout
    #expect(told.contains("git      10 of 10 files as sealed"))
    #expect(told.contains("here     11 of 11 files as sealed\n"))
  }

  @Test func `what programs are made from must be committed`() throws {
    let p = try SealProject()
    try p.w.write("tool.c", "int main;\n")
    try p.w.write(
      "pipeline.yaml",
      p.w.read("pipeline.yaml").replacing(
        "stages:\n",
        with:
          "stages:\n  tool: { run: cp tool.c tool, inputs: [tool.c], outputs: [tool], machine: true }\n"
      ))
    try p.w.runs()
    try p.w.git("add", "pipeline.yaml", "provenance")
    try p.w.git("commit", "-q", "-m", "Tool")
    try p.w.assay(
      "seal", "--key", "../key",
      stderr: """
        error: nothing is sealed: HEAD does not hold tool.c as it stands
          hint: git add, git commit
        """, code: 2)
    try p.w.commit("Source")
    #expect(try p.sealed().findings() == [])
  }

  @Test func `the steps of seal.md`() throws {
    let page = ConsoleExamples(
      String(decoding: try Files.read(Workspace.repository + "/docs/seal.md"), as: UTF8.self))
    #expect(page.examples.count > 15)
    let w = try Workspace()
    let path = Machine.variable("PATH") ?? "/usr/bin:/bin"
    w.environment["PATH"] = "\(Workspace.assay.dropLast("/assay".count)):\(path)"
    for difference in try page.differences(in: w) { Issue.record("docs/seal.md, \(difference)") }
  }
}
