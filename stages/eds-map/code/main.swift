// How uniform tungsten is over a particle, from X-ray maps of Ni and W.

import Analysis
import Images

StageProgram.run(
  "eds-map NI_MAP W_MAP --results FOLDER --parameter NAME=VALUE…", options: ["parameter"]
) { arguments in
  guard arguments.words.count == 2 else {
    throw StageFault.wordCount("pair NI_MAP W_MAP", arguments.words.count)
  }
  let settings = try Settings(arguments.pairs(of: "parameter"))
  let images = try arguments.words.map { try Image(StageProgram.content(of: $0), file: $0) }
  let map = try EDSMap(matrix: images[0], trace: images[1], with: settings)
  return [.numbers(try map.publication())] + map.tables
}
