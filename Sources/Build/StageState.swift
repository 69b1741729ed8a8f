/// Where a stage is during a run.
///
/// `Schedule.set` is the only place that changes it.
enum StageState {
  /// Nobody asked for it, nor for anything behind it.
  case unasked
  /// Some stage it reads from is not settled yet.
  case behind(unsettled: Int)
  /// All it reads is known; nobody has looked yet whether it must run.
  case ready
  /// It must run and waits for a free place.
  case queued(Judgement)
  case running(Attempt)
  /// Its outputs are what they should be.
  case settled
  /// It failed, or must run and may not: its outputs are not what they should be.
  case unmade
  /// Behind one that is unmade, directly or not.
  case blocked
}
