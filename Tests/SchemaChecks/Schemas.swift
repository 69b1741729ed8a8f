import Glibc
package import Text

/// The JSON Schemas as they lie in the repository.
package enum Schemas {
  /// The root of the repository.
  package static let repository = String(
    #filePath.dropLast("/Tests/SchemaChecks/Schemas.swift".count))

  /// The folder of the schemas.
  package static let folder = repository + "/Sources/assay/schemas"

  /// What keeps a schema from being read.
  package struct Missing: Error { let path: String }

  /// The schema of a name, as `assay schema` calls it.
  package static func read(_ name: String) throws -> JSON {
    let path = "\(folder)/\(name).schema.json"
    guard let file = fopen(path, "r") else { throw Missing(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return try JSON.read(bytes, file: path)
  }
}
