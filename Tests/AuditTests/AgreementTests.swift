// When two calculations of the same value agree.

import Testing

@testable import Audit

@Suite struct AgreementTests {
  @Test func `values agree to a part in a million millions`() {
    #expect(Agreement.holds(1, 1 + 1e-13))
    #expect(!Agreement.holds(1, 1 + 1e-11))
    #expect(Agreement.holds(-1e300, -1e300 * (1 + 1e-13)))
    #expect(Agreement.holds(0, 0))
    #expect(!Agreement.holds(0, 1e-300))
    #expect(!Agreement.holds(1, -1))
    #expect(!Agreement.holds(1, .nan))
  }

  @Test func `the rest of a difference is as exact as what it is the difference of`() {
    #expect(Agreement.holds(1e-13, 2e-13, scale: 1))
    #expect(!Agreement.holds(1e-11, 2e-11, scale: 1))
  }
}
