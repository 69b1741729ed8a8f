import Testing

@testable import assay

/// How stages become boxes and arrows, and how those are written.
struct StageGraphTests {
  private typealias Member = StageGraph.Member

  /// Two samples, each measured and fitted, and a trend over both.
  private static let trend = [
    Member(name: "clean", family: "clean", upstream: []),
    Member(name: "fit@10W", family: "fit", upstream: [0]),
    Member(name: "fit@25%20W,a+b", family: "fit", upstream: [0]),
    Member(name: "plot@10W", family: "plot", upstream: [1]),
    Member(name: "trend", family: "trend", upstream: [1, 2, 3]),
  ]

  @Test func `instances of a family are one box, and their arrows one arrow`() {
    let graph = StageGraph(Self.trend, joiningFamilies: true)
    #expect(graph.nodes.map(\.label) == ["clean", "fit ×2", "plot@10W", "trend"])
    #expect(graph.edges.map { [$0.from, $0.to] } == [[0, 1], [1, 2], [1, 3], [2, 3]])
  }

  @Test func `every instance is a box when that is asked for`() {
    let graph = StageGraph(Self.trend, joiningFamilies: false)
    #expect(graph.nodes.map(\.label) == Self.trend.map(\.name))
    let edges = graph.edges.map { [$0.from, $0.to] }
    #expect(edges == [[0, 1], [0, 2], [1, 3], [1, 4], [2, 4], [3, 4]])
  }

  @Test func `families that feed each other make no arrow to themselves`() {
    let members = [
      Member(name: "a@1", family: "a", upstream: []),
      Member(name: "b@1", family: "b", upstream: [0]),
      Member(name: "a@2", family: "a", upstream: [0, 1]),
    ]
    let graph = StageGraph(members, joiningFamilies: true)
    #expect(graph.nodes.map(\.label) == ["a ×2", "b@1"])
    #expect(graph.edges.map { [$0.from, $0.to] } == [[0, 1], [1, 0]])
  }

  @Test(arguments: [(8, 1, false), (9, 1, true), (20, 1, true), (20, 20, false), (20, 19, true)])
  func `a chain too long to stand side by side goes down`(length: Int, width: Int, isTall: Bool) {
    let chain = (0..<length).map {
      Member(name: "c\($0)", family: "c\($0)", upstream: $0 > 0 ? [$0 - 1] : [])
    }
    let others = (1..<max(width, 1)).map {
      Member(name: "o\($0)", family: "o\($0)", upstream: [])
    }
    #expect(StageGraph(chain + others, joiningFamilies: true).isTall == isTall)
  }

  @Test func `no stage is an empty graph`() {
    #expect(StageGraph([], joiningFamilies: true).mermaid == "flowchart LR\n")
  }

  @Test func `dot, with its strings quoted`() {
    #expect(
      StageGraph(Self.trend, joiningFamilies: true).dot == """
        digraph stages {
          graph [rankdir=LR bgcolor=transparent nodesep=0.15 ranksep=0.4]
          node [shape=box style="filled,rounded" color="#7d8590" fillcolor="#eaeef2" \
        fontcolor="#1f2328" fontname="sans-serif" fontsize=11 height=0.3 margin="0.12,0.05"]
          edge [color="#7d8590" arrowsize=0.6]
          "clean"
          "fit" [label="fit ×2"]
          "plot@10W"
          "trend"
          "clean" -> "fit"
          "fit" -> "plot@10W"
          "fit" -> "trend"
          "plot@10W" -> "trend"
        }

        """)
    let odd = StageGraph([.init(name: #"a"\&"#, family: "a", upstream: [])], joiningFamilies: true)
    #expect(odd.dot.contains("  \"a\\\"\\\\&amp;\"\n"))
  }

  @Test func `Mermaid, with what means something there written as numbers`() {
    #expect(
      StageGraph(Self.trend, joiningFamilies: false).mermaid == """
        flowchart LR
          s0["clean"]
          s1["fit@10W"]
          s2["fit@25#37;20W,a+b"]
          s3["plot@10W"]
          s4["trend"]
          s0 --> s1
          s0 --> s2
          s1 --> s3
          s1 --> s4
          s2 --> s4
          s3 --> s4

        """)
    let member = Member(name: ##"a"#<b>;`"##, family: "a", upstream: [])
    let odd = StageGraph([member], joiningFamilies: true)
    #expect(odd.mermaid.contains("[\"a#34;#35;#60;b#62;#59;#96;\"]"))
  }
}
