// The peaks that make up one photoelectron line of a sample.

import Analysis
import Quantity
import VAMAS

StageProgram.run(
  "xps-components SPECTRA --sample NAME --region NAME --setting NAME=VALUE… --results FOLDER",
  options: ["sample", "region", "setting"]
) { arguments in
  let path = try arguments.onlyWord("SPECTRA")
  let file = try VAMASFile(StageProgram.content(of: path), file: path)
  let derivation = Derivation()
  let components = try Components(
    file, sample: arguments.value(of: "sample"),
    Settings(
      region: arguments.value(of: "region"), arguments.values(of: "setting"), in: derivation),
    in: derivation)
  return [.numbers(try components.publication()), components.table]
}
