import YAML

/// Who makes which path: no path is made twice, none lies inside another.
struct OutputTable: Sendable {
  /// One output of one stage.
  struct Maker: Sendable {
    let stage: StageID
    let output: Int
  }

  private let table: PathTable<Maker>

  init(_ stages: [Stage]) throws(Pipeline.Fault) {
    var entries: [PathTable<Maker>.Entry] = []
    /// The first output at each path, and the first inside each folder.
    var made: [String: PathTable<Maker>.Entry] = [:]
    var inside: [String: PathTable<Maker>.Entry] = [:]
    for stage in stages {
      for (index, output) in stage.outputs.enumerated() {
        let folders = ProjectPath.folders(above: output.path)
        let met = ([output.path] + folders).lazy.compactMap { made[$0] }.first
        if let other = met ?? inside[output.path] {
          throw Self.fault(output, other.path, stages[other.value.stage.index], other.value.output)
        }
        let entry = PathTable.Entry(
          path: output.path, value: Maker(stage: stage.id, output: index))
        entries.append(entry)
        made[output.path] = entry
        for folder in folders where inside[folder] == nil { inside[folder] = entry }
      }
    }
    table = PathTable(entries)
  }

  /// The output that a path is or lies in.
  func maker(of path: String) -> Maker? { table.entry(at: path)?.value }

  /// The outputs that an input is, lies in or can take in.
  func makers(of input: PathPattern, among stages: [Stage]) -> [Maker] {
    table.entries(metBy: input) { stages[$0.stage.index].outputs[$0.output].isFolder }
      .map(\.value)
  }

  private static func fault(
    _ output: Output, _ path: String, _ other: Stage, _ index: Int
  ) -> Pipeline.Fault {
    let first = other.outputs[index].mark
    return Pipeline.Fault(
      output.path == path
        ? .outputClaimed(path, by: other.name, first: first)
        : .outputNested(output.path, with: path, of: other.name, first: first),
      at: output.mark)
  }
}
