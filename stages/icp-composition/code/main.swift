// Atom fractions of Ni, Co and Mn from the mass concentrations of an ICP reading.

import Analysis
import Tables
import Quantity

StageProgram.run(
  "icp-composition READINGS --results FOLDER [--alias Co=HEADING]…", options: ["alias"]
) { arguments in
  let file = try arguments.onlyWord("READINGS")
  let table = try Table(StageProgram.content(of: file), file: file)
  let composition = try Composition(
    of: table.row("Concentration (ppm)", under: "Elements"), in: table,
    aliases: arguments.pairs(of: "alias"))
  return [.numbers(try composition.publication())]
}
