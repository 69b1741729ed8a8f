import Host
import Pipeline
import Store

/// What a stage was seen to do with the project beyond what it declares.
struct Observation {
  /// What it asked, with today's answers.
  private(set) var found: [ManifestLine] = []
  /// The files it read.
  private(set) var read: [String] = []
  /// What it wrote that is no output.
  private(set) var written: [String] = []
  /// What it read outside of the project.
  private(set) var packages: [Package] = []
  /// An output of another stage that it read, and that stage: nothing made sure that it was there.
  private(set) var foreign: (path: String, maker: Stage)?

  /// Looks through what was seen of a stage that has ended.
  init(
    of stage: Stage, _ sightings: [Sighting], _ inspector: Inspector, on disk: inout Disk
  ) throws {
    let pipeline = inspector.files.pipeline
    var declared = DeclaredPaths(of: stage, inspector)
    for sighting in Self.withSources(sightings) where !sighting.isOutside {
      let path = sighting.path
      guard !Self.isPassedOver(path), try !declared.hold(path) else { continue }
      if sighting.uses.contains(.wrote) {
        // What it made itself and took away again, such as a file that became an output, is gone.
        let isGone = try sighting.uses.contains(.made) && Files.status(path) == nil
        if !isGone, !stage.isOnTheWay(path) { written.append(path) }
      } else if let maker = pipeline.maker(of: path), maker != stage.id {
        if sighting.uses.contains(.read), try Files.status(path)?.kind == .file, foreign == nil {
          foreign = (path, pipeline[maker])
        }
      } else if let line = try Self.line(of: sighting, stage, inspector, &disk) {
        found.append(line)
        if line.isContent { read.append(path) }
      }
    }
  }

  /// Takes in what was read outside of the project.
  mutating func addPackages(
    _ sightings: [Sighting], from book: inout PackageBook, except temporary: String,
    counting counts: Bool
  ) throws {
    let paths = sightings.filter(\.isOutside).map(\.path)
    packages = try book.packages(of: paths, except: temporary, counting: counts)
  }

  private static func line(
    of sighting: Sighting, _ stage: Stage, _ inspector: Inspector, _ disk: inout Disk
  ) throws -> ManifestLine? {
    let path = sighting.path
    let kind = try disk.kind(of: path)
    if kind == .folder, sighting.uses.contains(.listed) {
      return Found.names(path, try inspector.names(in: path, for: stage, on: &disk))
    }
    if kind == .file, sighting.uses.contains(.read) {
      return Found.content(path, try disk.content(of: path, as: .input))
    }
    // A folder on the way to what is declared is there whatever happens.
    guard kind != .folder || !stage.isOnTheWay(path) else { return nil }
    return Found.existence(path, kind)
  }

  /// Folders of tools, and droppings of editors, are no content of a project.
  private static func isPassedOver(_ path: String) -> Bool {
    ProjectPath.names(of: path).contains { Glob.ignores($0) }
  }

  /// Reads of compiled Python count as reads of what they were compiled from.
  static func withSources(_ sightings: [Sighting]) -> [Sighting] {
    let cache = "__pycache__/"
    return sightings.compactMap { sighting in
      guard sighting.path.hasSuffix(".pyc"), let range = sighting.path.ranges(of: cache).last else {
        return sighting
      }
      guard sighting.uses.contains(.read),
        let module = sighting.path[range.upperBound...].split(separator: ".").first
      else { return nil }
      return Sighting("\(sighting.path[..<range.lowerBound])\(module).py", .read)
    }
  }
}

extension Stage {
  /// Whether a path is an input, an output or a folder of the tools, or lies in one.
  func declares(_ path: String) -> Bool {
    inputs.contains { $0.pattern.covers(path) } || makes(path)
  }

  /// Whether a path is an output or a folder of the tools, or lies in one.
  func makes(_ path: String) -> Bool {
    (outputs.map(\.path) + scratch).contains { $0 == path || ProjectPath.lies(path, in: $0) }
  }

  /// Whether a folder leads to something that the stage declares, or is the project itself.
  fileprivate func isOnTheWay(_ folder: String) -> Bool {
    if folder == "." { return true }
    return outputs.contains { ProjectPath.lies($0.path, in: folder) }
      || inputs.contains { input in
        switch input.pattern {
        case .path(let path, _): ProjectPath.lies(path, in: folder)
        case .glob(let glob): glob.base == folder || ProjectPath.lies(glob.base, in: folder)
        }
      }
  }
}
