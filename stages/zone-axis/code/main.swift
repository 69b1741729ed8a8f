// The zone axis and the phase of an image of atomic columns, by the spots of its Fourier transform.

import Analysis
import Images
import Micrographs
import Quantity

StageProgram.run(
  "zone-axis IMAGE --results FOLDER --parameter NAME=VALUE…", options: ["parameter"]
) { arguments in
  let file = try arguments.onlyWord("IMAGE")
  let derivation = Derivation()
  let settings = try Settings(arguments.pairs(of: "parameter"), in: derivation)
  let micrograph = try Micrograph(Image(StageProgram.content(of: file), file: file))
  let zone = try ZoneAxis(of: micrograph, with: settings, in: derivation)
  return [.numbers(try zone.publication())] + zone.tables
}
