import HeatingSeries
import Numerics
import PatternText
import Quantity
import Text

/// The width the instrument alone gives a line: that of a line of a standard whose crystallites are
/// too large to widen it.
struct Standard {
  /// The full width at half maximum at 003, in degrees 2θ.
  let width: Quantity

  /// Fits the line of the standard that lies in the window of the settings.
  ///
  /// - Throws: A diagnostic in the pattern when it does not cover the window or no line is found.
  init(_ scan: PatternText, with settings: Settings) throws {
    let derivation = settings.derivation
    let (from, to) = (settings.standardFrom, settings.standardTo)
    let window = try scan.window(from, to, of: "the standard")
    let fit: PeakFit
    do throws(PeakFitError) {
      fit = try PeakFit(window.points, doublet: settings.doublet, profile: .pseudoVoigt)
    } catch {
      throw scan.intensities.cells[0].diagnostic("the line of the standard: \(error)")
    }
    let found = try derivation.procedure(
      Procedure(
        "pseudo-Voigt fit of the standard", output: "", method: settings.fitWords(from, to),
        inputs: [Named("counts", window.input)] + settings.fitInputs(from, to),
        parameters: settings.fitFacts(fit)),
      outputs: [Named("width", Operation.Operand(fit.width, Unit("°")))],
      covariance: [[fit.covariance[2][2]]],
      dof: fit.reducedChiSquared > 1 ? Double(fit.degreesOfFreedom) : nil)
    let transfer = settings.transfer.value
    let offset = try derivation.procedure(
      Procedure(
        "width of the instrument from the standard to 003", output: "",
        method: "0 ± lithiation.standard_transfer: another angle, another specimen, a hot stage",
        inputs: [Named("u", .step(settings.transfer.step))]),
      outputs: [Named("offset", Operation.Operand(0, Unit("°")))],
      covariance: [[transfer * transfer]])
    width = try (found[0] + offset[0]).named("w_instrument")
  }
}
