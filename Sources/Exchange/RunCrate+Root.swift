// The crate itself: its description, the people and organizations behind it, the license.

import Git
import Host
import Text

extension RunCrate {
  private static let base = "https://w3id.org/ro/wfrun"
  private static let workflowProfile = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"

  mutating func addDescriptor() throws {
    graph.add(Self.metadataFile, ["CreativeWork"])
    graph.link(Self.metadataFile, "about", to: [Self.root])
    graph.link(
      Self.metadataFile, "conformsTo",
      to: ["https://w3id.org/ro/crate/1.1", Self.workflowProfile])
    graph.add(
      Self.root, ["Dataset"],
      [
        "name": .string(citation.title), "description": .string(try citation.described()),
        "datePublished": .string(try published()), "version": citation.version.map(JSON.string),
        "identifier": citation.doi.map { .string("https://doi.org/\($0)") },
        "url": citation.url.map(JSON.string),
      ])
    for keyword in citation.keywords { graph.add(Self.root, [], ["keywords": .string(keyword)]) }
    graph.link(Self.root, "license", to: [try license()])
    graph.link(Self.root, "author", to: citation.authors.map { party($0) })
    if let publisher { graph.link(Self.root, "publisher", to: [party(publisher)]) }
    addProfiles()
    graph.link(Self.root, "mainEntity", to: [workflow])
  }

  private mutating func addProfiles() {
    for (name, title) in [
      ("provenance", "Provenance Run Crate"), ("process", "Process Run Crate"),
      ("workflow", "Workflow Run Crate"),
    ] {
      let id = graph.add(
        "\(Self.base)/\(name)/0.5", ["CreativeWork"],
        ["name": .string(title), "version": "0.5"])
      graph.link(Self.root, "conformsTo", to: [id])
    }
    graph.add(
      Self.workflowProfile, ["CreativeWork"],
      ["name": "Workflow RO-Crate", "version": "1.0"])
    graph.link(Self.root, "conformsTo", to: [Self.workflowProfile])
  }

  /// The day of publication: as the citation says, else that of the last commit, which is told.
  private mutating func published() throws(Diagnostic) -> String {
    if let released = citation.released { return released }
    guard let head = dossier.head else {
      throw Diagnostic(
        "neither \(Citation.file) nor a commit says when this was published",
        hint: "add `date-released: 2026-01-31` to \(Citation.file)")
    }
    notes.append(
      "\(Citation.file) has no `date-released`: the time of the last commit stands for it")
    return StageFacts.time(ofSeconds: head.seconds)
  }

  /// The license: by its name at SPDX, by its address, or the file with its text.
  private mutating func license() throws(Diagnostic) -> String {
    if let name = citation.licenses.first {
      return graph.add(
        "https://spdx.org/licenses/\(Address.encoded(name))", ["CreativeWork"],
        [
          "name": .string(name), "identifier": .string(name),
          "description": .string("the license \(name), as SPDX names it"),
        ])
    }
    if let url = citation.licenseURL {
      return graph.add(
        url, ["CreativeWork"], ["name": "license", "description": "the license of this work"])
    }
    guard let file = dossier.licenseFile else { throw citation.noLicense }
    return graph.add(
      Address.encoded(file), ["File", "CreativeWork"],
      ["description": "the license of this work"])
  }

  /// An organization that the citation names as whom to contact, as an author, or as where the first
  /// author works.
  private var publisher: Citation.Party? {
    let all = citation.contacts + citation.authors
    if let organization = all.first(where: { !$0.isPerson }) { return organization }
    return all.compactMap(\.affiliation).first.map(organization)
  }

  private func organization(_ name: String) -> Citation.Party {
    citation.organization(named: name)
      ?? Citation.Party(
        given: nil, family: nil, name: name, orcid: nil, affiliation: nil, website: nil)
  }

  /// A person or organization of the citation.
  mutating func party(_ party: Citation.Party) -> String {
    // People may share a website, an organization has its own.
    let address = party.orcid ?? (party.isPerson ? nil : party.website)
    let id = address ?? "#party-\(Address.short(Digest.of(party.shown)))"
    guard !graph.has(id) else { return id }
    guard party.isPerson else {
      // Whoever asks where to find it is led to where it is named.
      graph.add(id, ["Organization"], ["name": .string(party.shown)])
      if let website = party.website {
        graph.add(id, [], ["url": .string(website)])
      } else {
        graph.link(id, "url", to: [Citation.file])
      }
      return id
    }
    graph.add(
      id, ["Person"],
      [
        "name": .string(party.shown), "givenName": party.given.map(JSON.string),
        "familyName": party.family.map(JSON.string), "url": party.website.map(JSON.string),
      ])
    if let affiliation = party.affiliation {
      graph.link(id, "affiliation", to: [self.party(organization(affiliation))])
    }
    return id
  }

  /// Whoever made a commit: an author of the work if the name is the same.
  mutating func person(_ commit: Commit) -> String {
    let name = commit.author
    if let author = citation.authors.first(where: { $0.isPerson && $0.shown == name }) {
      return party(author)
    }
    return graph.add(
      "#person-\(Address.short(Digest.of("\(name) <\(commit.email)>")))", ["Person"],
      ["name": .string(name)])
  }
}
