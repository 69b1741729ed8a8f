/// One fact that can change a stage's result: a kind and its fields.
package struct ManifestLine: Hashable, Sendable {
  /// The kind first, then what the kind says: see the cases of ``Kind``.
  package let fields: [String]
  package let kind: Kind

  /// What a line speaks of; the raw value is the first field.
  package enum Kind: String, CaseIterable, Sendable {
    case command, input, parameter, variable, output, cpus, found
    case platform, tool, program, secret, strict, package

    /// Lines that are known only once the stage has run.
    package var isDiscovered: Bool { self == .found || self == .package }

    /// Lines of the machine are in the key but not in the recipe.
    package var isMachine: Bool {
      switch self {
      case .platform, .tool, .program, .secret, .strict, .package: true
      default: false
      }
    }
  }

  package init(_ kind: Kind, _ fields: [String]) {
    self.kind = kind
    self.fields = [kind.rawValue] + fields
  }

  /// Reads a line back from its fields; `nil` for a kind that this version does not know.
  package init?(fields: [String]) {
    guard let kind = fields.first.flatMap(Kind.init) else { return nil }
    self.kind = kind
    self.fields = fields
  }

  package static func == (left: ManifestLine, right: ManifestLine) -> Bool {
    left.fields == right.fields
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fields) }

  /// What the line is about; two lines about the same thing differ only in its state.
  package var subject: [String] {
    switch kind {
    case .command, .cpus, .platform, .strict: [fields[0]]
    case .package: Array(fields.prefix(3))
    default: Array(fields.prefix(2))
    }
  }

  /// What the manifest says of the subject.
  package var state: [String] { Array(fields.dropFirst(subject.count)) }

  /// What the line names though it is no path of the project; `nil` for a line as we write them.
  var strangePath: String? {
    switch kind {
    case .input, .program, .output, .found:
      guard fields.count > 1 else { return "" }
      // A stage can be seen to list the project itself.
      if kind == .found, fields[1] == "." { return nil }
      return isInProject(fields[1]) ? nil : fields[1]
    default: return nil
    }
  }

  /// The order of a manifest: by the bytes of the fields, the shorter list first.
  func stands(before other: ManifestLine) -> Bool {
    // `==` of texts takes composed for decomposed letters, which are other bytes.
    for (one, other) in zip(fields, other.fields) where !one.utf8.elementsEqual(other.utf8) {
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    return fields.count < other.fields.count
  }

  /// Every field as a netstring, so that no content of a field can imitate another line.
  var encoded: [UInt8] {
    var inner: [UInt8] = []
    inner.reserveCapacity(fields.reduce(0) { $0 + $1.utf8.count + 8 })
    for field in fields { inner.append(netstring: field.utf8, count: field.utf8.count) }
    return netstring(inner)
  }
}

/// Whether a text is a path of the project as we write it down: relative, through named folders only,
/// and short enough for the system.
func isInProject(_ path: String) -> Bool {
  !path.utf8.contains(0) && path.utf8.count < 4096
    && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { name in
        !name.isEmpty && name.count < 256 && !name.elementsEqual(".".utf8)
          && !name.elementsEqual("..".utf8)
      }
}
