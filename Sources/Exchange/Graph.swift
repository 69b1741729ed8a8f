import Text

/// Linked data in the flat form of RO-Crate: entities by their ids, each property with one value or
/// several, in the order in which they were first named.
struct Graph {
  private var order: [String] = []
  private var entities: [String: Entity] = [:]

  /// One entity.
  struct Entity {
    private(set) var types: [String]
    private var names: [String] = []
    private var values: [String: [JSON]] = [:]
    private var seen: [String: Set<JSON>] = [:]

    init(_ types: [String]) { self.types = types }

    /// Adds values to a property, each once.
    mutating func add(_ name: String, _ new: [JSON]) {
      for value in new where seen[name, default: []].insert(value).inserted {
        if values[name] == nil { names.append(name) }
        values[name, default: []].append(value)
      }
    }

    mutating func become(_ type: String) {
      if !types.contains(type) { types.append(type) }
    }

    func json(_ id: String) -> JSON {
      func value(_ all: [JSON]) -> JSON { all.count == 1 ? all[0] : .array(all) }
      return .object(
        [("@id", .string(id)), ("@type", value(types.map(JSON.string)))]
          + names.map { ($0, value(values[$0] ?? [])) })
    }
  }

  func has(_ id: String) -> Bool { entities[id] != nil }

  /// Makes an entity, or adds to the one that there is, and gives its id back.
  @discardableResult
  mutating func add(
    _ id: String, _ types: [String], _ properties: KeyValuePairs<String, JSON?> = [:]
  ) -> String {
    if entities[id] == nil {
      order.append(id)
      entities[id] = Entity([])
    }
    for type in types { entities[id]?.become(type) }
    for (name, value) in properties {
      if let value { entities[id]?.add(name, [value]) }
    }
    return id
  }

  /// Points from an entity to others.
  mutating func link(_ id: String, _ property: String, to others: [String]) {
    entities[id]?.add(property, others.map(Self.reference))
  }

  static func reference(_ id: String) -> JSON { .object([("@id", .string(id))]) }

  var json: JSON { .array(order.compactMap { id in entities[id]?.json(id) }) }
}
