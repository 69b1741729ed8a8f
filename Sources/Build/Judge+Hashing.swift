// Which files are hashed ahead of the judging of the stages that read them.

import Host
import Pipeline
import Store

extension Judge {
  /// Lets the sources of some stages be hashed several at a time.
  mutating func hashAhead(of selection: Selection) {
    let inspector = inspector
    let stages = selection.stages.map { pipeline[$0] }
    let count = stages.reduce(0) { $0 + $1.inputs.count }
    disk.ahead = HashingAhead(fileCount: count) {
      var listed: Set<String> = []
      return stages.flatMap { inspector.sources(of: $0) }.filter { listed.insert($0).inserted }
    }
  }
}

extension Inspector {
  /// The files a stage reads that no stage makes, as far as they can be told before it is judged.
  fileprivate func sources(of stage: Stage) -> [String] {
    let paths = (try? inputPaths(of: stage)) ?? []
    let outside = paths.filter { files.pipeline.maker(of: $0) == nil }
    // What is only listed ahead is no question that a verdict rests on.
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    return outside.flatMap { path in
      let inside = (try? files.walk(path, on: &disk) { _ in true }) ?? []
      return inside.isEmpty ? [path] : inside.filter { files.pipeline.maker(of: $0) == nil }
    }
  }
}
