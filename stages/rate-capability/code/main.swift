// Discharge capacity, retention, recovery and efficiency of one cell at each C-rate.

import Analysis
import Cycler

StageProgram.run(
  """
  rate-capability FILE --sample NAME --cell NAME --specific_current_1C '200 mA/g' \
  --c_rates '0.1C 0.2C 0.5C 1C' --active_mass_uncertainty '0.1 mg' --current_uncertainty '0.05 %' \
  --counter_tolerance '2 %' [--without CYCLE]… --results FOLDER
  """, options: Settings.options
) { arguments in
  let path = try arguments.onlyWord("FILE")
  let settings = try Settings(arguments)
  let file = try CyclerFile(StageProgram.content(of: path), file: path)
  let test = try RateTest(of: file, settings)
  return [.numbers(try test.publication()), try test.cyclesFile(), try test.curvesFile()]
}
