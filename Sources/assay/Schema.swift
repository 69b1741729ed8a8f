import Text

/// A JSON Schema that ships inside the tool: of a file it reads or of an answer it gives.
///
/// The files lie in `schemas/`; to add one is to add a row below.
struct Schema {
  let name: String
  private let bytes: [UInt8]

  static let all = [
    Schema(name: "numbers", bytes: PackageResources.numbers_schema_json)
  ]

  static func named(_ name: String) -> Schema? { all.first { $0.name == name } }

  /// The schema, byte for byte as it lies in its file.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What it describes, in its own words.
  var title: String {
    (try? JSON.read(bytes, file: name))?["title"]?.string ?? ""
  }
}
