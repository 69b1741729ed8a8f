import Git
import Host
import Pipeline
import Store
import Text

/// A folder for a data archive: the files of HEAD, the results, and what an archive, a reader and a
/// codechecker want to know beside them.
package struct Deposit {
  /// A raw file that lies in an archive of its own, or a result that is not here.
  private struct Missing {
    let path: String
    let size: UInt64?
    let digest: Digest
    /// `nil` for a result, which a run makes.
    let doi: String?
  }

  /// The name of our text where the project has a `README.md` of its own.
  static let readme = "DEPOSIT.md"
  static let missingFile = "MISSING-DATA.tsv"
  static let sums = "SHA256SUMS"
  private static let codemeta = "codemeta.json"
  private static let codecheck = "codecheck.yml"

  private let dossier: Dossier
  private let citation: Citation
  private let head: Commit
  private var holdings = Holdings()
  private var files: [String: Holdings.Source] = [:]
  private var links: [String: String] = [:]
  private var missing: [Missing] = []
  private var texts: [String: String] = [:]
  package private(set) var notes: [String] = []

  /// Collects what belongs into it.
  ///
  /// - Throws: a diagnostic when the project is not as HEAD has it, or lies in no repository.
  package init(_ dossier: Dossier, _ citation: Citation, engine: String) throws {
    self.dossier = dossier
    self.citation = citation
    guard let repository = try Repository.containing("."), let head = dossier.head else {
      throw Diagnostic(
        "the project has no commit, and a deposit holds what is committed",
        hint: "git init, git add, git commit")
    }
    self.head = head
    try Self.refuseDirty(repository, dossier.pipeline)
    for file in try repository.filesAtHead() { try take(file) }
    try takeResults()
    try addTexts(engine)
  }

  /// What stands otherwise than HEAD has it would be deposited under a commit that does not hold it.
  private static func refuseDirty(
    _ repository: borrowing Repository, _ pipeline: Pipeline
  ) throws {
    let dirty = try repository.dirtyPaths(excluding: [Layout.local])
      .filter { pipeline.maker(of: $0) == nil }
    guard let first = dirty.first else { return }
    let rest = dirty.count > 1 ? " and \(dirty.count - 1) more" : ""
    throw Diagnostic(
      "`\(Escaped(first))`\(rest) \(dirty.count > 1 ? "are" : "is") not as the last commit has it",
      hint: "commit or remove it first: a deposit holds what is committed")
  }

  /// Takes a file of HEAD: its bytes, or what names them in another archive.
  private mutating func take(_ file: TrackedFile) throws {
    switch file.kind {
    case .submodule:
      notes.append("\(Escaped(file.path)) is another repository, and not in the deposit")
    case .link: links[file.path] = try Files.linkText(of: file.path)
    case .file, .program:
      guard !Self.own.contains(file.path) else {
        throw Diagnostic(
          "the project has a file `\(file.path)`, which a deposit writes itself",
          hint: "give it another name")
      }
      // A file that HEAD has and the disk has not would have been dirty, unless a stage makes it.
      guard let source = try holdings.file(at: file.path) else { return }
      if let doi = dossier.pipeline.source(of: file.path)?.doi {
        missing.append(
          Missing(path: file.path, size: source.size, digest: source.digest, doi: doi))
      } else {
        files[file.path] = source
      }
    }
  }

  private static let own: Set<String> = [readme, missingFile, sums, RunCrate.metadataFile]

  /// Takes the outputs that the records name; those of one machine are no results.
  private mutating func takeResults() throws {
    for facts in dossier.stages {
      for output in facts.record?.outputs ?? [] {
        let artifact = Artifact(output.path, output.content)
        if let members = try holdings.files(of: artifact) {
          for member in members { files[member.path] = member.source }
        } else if output.content.kind != .link {
          missing.append(
            Missing(
              path: artifact.isFolder ? output.path + "/" : output.path, size: nil,
              digest: output.content.digest, doi: nil))
        }
      }
    }
  }
}

// MARK: - What is written beside

extension Deposit {
  private mutating func addTexts(_ engine: String) throws {
    if files[Self.codemeta] == nil {
      texts[Self.codemeta] = Codemeta(citation, dossier, head).text
    }
    if files[Self.codecheck] == nil {
      texts[Self.codecheck] = Codecheck(citation, outputs: results).text
    }
    if !missing.isEmpty { texts[Self.missingFile] = missingText }
    let external = missing.filter { $0.doi != nil }.map(\.path)
    let readme = readmeText(engine)
    let crate = try RunCrate(
      dossier, citation, engine: engine, readme: readme, leavingOut: Set(external))
    // What a stage printed before it failed is in no commit.
    files.merge(crate.files) { own, _ in own }
    texts.merge(crate.texts) { own, _ in own }
    notes += crate.remarks
    texts[RunCrate.metadataFile] = crate.metadata
    if crate.texts.isEmpty { texts[Self.readme] = readme }
    texts[Self.sums] = sumsText
  }

  /// The results that a codechecker would look at: what manuscripts show or state, else all.
  private var results: [(path: String, comment: String)] {
    dossier.stages.flatMap { facts in
      (facts.record?.outputs ?? []).map { output in
        let isFolder = output.content.kind == .folder
        let names = (dossier.numbers[facts.stage.name] ?? []).count
        let numbers = names > 0 ? ", \(names) number\(names == 1 ? "" : "s")" : ""
        return (isFolder ? output.path + "/" : output.path, "stage \(facts.stage.name)\(numbers)")
      }
    }
  }

  private var missingText: String {
    "path\tsize\tsha256\tdoi\n"
      + missing.map { item in
        let size = item.size.map { "\($0)" } ?? "-"
        return "\(Escaped(item.path))\t\(size)\t\(item.digest.hex)\t\(item.doi ?? "-")\n"
      }.joined()
  }

  /// Sums of all files but this one, as `sha256sum` writes them.
  private var sumsText: String {
    let sums =
      files.map { ($0.key, $0.value.digest) } + texts.map { ($0.key, Digest.of($0.value)) }
    return
      sums.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
      .map { "\(Self.line($0, $1))\n" }.joined()
  }

  /// A line of `sha256sum`: a name with a backslash or a newline is escaped, and the line says so.
  private static func line(_ path: String, _ digest: Digest) -> String {
    guard path.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x0D }) else {
      return "\(digest.hex)  \(path)"
    }
    let escaped = path.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      default: String(scalar)
      }
    }.joined()
    return "\\\(digest.hex)  \(escaped)"
  }

  private func readmeText(_ engine: String) -> String {
    let external = missing.filter { $0.doi != nil }
    let dois = Set(external.compactMap(\.doi)).sorted()
    var text = """
      # \(citation.title)

      \(citation.abstract ?? "")

      By \(citation.authors.map(\.shown).joined(separator: ", ")). \
      This folder is what commit \(head.id) holds, with the results that its records name.

      ## What is here
      | | |
      |---|---|
      | `\(dossier.pipeline.file)` | how each result is made: stages with their inputs, commands and outputs |
      | `provenance/` | for each stage what it ran on and what came out, by SHA-256; all numbers with their derivations |
      | `ro-crate-metadata.json` | the same as a Provenance Run Crate 0.5 |
      | `CITATION.cff`, `codemeta.json` | how to cite it, for people and for programs |
      | `codecheck.yml` | the form of a CODECHECK certificate: what a codechecker fills in is left open |
      | `SHA256SUMS` | the digest of each file |

      ## Check that nothing was altered
      ```sh
      sha256sum --quiet -c SHA256SUMS
      ```

      """
    if !external.isEmpty {
      text += """

        ## Fetch the raw data
        \(external.count == 1 ? "One file lies" : "\(external.count) files lie") in an archive of \
        its own: \(dois.map { "https://doi.org/\($0)" }.joined(separator: ", ")). \
        `\(Self.missingFile)` names each with its path, size and SHA-256. Put them at these paths, then
        ```sh
        awk -F'\\t' 'NR > 1 && $4 != "-" { print $3 "  " $1 }' \(Self.missingFile) | sha256sum -c
        ```

        """
    }
    let lost = missing.count - external.count
    if lost > 0 {
      let are = lost == 1 ? "One result is" : "\(lost) results are"
      text += """

        ## What is not here
        \(are) not in this folder: `\(Self.missingFile)` has each with its SHA-256, that of a folder \
        being the digest of its listing. `assay run` makes them.

        """
    }
    text += """

      ## Rebuild the results
      ```sh
      assay run       # runs the stages whose results are not here, or that changed
      assay check     # holds the numbers of the text against the results
      assay numbers   # every number with its class
      ```
      This was written by assay \(engine). `assay trace NUMBER` leads from a number to the cells it rests on.

      """
    return text
  }

  /// Writes it into a folder.
  package func write(into folder: borrowing ExportFolder) throws {
    for (path, source) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      try folder.copy(
        source.path, to: path, isExecutable: source.isExecutable, expecting: source.digest)
    }
    for (path, text) in links.sorted(by: { $0.key < $1.key }) { try folder.link(text, at: path) }
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) { try folder.write(text, to: path) }
  }

  /// How much it holds.
  package var summary: ExportSummary {
    ExportSummary(dossier, files: files.count + links.count + texts.count)
  }
}
