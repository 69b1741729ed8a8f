// The χ² distribution against R.
import Testing

@testable import Numerics

@Test func `quantiles and probabilities of χ² are those of scipy and R`() {
  // R: qchisq(0.95, 10); scipy 1.17: chi2.ppf(0.025, 80.5), chi2.sf(18.307, 10)
  #expect(abs(ChiSquared.quantile(0.95, dof: 10) / 18.307038053275146 - 1) < 1e-12)
  #expect(abs(ChiSquared.quantile(0.025, dof: 80.5) / 57.57567414618498 - 1) < 1e-12)
  #expect(abs(ChiSquared.probability(above: 18.307, dof: 10) / 0.05000058909139812 - 1) < 1e-12)
}
