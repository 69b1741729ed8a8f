package import Host
import Text

/// The append-only log of actions, `.assay/actions`: one JSON line each, written in one call.
///
/// A torn or damaged line is passed over: it costs a rerun, never a wrong result, because an
/// action is believed only as far as the bytes it names can be found and hash to their digests.
package struct ActionLog: ~Copyable {
  /// Actions with the same static key that are looked at, newest first.
  package static let foundSetLimit = 16

  /// A line that was not looked into yet, or an action.
  private enum Item {
    case line(ArraySlice<UInt8>)
    case action(Action)
  }

  /// All that there are, the newest last; a line is looked into when its stage or key is asked for.
  private var items: [Item] = []
  private var byStaticKey: [Digest: [Int]] = [:]
  private var byStage: [String: [Int]] = [:]
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
    let newline = UInt8(ascii: "\n")
    let bytes = (try? Files.read(Layout.actions, limit: 1 << 32)) ?? []
    for line in bytes.split(separator: newline) {
      if let head = Self.head(of: line) {
        remember(.line(line), head.stage, head.staticKey)
      } else if let action = Self.action(in: line) {
        remember(.action(action), action.stage, action.staticKey)
      }
    }
  }

  /// The stage and the static key of a line as we write it; `nil` when only a whole look can tell.
  private static func head(
    of line: ArraySlice<UInt8>
  ) -> (stage: String, staticKey: Digest)? {
    guard line.starts(with: stageBegins) else { return nil }
    let name = line.dropFirst(stageBegins.count).prefix { $0 != 0x22 && $0 != 0x5C }
    let rest = line[name.endIndex...]
    guard rest.starts(with: keyBegins),
      let key = Digest(
        hex: String(decoding: rest.dropFirst(keyBegins.count).prefix(64), as: UTF8.self))
    else { return nil }
    return (String(decoding: name, as: UTF8.self), key)
  }

  private static let stageBegins = Array(#"{"stage": ""#.utf8)
  private static let keyBegins = Array(#"", "static": ""#.utf8)

  private static func action(in line: ArraySlice<UInt8>) -> Action? {
    (try? JSON.read(Array(line), file: Layout.actions)).flatMap(Action.init)
  }

  private func action(_ index: Int) -> Action? {
    switch items[index] {
    case .line(let line): Self.action(in: line)
    case .action(let action): action
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

  private mutating func remember(_ item: Item, _ stage: String, _ staticKey: Digest) {
    byStaticKey[staticKey, default: []].append(items.count)
    byStage[stage, default: []].append(items.count)
    items.append(item)
  }

  /// The actions that a stage's static key leads to, newest first, one for each set of found lines.
  package func actions(for staticKey: Digest) -> [Action] {
    var sets: Set<[ManifestLine]> = []
    var newest: [Action] = []
    for index in (byStaticKey[staticKey] ?? []).reversed() {
      guard newest.count < Self.foundSetLimit else { break }
      guard let action = action(index), action.staticKey == staticKey else { continue }
      if sets.insert(action.found).inserted { newest.append(action) }
    }
    return newest
  }

  /// The action that a stage of this name did or was given last.
  package func last(of stage: String) -> Action? {
    for index in (byStage[stage] ?? []).reversed() {
      if let action = action(index), action.stage == stage { return action }
    }
    return nil
  }

  /// How long the stage took last, as far as it is known; of a line that was not looked into it is read
  /// where we write it, because it is asked of every stage of a run.
  package func seconds(of stage: String) -> Double? {
    guard let index = byStage[stage]?.last else { return nil }
    guard case .line(let line) = items[index] else { return action(index)?.seconds }
    let end = Array(line.suffix(Self.longestEnd))
    let length = Self.secondsBegin.count
    for start in end.indices.dropLast(length) where end[start] == Self.secondsBegin[0] {
      guard end[start..<(start + length)] == Self.secondsBegin[...] else { continue }
      return Double(
        String(decoding: end[(start + length)...].prefix { $0 != 0x2C }, as: UTF8.self))
    }
    return nil
  }

  private static let secondsBegin = Array(#""seconds": "#.utf8)
  /// The time and the seconds, and what stands around them.
  private static let longestEnd = 96

  /// All stages that ever did or were given something.
  package var stages: some Sequence<String> { byStage.keys }

  /// Adds an action, in memory and on disk.
  package mutating func append(_ action: Action) throws {
    remember(.action(action), action.stage, action.staticKey)
    if file == nil { file = try AppendFile(Layout.actions) }
    try file?.append(action.json.compact)
  }
}
