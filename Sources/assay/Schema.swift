import Text

/// A JSON Schema that ships inside the tool: of a file it reads or of an answer it gives.
///
/// The files lie in `schemas/`; to add one is to add a row below.
struct Schema {
  let name: String
  private let bytes: [UInt8]

  static let all = [
    Schema(name: "pipeline", bytes: PackageResources.pipeline_schema_json),
    Schema(name: "include", bytes: PackageResources.include_schema_json),
    Schema(name: "claims", bytes: PackageResources.claims_schema_json),
    Schema(name: "numbers", bytes: PackageResources.numbers_schema_json),
    Schema(name: "status", bytes: PackageResources.status_schema_json),
    Schema(name: "run", bytes: PackageResources.run_schema_json),
    Schema(name: "explain", bytes: PackageResources.explain_schema_json),
    Schema(name: "numbers-list", bytes: PackageResources.numbers_list_schema_json),
    Schema(name: "trace", bytes: PackageResources.trace_schema_json),
    Schema(name: "check", bytes: PackageResources.check_schema_json),
    Schema(name: "raw", bytes: PackageResources.raw_schema_json),
    Schema(name: "unused", bytes: PackageResources.unused_schema_json),
    Schema(name: "diff", bytes: PackageResources.diff_schema_json),
    Schema(name: "impact", bytes: PackageResources.impact_schema_json),
    Schema(name: "cells", bytes: PackageResources.cells_schema_json),
    Schema(name: "clean", bytes: PackageResources.clean_schema_json),
    Schema(name: "verify", bytes: PackageResources.verify_schema_json),
    Schema(name: "verify-seal", bytes: PackageResources.verify_seal_schema_json),
    Schema(name: "seal", bytes: PackageResources.seal_schema_json),
    Schema(name: "gc", bytes: PackageResources.gc_schema_json),
    Schema(name: "graph", bytes: PackageResources.graph_schema_json),
    Schema(name: "log", bytes: PackageResources.log_schema_json),
    Schema(name: "export", bytes: PackageResources.export_schema_json),
    Schema(name: "reproduce", bytes: PackageResources.reproduce_schema_json),
    Schema(name: "events", bytes: PackageResources.events_schema_json),
  ]

  static func named(_ name: String) -> Schema? { all.first { $0.name == name } }

  /// The schema, byte for byte as it lies in its file.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What it describes, in its own words.
  var title: String {
    (try? JSON.read(bytes, file: name))?["title"]?.string ?? ""
  }
}
