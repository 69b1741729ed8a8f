import Host
import Pipeline

/// Something that a sandboxed stage asked for and was not given.
package enum Denial: Hashable, Sendable {
  /// A file of the project that it does not declare; where a stage makes it, which.
  case reading(String, maker: String?)
  /// A path of the project that is no output of it, and whether it is an input.
  case writing(String, isInput: Bool)
  /// Other machines, or this one by their way.
  case network

  /// What a stage was denied: all that it asked for without declaring it.
  ///
  /// Whether a file is there may be asked; that is observed and no denial.
  static func all(
    of stage: Stage, _ sightings: [Sighting], log: String, _ inspector: Inspector
  ) throws -> [Denial] {
    let pipeline = inspector.files.pipeline
    var declared = DeclaredPaths(of: stage, inspector)
    return try Observation.withSources(sightings).compactMap { sighting in
      if sighting.isOutside { return nil }
      let (path, uses) = (sighting.path, sighting.uses)
      if uses.contains(.network) { return .network }
      guard path != log, !stage.makes(path) else { return nil }
      let isInput = try declared.hold(path)
      if uses.contains(.wrote) { return .writing(path, isInput: isInput) }
      guard !isInput, uses.contains(.read), try Files.status(path)?.kind == .file else {
        return nil
      }
      return .reading(path, maker: pipeline.maker(of: path).map { pipeline[$0].name })
    }
  }
}
