import Git
import Text
import YAML

/// The scalars of a JSON or YAML file found again in an older version of it, by the keys that lead
/// to them.
///
/// Items of a list are the same by their `id` or `name`, where all have one; else by their place,
/// counted from the nearer end when the lists are not equally long.
struct TreeMatch {
  /// A scalar of the newer version, and what stood in its place.
  struct Pair {
    /// The keys that lead to it.
    let path: String
    let text: String
    let mark: Mark
    /// The text that stood there; `nil` where nothing did.
    var formerText: String?
    var formerMark: Mark?

    /// Where the same value stood; `nil` where it did not.
    var former: Mark? { formerText == text ? formerMark : nil }
  }

  /// The scalars of the newer version, in their order.
  private(set) var pairs: [Pair] = []

  init?(_ newer: ComparedFile, _ older: ComparedFile) {
    guard let new = try? YAML.Document(newer.bytes, file: newer.path),
      let old = try? YAML.Document(older.bytes, file: older.path)
    else { return nil }
    pair(new.root, old.root, "")
  }

  /// Whether a file is read as a tree, by its name.
  static func isTree(_ path: String) -> Bool {
    [".json", ".yaml", ".yml"].contains { path.lowercased().hasSuffix($0) }
  }

  /// Where what stands at spots stood; `nil` for a spot at no scalar.
  func spots(of asked: [Spot]) -> [Spot: Spot?] {
    var byLine: [Int: [Pair]] = [:]
    for pair in pairs { byLine[pair.mark.line, default: []].append(pair) }
    var spots: [Spot: Spot?] = [:]
    for spot in asked {
      let line = byLine[spot.line]?.sorted { $0.mark.column < $1.mark.column } ?? []
      guard let pair = line.first(where: { spot.column < $0.mark.column + $0.mark.width }) else {
        continue
      }
      spots[spot] = .some(pair.former.map { Spot(line: $0.line, column: $0.column) })
    }
    return spots
  }

  private mutating func pair(_ new: Node, _ old: Node?, _ path: String) {
    switch new.content {
    case .scalar(let text, _):
      var pair = Pair(path: path, text: text, mark: new.mark)
      if let old, case .scalar(let text, _) = old.content {
        pair.formerText = text
        pair.formerMark = old.mark
      }
      pairs.append(pair)
    case .mapping(let entries):
      var known: [String: Node] = [:]
      if case .mapping(let entries) = old?.content {
        known = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
      }
      for entry in entries {
        pair(entry.value, known[entry.key], path.isEmpty ? entry.key : "\(path).\(entry.key)")
      }
    case .sequence(let items):
      var former: [Node] = []
      if case .sequence(let items) = old?.content { former = items }
      let places = former.isEmpty ? items.map { _ in nil } : Self.places(of: items, in: former)
      for (index, place) in places.enumerated() {
        pair(items[index], place.map { former[$0] }, "\(path)[\(index + 1)]")
      }
    }
  }

  private static func places(of items: [Node], in former: [Node]) -> [Int?] {
    if let new = names(of: items), let old = names(of: former) {
      return new.map { old.firstIndex(of: $0) }
    }
    guard items.count != former.count else { return Array(former.indices) }
    let least = min(items.count, former.count)
    let start = zip(items, former).prefix { areSame($0, $1) }.count
    let end = zip(items.reversed(), former.reversed()).prefix(least - start)
      .prefix { areSame($0, $1) }.count
    return items.indices.map { index in
      if index < start { return index }
      if index >= items.count - end { return index - items.count + former.count }
      return index < former.count - end ? index : nil
    }
  }

  /// What the items of a list call themselves; `nil` unless all do, each otherwise.
  private static func names(of items: [Node]) -> [String]? {
    for key in ["id", "name"] {
      let names = items.compactMap { item -> String? in
        guard case .mapping(let entries) = item.content,
          case .scalar(let name, _) = entries.first(where: { $0.key == key })?.value.content
        else { return nil }
        return name
      }
      if names.count == items.count, Set(names).count == names.count { return names }
    }
    return nil
  }

  private static func areSame(_ one: Node, _ other: Node) -> Bool {
    switch (one.content, other.content) {
    case (.scalar(let one, _), .scalar(let other, _)): one == other
    case (.sequence(let one), .sequence(let other)):
      one.count == other.count && zip(one, other).allSatisfy(areSame)
    case (.mapping(let one), .mapping(let other)):
      one.count == other.count
        && zip(one, other).allSatisfy { $0.key == $1.key && areSame($0.value, $1.value) }
    default: false
    }
  }
}
