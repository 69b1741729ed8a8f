package import Host
package import Pipeline
package import Store
import Text

/// The packages outside of the project that a stage was seen to read on this machine, as the store
/// keeps them: stages that read the same share one blob.
enum PackagesRead {
  /// The bytes of a list.
  static func bytes(_ packages: [Package]) -> [UInt8] {
    let items = packages.map { package -> JSON in
      let fields = [package.kind.rawValue, package.name, package.version, package.place]
      return .array(fields.map(JSON.string))
    }
    return Array(JSON.object([("assay", "packages/1"), ("packages", .array(items))]).compact.utf8)
  }

  /// Reads a list back; `nil` when it is none.
  static func list(_ bytes: [UInt8]) -> [Package]? {
    guard let json = try? JSON.read(bytes, file: "packages"),
      let items = json["packages"]?.array
    else { return nil }
    return items.compactMap { item in
      let fields = item.array?.compactMap(\.string) ?? []
      guard fields.count == 4, let kind = Package.Kind(rawValue: fields[0]) else { return nil }
      return Package(kind, fields[1], fields[2], place: fields[3])
    }
  }
}

extension Package {
  /// The package as a line of a manifest or of a machine's description, which name no place.
  package var line: ManifestLine { ManifestLine(.package, [kind.rawValue, name, version]) }

  /// Reads a line back, with the place where a package of that name was seen here.
  init?(_ line: ManifestLine, seenAs seen: [Package]) {
    guard line.kind == .package, line.fields.count == 4, let kind = Kind(rawValue: line.fields[1])
    else { return nil }
    let place = seen.first { $0.kind == kind && $0.name == line.fields[2] }?.place
    guard kind == .debian || place != nil else { return nil }
    self.init(kind, line.fields[2], line.fields[3], place: place ?? "")
  }
}

extension Judge {
  /// What a stage was last seen to read on this machine; `nil` when it was not seen here.
  func packagesRead(by stage: Stage) -> [Package]? {
    guard let digest = actions.last(of: stage.name)?.packages else { return nil }
    return list(digest)
  }

  /// A list of packages out of the store; `nil` when it is lost.
  func list(_ digest: Digest) -> [Package]? {
    guard let bytes = try? store.read(digest) else { return nil }
    return PackagesRead.list(bytes)
  }

  /// The line of a package with the version that is installed today.
  mutating func packageAgain(_ line: ManifestLine, seen: [Package]) -> ManifestLine {
    guard let package = Package(line, seenAs: seen),
      let version = try? packages.version(of: package)
    else { return ManifestLine(.package, line.fields[1...].prefix(2) + ["not here"]) }
    return Package(package.kind, package.name, version).line
  }

  /// What is installed here otherwise than where the recorded outputs were made, as far as it is known:
  /// packages of the system always, others once the stage was seen here.
  package mutating func otherPackages(than record: Record, of stage: Stage) -> [Change] {
    guard !record.packages.isEmpty else { return [] }
    let seen = packagesRead(by: stage)
    let today = record.packages.compactMap { line -> ManifestLine? in
      let again = packageAgain(line, seen: seen ?? [])
      let isKnown = seen != nil || line.fields.dropFirst().first == Package.Kind.debian.rawValue
      return isKnown ? again : line
    }
    let recorded = Set(record.packages.map(\.subject))
    let more = (seen ?? []).map(\.line).filter { !recorded.contains($0.subject) }
    return Manifest(today + more).differences(from: Manifest(record.packages))
  }
}
