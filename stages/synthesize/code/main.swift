// The synthetic instrument files of the paper, and the values that were put in.

import Analysis
import Text

StageProgram.run("synthesize --results FOLDER") { arguments in
  guard arguments.words.isEmpty else {
    throw StageFault.wordCount("no word", arguments.words.count)
  }
  let sets: [SyntheticSet] =
    [
      try PrecursorModel.set(),
      try ALDModel.set(),
      XPSModel.set(),
      RateModel.set(),
      HeatingModel.committed.set,
      LayeredModel(seed: 1970).set,
      HydroxideModel(seed: 1970).set,
      StandardModel(seed: 1970).set,
      EDSModel.committed.set,
    ] + TGAModel(seed: TGAModel.committedSeed).sets
    + LatticeImageModel().sets(seed: LatticeImageModel.seed)
  let truth = JSON.object(sets.map { ($0.name, $0.truth) })
  return sets.flatMap(\.files).map { ResultFile($0.path, bytes: $0.bytes) }
    + [ResultFile("synthesize/truth.json", bytes: Array(truth.pretty.utf8))]
}
