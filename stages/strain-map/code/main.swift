// The strain of a lattice all over an image of atomic columns, by geometric phase analysis.

import Analysis
import Images
import Micrographs
import Quantity

StageProgram.run(
  "strain-map IMAGE --results FOLDER --parameter NAME=VALUE…", options: ["parameter"]
) { arguments in
  let file = try arguments.onlyWord("IMAGE")
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let micrograph = try Micrograph(Image(StageProgram.content(of: file), file: file))
  let map = try StrainMap(of: micrograph, with: settings)
  return [.numbers(try map.publication(in: derivation))] + map.tables
}
