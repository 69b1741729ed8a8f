import Host
import Pipeline
import Store

/// The paths that a stage declares, under whatever name one of them is come by.
///
/// A declared input may be a link, or lie behind one: what was opened is then also known by the name
/// of the file that the link leads to.
struct DeclaredPaths {
  private let stage: Stage
  private let inspector: Inspector
  /// What the inputs are or lead to; looked up when first needed.
  private var inputs: Set<FileIdentity>?

  init(of stage: Stage, _ inspector: Inspector) {
    self.stage = stage
    self.inspector = inspector
  }

  /// Whether a path is declared, or is what a declared one leads to.
  mutating func hold(_ path: String) throws -> Bool {
    if stage.declares(path) { return true }
    guard try Files.status(path) != nil else { return false }
    let inputs = try inputs ?? identities()
    self.inputs = inputs
    var path = path
    while path != "." {
      if let status = try Files.status(path), inputs.contains(status.identity) { return true }
      path = parent(of: path)
    }
    return false
  }

  private func identities() throws -> Set<FileIdentity> {
    Set(try inspector.inputPaths(of: stage).compactMap { try Files.status($0)?.identity })
  }
}
