import Testing
import Text

/// `export deposit`: a folder ready for a data archive.
struct ExportDepositTests {
  @Test func `it holds HEAD and the results, and every sum is right`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "deposit", "-o", "../deposit")
    let sums = try w.call(["sha256sum", "--strict", "-c", "SHA256SUMS"], in: "../deposit")
    #expect(sums.code == 0 && sums.stderr.isEmpty, "\(sums)")
    let all = try w.files(in: "../deposit")
    #expect(sums.stdout.split(separator: "\n").count == all.count - 1)
    #expect(
      all.filter { !$0.hasPrefix("provenance/") } == [
        ".gitignore", "CITATION.cff", "MISSING-DATA.tsv", "README.md", "SHA256SUMS", "all.txt",
        "code/mean.py", "codecheck.yml", "codemeta.json", "logs/bad.log", "out/10W/numbers.json",
        "out/25 W/numbers.json", "pipeline.yaml", "raw/10W.csv", "raw/25 W.csv",
        "ro-crate-metadata.json",
      ])
  }

  @Test func `raw data with a DOI are named and not copied`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "deposit", "-o", "../deposit")
    let sum = try w.call(["sha256sum", "raw/blank.dat"]).stdout.prefix(64)
    #expect(
      try w.read("../deposit/MISSING-DATA.tsv")
        == "path\tsize\tsha256\tdoi\nraw/blank.dat\t6\t\(sum)\t10.5281/zenodo.1234567\n")
    // The command that the text gives, once the file is fetched.
    let readme = try w.read("../deposit/README.md")
    let command = try #require(readme.split(separator: "\n").first { $0.hasPrefix("awk ") })
    try w.write("../deposit/raw/blank.dat", "0.001\n")
    let fetched = try w.call(["sh", "-c", String(command)], in: "../deposit")
    #expect(fetched == Outcome(stdout: "raw/blank.dat: OK\n", stderr: "", code: 0))
    let crate = try w.entities(ofCrate: "../deposit")
    let blank = try #require(crate["#\(sum.prefix(12))/raw/blank.dat"])
    #expect(blank["url"]?.string == "https://doi.org/10.5281/zenodo.1234567")
  }

  @Test func `what it holds is enough to go on`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "deposit", "-o", "../deposit")
    try w.write("../deposit/raw/blank.dat", "0.001\n")
    w.project = "deposit"
    try w.assay(
      "run", "mean", "join",
      stdout: "3 stages: 0 run here, 0 from this machine, 3 believed from the record")
    try w.assay(
      "numbers", "mean@10W",
      stdout: "mean@10W.mean  10.60(10) g  measured  no budget stated")
  }

  @Test func `forms for archives and for a codechecker`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "deposit", "-o", "../deposit")
    let path = "../deposit/codemeta.json"
    let codemeta = try JSON.read(Array(w.read(path).utf8), file: path)
    #expect(codemeta["@context"]?.string == "https://doi.org/10.5063/schema/codemeta-2.0")
    #expect(codemeta["license"]?.string == "https://spdx.org/licenses/CC-BY-4.0")
    #expect(codemeta["author"]?.array?.first?["familyName"]?.string == "Lovelace")
    #expect(codemeta["programmingLanguage"]?.array == ["Python"])
    #expect(
      try w.read("../deposit/codecheck.yml") == """
        ---
        version: https://codecheck.org.uk/spec/config/1.0/
        paper:
          title: "Two masses"
          authors:
            - name: "Ada Lovelace"
              ORCID: 0000-0000-0000-0001
        manifest:
          - file: "out/10W/"
            comment: "stage mean@10W, 1 number"
          - file: "out/25 W/"
            comment: "stage mean@25%20W, 1 number"
          - file: "all.txt"
            comment: "stage join"
        # For the codechecker: who checked, when, what came out.
        codechecker:
          - name:
            ORCID:
        summary:
        repository:
        check_time:
        certificate:
        report:

        """)
  }

  @Test func `what is not committed is not deposited`() throws {
    let w = try Workspace.exported()
    try w.write("raw/10W.csv", "n,mass\n1,10.5\n")
    try w.write("note.txt", "x")
    try w.assay(
      "export", "deposit", "-o", "../deposit",
      stderr: """
        error: `note.txt` and 1 more are not as the last commit has it
          hint: commit or remove it first: a deposit holds what is committed
        """, code: 2)
    try w.remove(".git")
    try w.assay(
      "export", "deposit", "-o", "../deposit",
      stderr: """
        error: the project has no commit, and a deposit holds what is committed
          hint: git init, git add, git commit
        """, code: 2)
    #expect(try !w.exists("../deposit"))
  }

  @Test func `the project's own text, codemeta and links stay as they are`() throws {
    let w = try Workspace.exported()
    try w.write("README.md", "# Mine\n")
    try w.write("codemeta.json", "{}\n")
    #expect(try w.call(["ln", "-s", "raw/10W.csv", "first.csv"]).code == 0)
    try w.commit("Say more")
    try w.runs("export", "deposit", "-o", "../deposit")
    #expect(try w.read("../deposit/README.md") == "# Mine\n")
    #expect(try w.read("../deposit/codemeta.json") == "{}\n")
    #expect(try w.read("../deposit/DEPOSIT.md").hasPrefix("# Two masses\n"))
    #expect(try w.call(["readlink", "../deposit/first.csv"]).stdout == "raw/10W.csv\n")
    try w.write("SHA256SUMS", "")
    try w.commit("Sum up")
    try w.assay(
      "export", "deposit", "-o", "../other",
      stderr: """
        error: the project has a file `SHA256SUMS`, which a deposit writes itself
          hint: give it another name
        """, code: 2)
  }

  @Test(Validators.areThere) func `its crate passes the stock validator`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "deposit", "-o", "../deposit")
    #expect(try w.failedChecks(ofCrate: "deposit") == ["process-run-crate-0.5_5.1"])
  }
}
