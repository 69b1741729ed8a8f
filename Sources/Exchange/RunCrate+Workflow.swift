// The pipeline as a workflow: its language, its steps, the tools that they run.

import Host
import Pipeline
import Store
import Text

extension RunCrate {
  /// The families of stages, in the order of the file.
  private var families: [String] {
    var seen: Set<String> = []
    return dossier.stages.map(\.stage.family).filter { seen.insert($0).inserted }
  }

  mutating func addWorkflow() {
    graph.add(
      workflow, ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
      ["url": .string(citation.repository ?? workflow)])
    if dossier.commit(of: dossier.pipeline.file) == nil {
      let bytes = dossier.pipeline.contents[dossier.pipeline.file] ?? []
      graph.add(workflow, [], ["version": .string("sha256:\(Digest.of(bytes).hex)")])
    }
    graph.link(
      workflow, "conformsTo",
      to: [
        graph.add(
          "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE", ["CreativeWork"],
          ["name": "ComputationalWorkflow profile", "version": "1.0-RELEASE"])
      ])
    graph.link(
      workflow, "programmingLanguage",
      to: [
        graph.add(
          "#pipeline-language", ["ComputerLanguage"],
          ["name": "Assay pipeline", "version": "1", "identifier": "assay: 1"])
      ])
    for (position, family) in families.enumerated() {
      let id = graph.add(
        step(family), ["HowToStep"],
        ["name": .string(family), "position": .string("\(position + 1)")])
      graph.link(workflow, "step", to: [id])
    }
  }

  func step(_ family: String) -> String { "\(workflow)#\(Address.encoded(family))" }

  /// What a stage ran: a file of code or a program that its command names, else the command itself.
  mutating func tool(of facts: StageFacts, _ lines: [ManifestLine]) -> String {
    let command = lines.command
    let words =
      facts.stage.command.isShell
      ? command.dropFirst(2).flatMap {
        $0.split { " \t\n'\"`;|&<>()".contains($0) }.map(String.init)
      } : command
    let codes =
      lines.programs
      + lines.inputs.filter { !$0.isFolder && dossier.pipeline.isCode($0.path) }
    let named = words.lazy.compactMap { word in
      codes.first { $0.path == word || "./\($0.path)" == word }
    }.first
    let tool = named.map { self.code(at: $0) } ?? commandTool(of: facts, lines)
    graph.link(step(facts.stage.family), "workExample", to: [tool])
    addRequirements(of: tool, lines, packages: facts.record?.packages ?? [])
    return tool
  }

  /// A file of code, in the crate or known by its digest, as something that is run.
  private mutating func code(at artifact: Artifact) -> String {
    let id = id(of: artifact)
    let isProgram = dossier.pipeline.maker(of: artifact.path) != nil
    if isProgram {
      graph.add(
        id, ["SoftwareApplication"],
        [
          "softwareVersion": .string("sha256:\(artifact.content.digest.hex)"),
          "url": .string(Address.named(artifact.content.digest)),
        ])
      return id
    }
    graph.add(
      id, ["SoftwareSourceCode"],
      ["url": .string(citation.repository.map { "\($0)#\(artifact.path)" } ?? artifact.path)])
    if files[artifact.path]?.digest != artifact.content.digest
      || dossier.commit(of: artifact.path) == nil
    {
      graph.add(id, [], ["version": .string("sha256:\(artifact.content.digest.hex)")])
    }
    return id
  }

  /// The command of a stage is code of its own, and stands in the pipeline.
  private mutating func commandTool(
    of facts: StageFacts, _ lines: [ManifestLine]
  ) -> String {
    let family = facts.stage.family
    let text = Self.shown(lines.command, isShell: facts.stage.command.isShell)
    return graph.add(
      "#command/\(Address.encoded(facts.stage.name))", ["SoftwareSourceCode"],
      [
        "name": .string("command of \(facts.stage.name)"), "text": .string(text),
        "version": .string("sha256:\(Digest.of(text).hex)"), "url": .string(step(family)),
      ])
  }

  /// The step of a stage that never ran leads to its command as the pipeline states it.
  mutating func addUnrun(_ facts: StageFacts) {
    let id = graph.add(
      "#command/\(Address.encoded(facts.stage.family))", ["SoftwareSourceCode"],
      [
        "name": .string("command of \(facts.stage.family)"),
        "version": .string(
          "sha256:\(Digest.of(dossier.pipeline.contents[dossier.pipeline.file] ?? []).hex)"),
        "url": .string(step(facts.stage.family)),
        "description": .string(
          facts.stage.isMachine
            ? "makes what belongs to one machine; no record of it is committed"
            : "has not run, or its record does not hold"),
      ])
    graph.link(step(facts.stage.family), "workExample", to: [id])
  }

  /// The tools and packages that a stage rested on.
  private mutating func addRequirements(
    of tool: String, _ lines: [ManifestLine], packages: [ManifestLine]
  ) {
    var ids: [String] = []
    for line in lines where line.kind == .tool && line.fields.count == 3 {
      guard let digest = Digest(hex: line.fields[2]) else { continue }
      ids.append(
        graph.add(
          "#tool/\(Address.encoded(line.fields[1]))/\(Address.short(digest))",
          ["SoftwareApplication"],
          [
            "name": .string(line.fields[1]), "softwareVersion": .string("sha256:\(digest.hex)"),
            "url": .string(Address.named(digest)),
          ]))
    }
    for line in packages where line.fields.count == 4 {
      let (kind, name, version) = (line.fields[1], line.fields[2], line.fields[3])
      let url = Self.address(ofPackage: kind, name, version)
      ids.append(
        graph.add(
          "#package/\(kind)/\(Address.encoded(name))/\(Address.encoded(version).prefix(24))",
          ["SoftwareApplication"],
          [
            "name": .string(name), "softwareVersion": .string(version), "url": .string(url),
            "description": .string("\(kind): read outside of the project"),
          ]))
    }
    graph.link(tool, "softwareRequirements", to: ids)
  }

  /// The address of a package, as package URLs write it; a file of nobody's is named by its digest.
  private static func address(ofPackage kind: String, _ name: String, _ version: String) -> String {
    let type = ["debian": "deb/debian", "python": "pypi", "r": "cran", "R": "cran"][kind]
    if let type { return "pkg:\(type)/\(Address.encoded(name))@\(Address.encoded(version))" }
    if let digest = Digest(hex: version) { return Address.named(digest) }
    return "pkg:generic/\(Address.encoded(name))@\(Address.encoded(version))"
  }

  static func shown(_ command: [String], isShell: Bool) -> String {
    isShell ? command.dropFirst(2).joined(separator: " ") : command.joined(separator: " ")
  }
}
