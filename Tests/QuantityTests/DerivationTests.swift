// Derivations: the leaves, the operators and procedures with covariance.
import Quantity
import Testing

@Test func `a parameter is a number and a unit`() throws {
  let derivation = Derivation()
  let current = try derivation.parameter("current", text: "-2.00e2 mA/g")
  #expect((current.value, current.unit.symbol) == (-200, "mA/g"))
  #expect(try derivation.parameter("k", text: "0.9").unit == .one)
  for text in ["", "nan", "0x10 g", "1,5 g", "g"] {
    #expect { try derivation.parameter("k", text: text) } throws: {
      "\($0)" == "the parameter k is \"\(text)\"; write a number and a unit, such as 200 mA/g"
    }
  }
}

@Test func `impossible leaves are refused`() throws {
  let derivation = Derivation()
  #expect { try derivation.exact(.infinity) } throws: { "\($0)" == "inf is not a finite number" }
  #expect {
    try derivation.constant("F", 1, .one, uncertainty: .standard(-1), reference: nil)
  } throws: {
    "\($0)" == "the standard uncertainty of F is negative or not finite"
  }
  #expect { try Derivation().exact(1) + derivation.exact(1) } throws: {
    "\($0)" == "quantities of two derivations cannot be combined"
  }
}

@Test func `pure numbers take part in arithmetic`() throws {
  let x = try Derivation().exact(4)
  #expect(try (2 * x).value == 8)
  #expect(try (x / 2).value == 2)
  #expect(try (1 - x).value == -3)
  #expect(try (-x).value == -4)
  #expect(try x.power(0.5).value == 2)
  #expect(try x.logarithm().exponential().value == 4)
}

private let line = Procedure(
  "line", output: "", method: "ordinary least squares",
  inputs: [Named("points", .range(path: "a.csv", cells: "A2:B9"))])

/// u²(a + b·x) = s_a² + x²·s_b² + 2x·cov(a, b): GUM, JCGM 100:2008, H.3.3, with the standard's own
/// numbers: y1 = -0.1712(29), y2 = 0.00218(67), r = -0.930, b(30 °C) = -0.1494(41) with the 9 degrees
/// of freedom of the fit.
@Test func `a fitted line propagates its covariance`() throws {
  let derivation = Derivation()
  let (sa, sb) = (0.0029, 0.00067)
  let covariance = -0.930 * sa * sb
  let outputs = try derivation.procedure(
    line,
    outputs: [
      Named("intercept", .init(-0.1712, try Unit("K"))), Named("slope", .init(0.00218, .one)),
    ],
    covariance: [[sa * sa, covariance], [covariance, sb * sb]], dof: 9)
  let x = try derivation.exact(10, Unit("K"))
  let correction = try outputs[0] + outputs[1] * x
  let propagated = try correction.propagated()
  #expect(abs(correction.value + 0.1494) < 1e-12)
  #expect(abs((propagated.uncertainty ?? 0) - 0.0041) < 0.00005)
  #expect(abs((propagated.dof ?? 0) - 9) < 1e-12)
  #expect(
    propagated.contributions.map(\.variable) == [
      "procedure:line(a.csv#A2:B9)#1", "procedure:line(a.csv#A2:B9)#2",
    ])
  #expect(try outputs[1].propagated().uncertainty.map { abs($0 - sb) < 1e-18 } == true)
}

@Test(arguments: [
  [[1.0, 2.0], [2.0, 1.0]], [[1, 0.5], [0.4, 1]], [[1]], [[1, 0], [0, -1]],
])
func `an impossible covariance is refused`(matrix: [[Double]]) {
  let outputs = [Named("a", Operation.Operand(1, .one)), Named("b", Operation.Operand(1, .one))]
  #expect { try Derivation().procedure(line, outputs: outputs, covariance: matrix) } throws: {
    "\($0)"
      == "the covariance matrix of line has the wrong size, is not symmetric or not positive"
  }
}

@Test func `a cell is addressed as in a spreadsheet`() {
  func address(_ column: Int) -> String {
    Cell(path: "a.csv", line: 7, column: column, text: "").address
  }
  #expect([1, 26, 27, 52, 702, 703].map(address) == ["A7", "Z7", "AA7", "AZ7", "ZZ7", "AAA7"])
}

@Test func `the number in a cell is read as the stage reads it`() {
  #expect(Cell.number(in: " 580.706 ") == 580.706)
  #expect(["", "nan", "1,5", "0x1"].compactMap(Cell.number).isEmpty)
}
