package import Host
import Text

/// What one key produced on this machine: the outputs, by content.
package struct Action: Hashable, Sendable {
  /// One declared output and what stood there when the stage had ended.
  package struct Output: Hashable, Sendable {
    package let path: String
    package let content: Content

    package init(_ path: String, _ content: Content) {
      self.path = path
      self.content = content
    }
  }

  package let stage: String
  /// The digest of the manifest without its discovered lines.
  package let staticKey: Digest
  /// The digest of the whole manifest.
  package let key: Digest
  /// The discovered lines, so that they can be looked at again as their files stand then.
  package let found: [ManifestLine]
  package let outputs: [Output]
  /// The blob that lists what it read outside of the project; `nil` when it was not seen.
  package let packages: Digest?
  /// How long the stage took when it last ran here; `nil` when that is not known.
  ///
  /// Only the order in which stages start rests on it.
  package let seconds: Double?
  /// When, as ISO 8601 in UTC; only `gc` asks.
  package let time: String

  package init(
    stage: String, manifest: Manifest, outputs: [Output], packages: Digest?, seconds: Double?,
    time: String
  ) {
    self.stage = stage
    staticKey = manifest.staticKey
    key = manifest.key
    found = manifest.lines.filter(\.kind.isDiscovered)
    self.packages = packages
    self.outputs = outputs
    self.seconds = seconds
    self.time = time
  }
}

extension Action.Output {
  /// The output as records and actions write it: `["folder", path, digest]`.
  var json: JSON {
    [.string(content.kind.rawValue), .string(path), .string(content.digest.hex)]
  }

  init?(_ json: JSON) {
    guard let fields = json.array, fields.count == 3,
      let kind = fields[0].string.flatMap(Content.Kind.init(rawValue:)),
      let path = fields[1].string, let digest = fields[2].string.flatMap(Digest.init(hex:))
    else { return nil }
    self.init(path, Content(kind, digest))
  }
}

extension ManifestLine {
  /// The line as a list of its fields.
  var json: JSON { .array(fields.map(JSON.string)) }

  init?(_ json: JSON) {
    guard let fields = json.array?.compactMap(\.string), fields.count == json.array?.count
    else { return nil }
    self.init(fields: fields)
  }
}

extension Action {
  /// The action as one line of the log.
  var json: JSON {
    let named = packages.map { [("packages", JSON.string($0.hex))] } ?? []
    let took = seconds.map { [("seconds", JSON($0))] } ?? []
    return .object(
      [
        ("stage", .string(stage)), ("static", .string(staticKey.hex)), ("key", .string(key.hex)),
        ("found", .array(found.map(\.json))), ("outputs", .array(outputs.map(\.json))),
      ] + named + took + [("time", .string(time))])
  }

  init?(_ json: JSON) {
    guard let stage = json["stage"]?.string, let time = json["time"]?.string,
      let staticKey = json["static"]?.string.flatMap(Digest.init(hex:)),
      let key = json["key"]?.string.flatMap(Digest.init(hex:)),
      let found = json["found"]?.array, let outputs = json["outputs"]?.array
    else { return nil }
    self.stage = stage
    self.staticKey = staticKey
    self.key = key
    self.time = time
    packages = json["packages"]?.string.flatMap(Digest.init(hex:))
    seconds = json["seconds"]?.double
    self.found = found.compactMap(ManifestLine.init)
    self.outputs = outputs.compactMap(Output.init)
    guard self.found.count == found.count, self.outputs.count == outputs.count,
      self.found.allSatisfy({ $0.kind.isDiscovered && $0.strangePath == nil }),
      self.outputs.allSatisfy({ isInProject($0.path) })
    else { return nil }
  }
}
