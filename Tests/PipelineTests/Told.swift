import SchemaChecks
import Testing
import Text
import YAML

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

/// Reads a pipeline as `pipeline.yaml`, beside which some tables or other files stand; the schemas
/// must say the same of it.
func read(_ text: String, tables files: [String: String] = [:]) throws(Diagnostic) -> Pipeline {
  let reading = { (path: String) in
    path == "pipeline.yaml" ? Array(text.utf8) : files[path].map { Array($0.utf8) }
  }
  do {
    let dispute = try dispute(reading)
    #expect(dispute == nil)
  } catch {
    Issue.record(error)
  }
  return try Pipeline(file: "pipeline.yaml", reading: reading)
}

/// What the schemas and the reader do not agree in.
private func dispute(_ reading: @escaping (String) -> [UInt8]?) throws -> String? {
  var files = PipelineFiles(reading)
  guard let roots = try? files.roots(from: "pipeline.yaml") else { return nil }
  let fault = fault(reading)
  return try Agreement.dispute(over: roots, refusedFor: fault, in: fault?.mark.file ?? 0)
}

/// Why a pipeline is refused.
func fault(_ reading: @escaping (String) -> [UInt8]?) -> Pipeline.Fault? {
  var files = PipelineFiles(reading)
  do {
    _ = try Pipeline("pipeline.yaml", &files)
    return nil
  } catch {
    return error
  }
}
