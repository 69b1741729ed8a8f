// The apparent W/Ni ratio of one sample over that of another.

import Analysis
import Quantity

StageProgram.run(
  "xps-ratio --of STAGE=NUMBERS --over STAGE=NUMBERS --results FOLDER", options: ["of", "over"]
) { arguments in
  let samples = try ["of", "over"].map { option in
    let text = try arguments.value(of: option)
    guard let (stage, path) = try arguments.pairs(of: option).first else {
      throw StageFault.malformedPair(option, text)
    }
    let numbers = try NumbersFile.read(StageProgram.content(of: path), file: path)
    return Comparison.Sample(stage: stage, numbers: numbers)
  }
  return [.numbers(try Comparison(of: samples[0], over: samples[1]).publication())]
}
