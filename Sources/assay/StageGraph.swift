import Pipeline
import Text

/// The stages and what leads to what, as a picture shows them: instances of one family are one node.
struct StageGraph {
  /// A stage as the graph takes it.
  struct Member {
    let name: String
    let family: String
    /// The places of the stages it stands behind, all before its own.
    let upstream: [Int]
  }

  /// A box of the picture: a stage, or several instances of a family.
  struct Node: Equatable {
    let name: String
    let count: Int

    var label: String { count > 1 ? "\(name) ×\(count)" : name }
  }

  /// An arrow between two boxes, by their places.
  struct Edge: Hashable {
    let from: Int
    let to: Int
  }

  let nodes: [Node]
  let edges: [Edge]
  /// Whether boxes stand below one another: long chains would be wider than any page.
  let isTall: Bool

  /// A chain of this many boxes fits beside one another.
  private static let mostBeside = 8

  /// Joins members in the order of the graph, families to one node if so asked.
  init(_ members: [Member], joiningFamilies: Bool) {
    var families: [String: [Int]] = [:]
    for (index, member) in members.enumerated() {
      families[joiningFamilies ? member.family : member.name, default: []].append(index)
    }
    let groups = families.values.sorted { $0[0] < $1[0] }
    nodes = groups.map { group in
      let first = members[group[0]]
      return Node(name: group.count > 1 ? first.family : first.name, count: group.count)
    }
    var place = [Int](repeating: 0, count: members.count)
    for (node, group) in groups.enumerated() {
      for member in group { place[member] = node }
    }
    edges = Self.edges(members, place)
    let layers = Self.layers(members)
    let widest =
      Dictionary(zip(place, layers), uniquingKeysWith: max).values
      .reduce(into: [:]) { counts, layer in counts[layer, default: 0] += 1 }.values.max() ?? 0
    let depth = (layers.max() ?? 0) + 1
    isTall = depth > max(widest, Self.mostBeside)
  }

  private static func edges(_ members: [Member], _ place: [Int]) -> [Edge] {
    var seen: Set<Edge> = []
    var edges: [Edge] = []
    for (index, member) in members.enumerated() {
      for upstream in member.upstream {
        let edge = Edge(from: place[upstream], to: place[index])
        if edge.from != edge.to, seen.insert(edge).inserted { edges.append(edge) }
      }
    }
    return edges
  }

  /// How many stages stand before each on the longest way to it.
  private static func layers(_ members: [Member]) -> [Int] {
    var layers: [Int] = []
    for member in members {
      layers.append(member.upstream.map { layers[$0] + 1 }.max() ?? 0)
    }
    return layers
  }
}

extension StageGraph {
  /// The graph of some stages, which hold all that is upstream of them.
  init(_ stages: [StageID], of pipeline: Pipeline, joiningFamilies: Bool) {
    let place = Dictionary(uniqueKeysWithValues: stages.enumerated().map { ($1, $0) })
    let members = stages.map { id in
      let stage = pipeline[id]
      return Member(
        name: stage.name, family: stage.family, upstream: stage.upstream.compactMap { place[$0] })
    }
    self.init(members, joiningFamilies: joiningFamilies)
  }

  /// The answer of `graph --json`: every instance by itself, with what it makes.
  static func json(_ stages: [StageID], of pipeline: Pipeline) -> JSON {
    let stages = stages.map { id -> JSON in
      let stage = pipeline[id]
      return .object([
        ("name", .string(stage.name)), ("family", .string(stage.family)),
        ("upstream", .array(stage.upstream.map { .string(pipeline[$0].name) })),
        ("outputs", .array(stage.outputs.map { .string($0.path) })),
      ])
    }
    return .object([("stages", .array(stages))])
  }
}
