import YAML

/// Which files are code and not data.
enum CodeRule: Sendable {
  /// Files named as programs usually are, in any folder.
  case usual
  /// The files that `code:` lists.
  case listed([PathPattern])

  private static let endings: Set<String> = [
    "awk", "bash", "c", "cc", "cpp", "f", "f90", "gnuplot", "go", "gp", "h", "hpp", "ijm", "ipynb",
    "java", "jl", "js", "lua", "m", "mk", "pl", "pm", "py", "r", "rb", "rmd", "rs", "sed", "sh",
    "sql", "swift",
    "ts", "zsh",
  ]
  private static let names: Set<String> = ["Makefile", "Package.swift"]

  static func read(_ node: Node) throws(Pipeline.Fault) -> CodeRule {
    .listed(try PathPattern.list(node))
  }

  func covers(_ path: String) -> Bool {
    switch self {
    case .listed(let patterns): patterns.contains { $0.covers(path) }
    case .usual:
      Self.names.contains(Self.lastName(of: path))
        || Self.ending(of: path).map(Self.endings.contains) == true
    }
  }

  private static func lastName(of path: String) -> String {
    ProjectPath.names(of: path).last.map(String.init) ?? ""
  }

  private static func ending(of path: String) -> String? {
    let name = lastName(of: path)
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
  }
}
