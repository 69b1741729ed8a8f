import Testing
import Text

/// The raw files: where they come from, who put them there, and what became of them.
struct RawTests {
  private static let pipeline = """
    assay: 1
    sources:
      - { files: raw/masses.csv, origin: measured, instrument: XS205, by: Ada, date: 2026-01-02 }
      - { files: raw/run.txt, origin: published, reference: Table 1 }
    exclude:
      - { what: raw/old.csv, reason: the cell leaked, by: Ada, date: 2026-01-03 }
    stages:
      sum:
        run: cat raw/masses.csv raw/run.txt > sum.txt
        inputs: [raw/masses.csv, raw/run.txt]
        outputs: [sum.txt]
    """

  private func project() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: [
        "raw/masses.csv": "sample,mass\nfull,10.5\nempty,4.2\n",
        "raw/run.txt":
          "# Sample: 25W\n# Operator: Grace Hopper\n# Date: 2026-01-01 09:00\n1 2\n3 4\n",
        "raw/old.csv": "sample,mass\nfull,9.5\n",
      ])
    try w.initRepository(ignoring: ".assay/\nsum.txt\n")
    try w.commit("Measure")
    return w
  }

  @Test func `files that were edited after their first commit stand out`() throws {
    let w = try project()
    try w.write("raw/masses.csv", "\"sample\";\"mass\"\nfull;10.5\nempty;4.2\n")
    try w.commit("Change the delimiter")
    try w.assay(
      "raw",
      stdout: """
        3 raw files, none edited after its first commit

        raw/masses.csv  36 bytes
          sha256     <digest>
          origin     measured, XS205, Ada, 2026-01-02
          first      <commit> 2026-01-02 Ada Lovelace “Measure”
          changed    <commit> 2026-01-02 Ada Lovelace “Change the delimiter”: no value, only how they are written or in which order

        raw/old.csv  21 bytes
          sha256     <digest>
          origin     unknown, no rule under `sources` names it
          left out   the cell leaked (Ada, 2026-01-03)
          first      <commit> 2026-01-02 Ada Lovelace “Measure”

        raw/run.txt  72 bytes
          sha256     <digest>
          origin     published (Table 1)
          first      <commit> 2026-01-02 Ada Lovelace “Measure”
          header     sample 25W · operator Grace Hopper · time 2026-01-01 09:00

        A commit's author and time are claims, not proofs.
        """)
    try w.write("raw/masses.csv", "sample;mass\nfull;10.6\nempty;4.2\nhalf;7\n")
    try w.commit("Weigh again")
    try w.write("raw/masses.csv", "sample;mass\nfull;10.6\nempty;4.1\nhalf;7\n")
    try w.assay(
      "raw",
      stdout: """
        3 raw files, 1 edited after the first commit

        raw/masses.csv  39 bytes
          sha256     <digest>
          origin     measured, XS205, Ada, 2026-01-02
          first      <commit> 2026-01-02 Ada Lovelace “Measure”
          changed    <commit> 2026-01-02 Ada Lovelace “Change the delimiter”: no value, only how they are written or in which order
          changed    <commit> 2026-01-02 Ada Lovelace “Weigh again”: 1 value changed, 1 row added
                     mass on line 2 (full): 10.5 → 10.6
          changed    not committed: 1 value changed
                     mass on line 3 (empty): 4.2 → 4.1

        raw/old.csv  21 bytes
          sha256     <digest>
          origin     unknown, no rule under `sources` names it
          left out   the cell leaked (Ada, 2026-01-03)
          first      <commit> 2026-01-02 Ada Lovelace “Measure”

        raw/run.txt  72 bytes
          sha256     <digest>
          origin     published (Table 1)
          first      <commit> 2026-01-02 Ada Lovelace “Measure”
          header     sample 25W · operator Grace Hopper · time 2026-01-01 09:00

        A commit's author and time are claims, not proofs.
        """)
    #expect(try w.call([Workspace.assay, "raw", "--json"]).code == 0)
  }

  @Test func `files of one folder with the same commits are told together`() throws {
    let w = try project()
    for name in ["a", "b"] { try w.write("raw/\(name).xy", "10.0 5\n10.1 6\n") }
    try w.write(
      "pipeline.yaml",
      Self.pipeline.replacing("raw/run.txt, origin", with: "[raw/*.xy, raw/run.txt], origin"))
    try w.commit("Scan")
    for name in ["a", "b"] { try w.write("raw/\(name).xy", "10.0 7\n10.1 6\n") }
    try w.commit("Scan again")
    let answer = try w.call([Workspace.assay, "raw"]).without().stdout
    #expect(
      answer.hasPrefix(
        """
        5 raw files, 2 edited after the first commit

        raw: 2 files
          origin     published (Table 1)
          first      <commit> 2026-01-02 Ada Lovelace “Scan”
          changed    <commit> 2026-01-02 Ada Lovelace “Scan again”: 1 value changed in each
          a.xy  <digest>  14 bytes
          b.xy  <digest>  14 bytes

        """), "\(answer)")
  }

  @Test func `a file that is no raw data is refused by name`() throws {
    let w = try project()
    try w.assay(
      "raw", "raw/mases.csv",
      stderr: """
        error: `raw/mases.csv` is no raw data of the project
          hint: did you mean `raw/masses.csv`?
        """, code: 2)
  }

  @Test func `without a repository there is no first commit, and no error`() throws {
    let w = try Workspace(Self.pipeline, files: ["raw/masses.csv": "a,b\n1,2\n"])
    try w.assay(
      "raw", "raw/masses.csv",
      stdout: """
        raw/masses.csv  8 bytes
          sha256     <digest>
          origin     measured, XS205, Ada, 2026-01-02
          first      no git repository
        A commit's author and time are claims, not proofs.
        """)
  }
}
