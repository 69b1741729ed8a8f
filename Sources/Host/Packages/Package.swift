/// Something outside of the project that a command read, as a person knows it.
package struct Package: Hashable, Sendable {
  /// Who gave it its name and version.
  package enum Kind: String, CaseIterable, Sendable {
    /// A package of the system, by dpkg.
    case debian
    /// An installation of Python that is no package of the system.
    case interpreter
    /// A distribution of Python, by its `.dist-info`.
    case python
    /// A package of R, by its `DESCRIPTION`.
    case r
    /// A file of nobody's, by its name; its version is the digest of its bytes.
    case file
  }

  package let kind: Kind
  /// What it is called; of a file its name, with its folder where two have the same.
  package let name: String
  /// Its version.
  package let version: String
  /// The folder or file it was found in, to be asked again; empty for a package of the system.
  package let place: String

  /// Makes a package.
  package init(_ kind: Kind, _ name: String, _ version: String, place: String = "") {
    self.kind = kind
    self.name = name
    self.version = version
    self.place = place
  }
}
