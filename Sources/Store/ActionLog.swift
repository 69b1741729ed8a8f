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

  /// Reads the log; a missing one is empty.
  package init() {
    guard let bytes = try? Files.read(Layout.actions, limit: 1 << 32) else { return }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let json = try? JSON.read(Array(line), file: Layout.actions),
        let action = Action(json)
      else { continue }
      remember(action)
    }
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
