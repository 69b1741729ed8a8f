// Operations: values, units and derivatives, against differences and hand calculation.
import Quantity
import Testing

private typealias Operand = Operation.Operand

private func pure(_ values: Double...) -> [Operand] { values.map { Operand($0, .one) } }

@Test(arguments: [
  (Operation.add, [2.0, 3.0], 5.0), (.subtract, [2, 3], -1), (.multiply, [2, 3], 6),
  (.divide, [2, 3], 2.0 / 3), (.negate, [2], -2), (.power, [2], 5.656854249492381),
  (.sqrt, [2], 1.4142135623730951), (.exp, [2], 7.38905609893065), (.ln, [2], 0.6931471805599453),
  (.sum, [1, 2, 3.5], 6.5), (.convert, [0.5], 50),
])
func `an operation gives the value of a hand calculation and the derivative of a difference`(
  operation: Operation, values: [Double], expected: Double
) throws {
  let target = operation == .convert ? try Unit("%") : nil
  func result(_ values: [Double]) throws -> Double {
    try operation.result(of: values.map { Operand($0, .one) }, exponent: 2.5, target: target).value
  }
  #expect(abs(try result(values) / expected - 1) < 1e-15)
  let partials = try operation.partials(
    at: values.map { Operand($0, .one) }, exponent: 2.5, target: target)
  #expect(partials.count == values.count)
  for index in values.indices {
    var (below, above) = (values, values)
    below[index] -= 1e-6
    above[index] += 1e-6
    let difference = (try result(above) - result(below)) / 2e-6
    #expect(abs(partials[index] - difference) < 1e-7 * max(1, abs(difference)))
  }
}

@Test func `a sum is in the unit of the first and converts the others`() throws {
  let grams = [Operand(1, try Unit("g")), Operand(500, try Unit("mg"))]
  #expect(try Operation.add.result(of: grams) == Operand(1.5, try Unit("g")))
  #expect(try Operation.subtract.result(of: grams) == Operand(0.5, try Unit("g")))
  #expect(try Operation.sum.partials(at: grams) == [1, 0.001])
  #expect(try Operation.subtract.partials(at: grams) == [1, -0.001])
}

@Test func `a logarithm of percent is a logarithm of the pure number`() throws {
  let half = [Operand(50, try Unit("%"))]
  #expect(try Operation.ln.result(of: half).value == -0.6931471805599453)
  #expect(try Operation.exp.result(of: half).value == 1.6487212707001282)
  #expect(abs(try Operation.exp.partials(at: half)[0] - 0.016487212707001282) < 1e-17)
}

@Test(arguments: [
  (Operation.divide, [1.0, 0.0], "divide of 1.0 1 and 0.0 1 is not a finite number"),
  (.ln, [0], "ln of 0.0 1 is not a finite number"),
  (.ln, [-1], "ln of -1.0 1 is not a finite number"),
  (.sqrt, [-1], "sqrt of -1.0 1 is not a finite number"),
  (.exp, [1000], "exp of 1000.0 1 is not a finite number"),
  (.multiply, [1], "multiply cannot take 1 inputs"),
  (.sum, [], "sum cannot take 0 inputs"),
  (.power, [2], "power has no exponent"),
  (.convert, [2], "convert has no unit to convert to"),
])
func `what has no finite value is refused`(
  operation: Operation, values: [Double], told: String
) {
  #expect { try operation.result(of: values.map { Operand($0, .one) }) } throws: {
    "\($0)" == told
  }
}

@Test func `units are checked`() throws {
  let (gram, metre) = (Operand(1, try Unit("g")), Operand(1, try Unit("m")))
  #expect { try Operation.add.result(of: [gram, metre]) } throws: {
    "\($0)" == "m and g do not measure the same"
  }
  #expect { try Operation.ln.result(of: [gram]) } throws: {
    "\($0)" == "ln takes a pure number, not one in g"
  }
  #expect(try Operation.multiply.result(of: [gram, metre]).unit.symbol == "g·m")
}
