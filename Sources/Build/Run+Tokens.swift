// How a run shares the processors with the other programs of a `make -j`.

import Host

extension Run {
  /// Takes a token, so that one more processor may be used; when there is none it is waited for.
  mutating func takeToken() -> Bool {
    let isTaken = jobserver?.take() ?? false
    lacksToken = !isTaken
    if isTaken { schedule.granted += 1 }
    return isTaken
  }

  /// Takes what is free of the tokens that the running stages are short of.
  ///
  /// The first one starts without any, however many processors it uses; but nobody starts beside it
  /// before it has all.
  mutating func takeTokensOfRunning() {
    while schedule.granted < schedule.occupied, jobserver?.take() == true { schedule.granted += 1 }
  }

  /// Gives back what no running stage needs any more.
  mutating func shareProcessors() {
    guard jobserver != nil else { return }
    jobserver?.giveBack(keeping: schedule.occupied - 1)
    schedule.granted = 1 + (jobserver?.count ?? 0)
  }
}
