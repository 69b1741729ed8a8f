import Text

@testable import Pipeline

/// What a person is told of a pipeline; empty if it is accepted.
func told(_ text: String) -> String {
  do {
    _ = try read(text)
    return ""
  } catch {
    return error.description
  }
}

/// Reads a pipeline as `pipeline.yaml`.
func read(_ text: String) throws(Diagnostic) -> Pipeline {
  try Pipeline(Array(text.utf8), file: "pipeline.yaml")
}
