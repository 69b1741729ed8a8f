package import Host
import Text

/// The append-only log of actions, `.assay/actions`: one JSON line each, written in one call.
///
/// A torn or damaged line is passed over: it costs a rerun, never a wrong result, because an
/// action is believed only as far as the bytes it names can be found and hash to their digests.
package struct ActionLog: ~Copyable {
  /// Actions with the same static key that are looked at, newest first.
  package static let foundSetLimit = 16

  private var byStaticKey: [Digest: [Action]] = [:]
  private var lastOfStage: [String: Action] = [:]
  private var file: AppendFile?

  /// One line of the log as it stands there.
  package struct Line: Sendable {
    /// Counted from 1.
    package let number: Int
    let bytes: [UInt8]
    /// `nil` when the line is torn or damaged.
    package let action: Action?
  }

  /// Reads the log; a missing one is empty.
  package init() {
    for line in (try? Self.lines()) ?? [] {
      if let action = line.action { remember(action) }
    }
  }

  /// All lines of the log, also those that cannot be read.
  package static func lines() throws -> [Line] {
    guard try Files.status(Layout.actions) != nil else { return [] }
    let lines = try Files.read(Layout.actions, limit: 1 << 32)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().filter { !$1.isEmpty }.map { index, line in
      let bytes = Array(line)
      let json = try? JSON.read(bytes, file: Layout.actions)
      return Line(number: index + 1, bytes: bytes, action: json.flatMap(Action.init))
    }
  }

  /// Writes the log anew with some of its lines; readers see the old one or the new one, whole.
  package static func replace(by lines: [Line]) throws {
    try Files.write(lines.flatMap { $0.bytes + [UInt8(ascii: "\n")] }, to: Layout.actions)
  }

  private mutating func remember(_ action: Action) {
    byStaticKey[action.staticKey, default: []].append(action)
    lastOfStage[action.stage] = action
  }

  /// The actions that a stage's static key leads to, newest first, one for each set of found lines.
  package func actions(for staticKey: Digest) -> [Action] {
    var sets: Set<[ManifestLine]> = []
    let newest = (byStaticKey[staticKey] ?? []).reversed().filter { sets.insert($0.found).inserted }
    return Array(newest.prefix(Self.foundSetLimit))
  }

  /// The action that a stage of this name did or was given last.
  package func last(of stage: String) -> Action? { lastOfStage[stage] }

  /// All stages that ever did or were given something.
  package var stages: some Sequence<String> { lastOfStage.keys }

  /// Adds an action, in memory and on disk.
  package mutating func append(_ action: Action) throws {
    remember(action)
    if file == nil { file = try AppendFile(Layout.actions) }
    try file?.append(action.json.compact)
  }
}
