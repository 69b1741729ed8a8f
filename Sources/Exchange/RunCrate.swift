import Git
import Host
import Pipeline
import Store
import Text

/// A Provenance Run Crate 0.5: what ran, on what, with what result, and the files themselves.
///
/// The same project gives the same bytes: ids come from paths, names and digests, times from the ledger or
/// from commits, and where neither tells one there is none.
package struct RunCrate {
  /// The file that makes a folder a crate.
  package static let metadataFile = "ro-crate-metadata.json"

  let dossier: Dossier
  let citation: Citation
  let engine: String
  var graph = Graph()
  var holdings = Holdings()
  /// The files of the crate, by their paths in it.
  private(set) var files: [String: Holdings.Source] = [:]
  /// The files of the crate that the export writes itself, by their paths.
  private(set) var texts: [String: String] = [:]
  /// What an artifact is called in the crate.
  var ids: [Artifact: String] = [:]
  /// The actions, in the order of the pipeline.
  var actions: [String] = []
  var controls: [String] = []
  var notes: [String] = []
  private var absent: Set<String> = []

  /// The files that lie elsewhere, under the DOI of their rule.
  private let elsewhere: Set<String>

  /// Describes a project; `engine` is the version of this program, `readme` what stands in `README.md`
  /// where the project has none.
  ///
  /// - Throws: a diagnostic when the project does not say of itself what a crate must tell.
  package init(
    _ dossier: Dossier, _ citation: Citation, engine: String, readme: String? = nil,
    leavingOut elsewhere: Set<String> = []
  ) throws {
    self.elsewhere = elsewhere
    self.dossier = dossier
    self.citation = citation
    self.engine = engine
    notes = dossier.notes
    try addDescriptor()
    try addSources()
    if files[Self.readmeFile] == nil { addReadme(readme ?? ownReadme) }
    try addOutputs()
    try addProvenance()
    addWorkflow()
    for facts in dossier.stages { addActions(of: facts) }
    addRun()
    if !absent.isEmpty {
      let are = absent.count == 1 ? "1 file or folder is" : "\(absent.count) files and folders are"
      notes.append("\(are) not here, and so named by digest and not included: assay run")
    }
  }

  /// The metadata file.
  package var metadata: String {
    JSON.object([
      (
        "@context",
        [
          "https://w3id.org/ro/crate/1.1/context",
          "https://w3id.org/ro/terms/workflow-run/context",
          ["standardUncertainty": "http://qudt.org/schema/qudt/standardUncertainty"],
        ]
      ), ("@graph", graph.json),
    ]).pretty
  }

  /// What should be known beside it.
  package var remarks: [String] { notes }

  /// Writes the crate into a folder.
  package func write(into folder: borrowing ExportFolder) throws {
    for (path, source) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      try folder.copy(
        source.path, to: path, isExecutable: source.isExecutable, expecting: source.digest)
    }
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) { try folder.write(text, to: path) }
    try folder.write(metadata, to: Self.metadataFile)
  }
}

// MARK: - Files

extension RunCrate {
  static let root = "./"
  static let readmeFile = "README.md"

  /// The pipeline as the crate calls it.
  var workflow: String { Address.encoded(dossier.pipeline.file) }

  /// Puts a file into the crate under its path.
  @discardableResult
  mutating func add(_ path: String, _ source: Holdings.Source, named name: String? = nil) -> String
  {
    let id = Address.encoded(path)
    guard files.updateValue(source, forKey: path) == nil else { return id }
    graph.add(
      id, ["File"],
      [
        "name": .string(name ?? path), "encodingFormat": .string(MediaType.of(path)),
        "contentSize": .string("\(source.size)"), "sha256": .string(source.digest.hex),
      ])
    let executable: Content.Kind = source.isExecutable ? .executable : .file
    ids[Artifact(path, Content(executable, source.digest))] = id
    if let commit = dossier.commit(of: path) {
      graph.add(id, [], ["version": .string(commit.id)])
      graph.add(
        id, [], ["dateModified": .string(StageFacts.time(ofSeconds: commit.seconds))])
      graph.link(id, "contributor", to: [person(commit)])
    }
    return id
  }

  private mutating func addSources() throws {
    for path in dossier.sources where path != Self.metadataFile && !elsewhere.contains(path) {
      guard let source = try holdings.file(at: path) else { continue }
      let id = add(path, source)
      graph.link(Self.root, "hasPart", to: [id])
      if path == Self.readmeFile { graph.link(id, "about", to: [Self.root]) }
      addOrigin(of: path, id)
    }
  }

  /// Whoever opens the folder is told what it is.
  private mutating func addReadme(_ text: String) {
    texts[Self.readmeFile] = text
    graph.add(
      Self.readmeFile, ["File"],
      [
        "name": .string(Self.readmeFile), "encodingFormat": "text/markdown",
        "contentSize": .string("\(text.utf8.count)"), "sha256": .string(Digest.of(text).hex),
      ])
    graph.link(Self.readmeFile, "about", to: [Self.root])
    graph.link(Self.root, "hasPart", to: [Self.readmeFile])
  }

  private var ownReadme: String {
    """
    # \(citation.title)

    \(citation.abstract ?? "")

    By \(citation.authors.map(\.shown).joined(separator: ", ")).

    This folder is an RO-Crate: `\(Self.metadataFile)` says which stages of \
    `\(dossier.pipeline.file)` ran, on which files, with which numbers as results, and who changed \
    each file last. `provenance/` holds the records that it was made from.

    """
  }

  /// What the rule for a data file says of where it comes from.
  private mutating func addOrigin(of path: String, _ id: String) {
    guard let rule = dossier.pipeline.source(of: path), !dossier.pipeline.isCode(path) else {
      return
    }
    let told = [
      "origin: \(rule.origin.rawValue)", rule.reference.map { "reference: \($0)" },
      rule.instrument.map { "instrument: \($0)" }, rule.date.map { "date: \($0)" },
      rule.by.map { "by: \($0)" },
    ]
    graph.add(
      id, [], ["description": .string(told.compactMap(\.self).joined(separator: "; "))])
    let term = graph.add(
      "#origin/\(rule.origin.rawValue)", ["DefinedTerm"],
      [
        "name": .string(rule.origin.rawValue),
        "description": .string("where data come from, as pipeline.yaml declares it"),
      ])
    graph.link(id, "additionalType", to: [term])
  }

  /// The outputs that the records name; those whose bytes can be had are files of the crate.
  private mutating func addOutputs() throws {
    for facts in dossier.stages {
      for output in facts.record?.outputs ?? [] {
        let artifact = Artifact(output.path, output.content)
        guard let members = try holdings.files(of: artifact) else { continue }
        let parts = members.filter { files[$0.path] == nil }.map { add($0.path, $0.source) }
        guard artifact.isFolder else {
          graph.link(Self.root, "hasPart", to: parts)
          continue
        }
        let id = graph.add(
          Address.encoded(artifact.path) + "/", ["Dataset"], ["name": .string(artifact.path)])
        ids[artifact] = id
        graph.link(id, "hasPart", to: parts)
        graph.link(Self.root, "hasPart", to: [id])
      }
    }
  }

  /// The records and the committed copies of numbers.
  private mutating func addProvenance() throws {
    let folder = Layout.provenance
    guard try Files.status(folder)?.kind == .folder else { return }
    let id = graph.add(
      folder + "/", ["Dataset"],
      [
        "name": .string(folder),
        "description":
          "the records of the stages, the numbers with their derivations, the machines",
      ])
    graph.link(Self.root, "hasPart", to: [id])
    for place in [folder, Layout.machines] where try Files.status(place)?.kind == .folder {
      for entry in try Files.entries(of: place) where entry.name.hasSuffix(".json") {
        let path = "\(place)/\(entry.name)"
        guard let source = try holdings.file(at: path) else { continue }
        graph.link(id, "hasPart", to: [add(path, source)])
      }
    }
  }

  /// What an artifact is called: its path when it is in the crate, else a name with its digest.
  mutating func id(of artifact: Artifact) -> String {
    if let known = ids[artifact] { return known }
    let same = Artifact(
      artifact.path,
      Content(artifact.content.kind == .executable ? .file : .executable, artifact.content.digest))
    if let known = ids[same] { return known }
    if let folder = folderOfSources(artifact) { return folder }
    let id = graph.add(
      "#\(Address.short(artifact.content.digest))/\(Address.encoded(artifact.path))",
      [artifact.isFolder ? "Dataset" : "File"],
      [
        "name": .string(artifact.path),
        "description": .string(
          "not in this crate; known by its digest"
            + (artifact.isFolder ? ", that of the listing of the folder" : "")),
        "sha256": .string(artifact.content.digest.hex),
      ])
    if !artifact.isFolder {
      graph.add(id, [], ["encodingFormat": .string(MediaType.of(artifact.path))])
    }
    if let doi = dossier.pipeline.source(of: artifact.path)?.doi, !artifact.isFolder,
      dossier.pipeline.maker(of: artifact.path) == nil
    {
      graph.add(id, [], ["url": .string("https://doi.org/\(doi)")])
    }
    ids[artifact] = id
    if !elsewhere.contains(artifact.path) { absent.insert(id) }
    return id
  }

  /// A folder that a stage reads and no stage makes, when it is as the stage read it.
  private mutating func folderOfSources(_ artifact: Artifact) -> String? {
    guard artifact.isFolder, dossier.pipeline.maker(of: artifact.path) == nil,
      let members = try? holdings.files(of: artifact),
      members.allSatisfy({ files[$0.path] != nil })
    else { return nil }
    let id = graph.add(
      Address.encoded(artifact.path) + "/", ["Dataset"], ["name": .string(artifact.path)])
    graph.link(id, "hasPart", to: members.map { Address.encoded($0.path) })
    graph.link(Self.root, "hasPart", to: [id])
    ids[artifact] = id
    return id
  }
}
