import Text

/// `codecheck.yml`: the configuration of a CODECHECK (https://codecheck.org.uk/spec/config/1.0/): the
/// paper and the outputs are filled in, who checked them and how it went is left open.
struct Codecheck {
  let text: String

  init(_ citation: Citation, outputs: [(path: String, comment: String)]) {
    var lines = [
      "---", "version: https://codecheck.org.uk/spec/config/1.0/",
    ]
    if let source = citation.repository { lines.append("source: \(Self.quoted(source))") }
    lines += ["paper:", "  title: \(Self.quoted(citation.title))", "  authors:"]
    for author in citation.authors {
      lines.append("    - name: \(Self.quoted(author.shown))")
      if let orcid = author.orcid {
        lines.append("      ORCID: \(orcid.split(separator: "/").last ?? "")")
      }
    }
    if let doi = citation.doi {
      lines.append("  reference: \(Self.quoted("https://doi.org/\(doi)"))")
    }
    lines.append("manifest:")
    for output in outputs {
      lines.append("  - file: \(Self.quoted(output.path))")
      lines.append("    comment: \(Self.quoted(output.comment))")
    }
    lines += [
      "# For the codechecker: who checked, when, what came out.",
      "codechecker:", "  - name:", "    ORCID:", "summary:", "repository:", "check_time:",
      "certificate:", "report:",
    ]
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A text as YAML takes it whatever stands in it: JSON strings are YAML.
  private static func quoted(_ text: String) -> String { JSON(text).compact }
}
