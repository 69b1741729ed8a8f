import Pipeline

/// The order in which stages are looked at and started: the longest way to the end of the graph first.
///
/// The way of a stage is the time that it took when it last ran and the longest way of those behind it:
/// nothing that starts later can make the run end sooner than that. A time counts in whole tenths of a
/// second, so that noise does not shuffle stages that take none; what was never timed takes none.
/// Where ways are equal, and so where nothing is known, the order is that of the graph.
enum CriticalPath {
  /// All stages of a pipeline; of those not selected none has a way.
  ///
  /// Every stage comes behind those it needs: their ways are at least as long as its own.
  static func order(
    of pipeline: Pipeline, _ selection: Selection, seconds: (Stage) -> Double?
  ) -> [StageID] {
    var ways = [Int](repeating: 0, count: pipeline.stages.count)
    for id in selection.stages.reversed() {
      let stage = pipeline[id]
      // So far it is the longest of the ways behind it.
      ways[id.index] += tenths(seconds(stage) ?? 0)
      for maker in stage.upstream {
        ways[maker.index] = max(ways[maker.index], ways[id.index])
      }
    }
    var long: [(way: Int, place: Int)] = []
    for (place, id) in pipeline.order.enumerated() where ways[id.index] > 0 {
      long.append((ways[id.index], place))
    }
    guard !long.isEmpty else { return pipeline.order }
    long.sort { ($1.way, $0.place) < ($0.way, $1.place) }
    return long.map { pipeline.order[$0.place] } + pipeline.order.filter { ways[$0.index] == 0 }
  }

  /// What a damaged log says of a time may be any number; a year is long enough.
  private static func tenths(_ seconds: Double) -> Int {
    Int((min(max(seconds, 0), 3e7) * 10).rounded())
  }
}
