// The apparent W/Ni ratio of a sample from its W 4f and Ni 2p photoelectrons.

import Analysis
import VAMAS

StageProgram.run(
  "xps-quantification SPECTRA --sample NAME --results FOLDER", options: ["sample"]
) { arguments in
  let path = try arguments.onlyWord("SPECTRA")
  let file = try VAMASFile(StageProgram.content(of: path), file: path)
  let quantification = try Quantification(file, sample: arguments.value(of: "sample"))
  return [
    .numbers(try quantification.publication()), try SpectrumTable(quantification.peaks).file,
  ]
}
