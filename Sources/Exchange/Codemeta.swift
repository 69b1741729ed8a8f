import Git
import Host
import Pipeline
import Text

/// `codemeta.json`: what the citation says, in the vocabulary that archives of software read
/// (CodeMeta 2.0).
struct Codemeta {
  private let json: JSON

  init(_ citation: Citation, _ dossier: Dossier, _ head: Commit) {
    var members: [(String, JSON)] = [
      ("@context", "https://doi.org/10.5063/schema/codemeta-2.0"),
      ("@type", "SoftwareSourceCode"), ("name", .string(citation.title)),
    ]
    func add(_ key: String, _ value: String?) {
      if let value { members.append((key, .string(value))) }
    }
    add("description", citation.abstract)
    add("version", citation.version ?? head.id)
    add("identifier", citation.doi.map { "https://doi.org/\($0)" })
    add("codeRepository", citation.repository)
    add("url", citation.url)
    add("datePublished", citation.released)
    add("dateModified", String(head.date.prefix(10)))
    let licenses = citation.licenses.map { JSON.string("https://spdx.org/licenses/\($0)") }
    if !licenses.isEmpty {
      members.append(("license", licenses.count == 1 ? licenses[0] : .array(licenses)))
    } else {
      add("license", citation.licenseURL)
    }
    if !citation.keywords.isEmpty {
      members.append(("keywords", .array(citation.keywords.map(JSON.string))))
    }
    members.append(("author", .array(citation.authors.map(Self.party))))
    let languages = Self.languages(dossier.files)
    if !languages.isEmpty {
      members.append(("programmingLanguage", .array(languages.map(JSON.string))))
    }
    json = .object(members)
  }

  var text: String { json.pretty }

  private static func party(_ party: Citation.Party) -> JSON {
    var members: [(String, JSON)] = [("@type", party.isPerson ? "Person" : "Organization")]
    func add(_ key: String, _ value: String?) {
      if let value { members.append((key, .string(value))) }
    }
    add("@id", party.orcid)
    if party.isPerson, party.given != nil || party.family != nil {
      add("givenName", party.given)
      add("familyName", party.family)
    } else {
      add("name", party.shown)
    }
    if let affiliation = party.affiliation {
      members.append(
        ("affiliation", .object([("@type", "Organization"), ("name", .string(affiliation))])))
    }
    add("url", party.website)
    return .object(members)
  }

  private static let known = [
    "c": "C", "jl": "Julia", "m": "MATLAB", "pl": "Perl", "py": "Python", "r": "R", "sh": "Shell",
    "swift": "Swift", "awk": "AWK",
  ]

  /// The languages of the files, by their endings.
  private static func languages(_ files: [String]) -> [String] {
    let endings = files.compactMap { file -> String? in
      file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() }
    }
    return Set(endings.compactMap { known[$0] }).sorted()
  }
}
