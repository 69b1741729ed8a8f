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
  try read(text, beside: [:])
}

/// Reads a pipeline with other files beside it.
func read(_ text: String, beside files: [String: String]) throws(Diagnostic) -> Pipeline {
  try Pipeline(file: "pipeline.yaml") { path in
    path == "pipeline.yaml" ? Array(text.utf8) : files[path].map { Array($0.utf8) }
  }
}

/// What a person is told of a pipeline with other files beside it; empty if it is accepted.
func told(_ text: String, beside files: [String: String]) -> String {
  do {
    _ = try read(text, beside: files)
    return ""
  } catch {
    return error.description
  }
}
