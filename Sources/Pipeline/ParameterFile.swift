/// A file that parameters were read from, as it was then.
package struct ParameterFile: Sendable {
  /// Its path.
  package let path: String
  /// Its bytes.
  package let bytes: [UInt8]
  /// What marks call it.
  let number: Int
}
