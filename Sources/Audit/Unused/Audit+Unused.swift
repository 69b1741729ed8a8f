// Which raw data no number rests on.

import Git
import Host
import Pipeline
import Quantity
import Store

extension Audit {
  /// What of the raw data no number rests on: no number that a manuscript states, or none at all.
  ///
  /// - Throws: A diagnostic for a false origin or for a manuscript that cannot be read.
  package mutating func unused(amongAllNumbers: Bool) throws -> UnusedData {
    let (numbers, blocks) = try amongAllNumbers ? (held(), []) : stated()
    let reach = try Reach(of: numbers, blocks, in: &self)
    let paths = try rawFiles()
    let readers = try readers(of: paths)
    var found: Set<Int> = []
    let files = try paths.map { path in
      try file(path, reach.use(of: path), readers[path] ?? [], &found)
    }
    let unmatched = pipeline.exclusions.indices.filter { index in
      let exclusion = pipeline.exclusions[index]
      return exclusion.part == nil
        ? !files.contains { exclusion.files.covers($0.path) } : !found.contains(index)
    }
    return UnusedData(
      numbers: numbers.count, files: files, untold: reach.untold.sorted(),
      unmatched: unmatched.map { pipeline.exclusions[$0] })
  }

  private mutating func held() throws -> [(stage: StageID, name: String)] {
    var numbers: [(stage: StageID, name: String)] = []
    for stage in pipeline.stages {
      if case .held(let holding) = try standing(of: stage.id) {
        numbers += holding.file.numbers.map { (stage.id, $0.name) }
      }
    }
    return numbers
  }

  /// The numbers that manuscripts state, and the cells.
  private mutating func stated() throws -> ([(stage: StageID, name: String)], [CellBlock]) {
    var seen: Set<String> = []
    let targets = try claims(of: pipeline.manuscripts).compactMap(\.target)
      .filter { seen.insert($0).inserted }
    var numbers: [(stage: StageID, name: String)] = []
    var blocks: [CellBlock] = []
    for target in targets {
      switch try? pipeline.target(target) {
      case .number(let stage, let name): numbers.append((stage, name))
      case .cells(let block): blocks.append(block)
      case .parameter, nil: break
      }
    }
    return (numbers, blocks)
  }

  /// The stages that read each file: as their records say, else as they declare.
  private func readers(of paths: [String]) throws -> [String: [String]] {
    var readers: [String: [String]] = [:]
    for stage in pipeline.stages where !stage.isMachine {
      if let record = try? Records.read(stage.name, isMachine: false) {
        for line in RecordedInputs(of: record).lines where line.kind != .folder {
          readers[line.path, default: []].append(stage.name)
        }
      } else {
        for path in paths where stage.inputs.contains(where: { $0.pattern.covers(path) }) {
          readers[path, default: []].append(stage.name)
        }
      }
    }
    return readers
  }

  private func file(
    _ path: String, _ use: Reach.Use?, _ readBy: [String], _ found: inout Set<Int>
  ) throws -> UnusedFile {
    let bytes = try Files.read(path, limit: RecordedInputs.limit)
    let declared = pipeline.exclusions.indices.filter {
      pipeline.exclusions[$0].part != nil && pipeline.exclusions[$0].files.covers(path)
    }
    let meant = declared.compactMap { index in
      ExcludedPart(pipeline.exclusions[index]).map { (index, $0) }
    }
    let isWhole = use.map { !$0.takenWholeBy.isEmpty } ?? false
    let view = UnusedView(bytes, path: path, use ?? Reach.Use(), meant.map(\.1))
    var broken: [(exclusion: Exclusion, count: Int)] = []
    for ((index, part), count) in zip(meant, view.excluded) where count.all > 0 {
      found.insert(index)
      if count.used > 0 { broken.append((part.exclusion, count.used)) }
    }
    let extent: UnusedFile.Use =
      if let use, isWhole { .whole(by: use.takenWholeBy.sorted()) } else {
        use == nil ? .nothing : .cells
      }
    return UnusedFile(
      path: path, size: bytes.count, readBy: readBy, use: extent,
      exclusion: pipeline.exclusion(of: path),
      parts: extent == .cells
        ? view.parts : isWhole ? view.parts.filter { $0.exclusion != nil } : [],
      broken: broken)
  }
}
