import Text

@testable import Pipeline

/// What a person is told of a pipeline; empty if it is accepted.
func told(_ text: String, tables: [String: String] = [:]) -> String {
  do {
    _ = try read(text, tables: tables)
    return ""
  } catch {
    return error.description
  }
}

/// Reads a pipeline as `pipeline.yaml`, beside which some tables or other files stand.
func read(_ text: String, tables files: [String: String] = [:]) throws(Diagnostic) -> Pipeline {
  try Pipeline(file: "pipeline.yaml") { path in
    path == "pipeline.yaml" ? Array(text.utf8) : files[path].map { Array($0.utf8) }
  }
}
