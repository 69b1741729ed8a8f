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

/// Reads a pipeline as `pipeline.yaml`, beside which some tables stand.
func read(_ text: String, tables: [String: String] = [:]) throws(Diagnostic) -> Pipeline {
  try Pipeline(Array(text.utf8), file: "pipeline.yaml") { tables[$0].map { Array($0.utf8) } }
}
