import Host
import Text

/// Graphviz' `dot`, which lays out a graph: found on the `PATH` and run as stages are run.
enum Graphviz {
  /// What keeps a picture from being drawn.
  enum Failure: Error, CustomStringConvertible {
    case tooLong(Duration)
    case failed(log: String)

    var description: String {
      switch self {
      case .tooLong(let limit):
        """
        `dot` did not end within \(limit.components.seconds) s
          hint: fewer stages (name targets), or --format dot and another layout program
        """
      case .failed(let log):
        "`dot` failed" + log.split(separator: "\n").map { "\n  | \(Escaped(String($0)))" }.joined()
      }
    }
  }

  /// Laying out more than can be looked at takes very long.
  private static let limit = Duration.seconds(120)
  private static let logLimit = 2_000

  /// The picture of a graph as SVG; `nil` when a signal ended the wait.
  static func svg(of dot: String) throws -> String? {
    guard Machine.executable(named: "dot", path: Errand.path) != nil else {
      throw Diagnostic("`dot` is not on the PATH", hint: "install graphviz")
    }
    let folder = try Files.temporaryFolder("assay")
    defer { try? Files.removeTree(folder) }
    try Files.write(dot, to: "\(folder)/graph.dot")
    let ended: Errand.Ended?
    do {
      ended = try Errand.run(
        ["dot", "-Tsvg", "-o", "\(folder)/graph.svg", "\(folder)/graph.dot"], in: folder,
        limit: limit)
    } catch is Errand.TooLong {
      throw Failure.tooLong(limit)
    }
    guard let ended else { return nil }
    guard ended.outcome == .exited(0) else {
      let log = try Files.tail(ended.log, limit: logLimit)
      throw Failure.failed(log: String(decoding: log, as: UTF8.self))
    }
    return String(decoding: try Files.read("\(folder)/graph.svg"), as: UTF8.self)
  }
}
