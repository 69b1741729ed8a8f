// Parameters of the command line: in the unit that is wanted, or one clear fault.
import Quantity
import Testing

@testable import Analysis

private func value(
  _ text: String, in unit: String, _ bound: StageParameters.Bound = .positive
) throws -> String {
  var parameters = StageParameters(["p": text], in: Derivation())
  do {
    let value = try parameters.value("p", in: unit, bound)
    return "\(value.value) \(value.unit)"
  } catch {
    return "\(error)"
  }
}

@Test(arguments: [
  ("2.5 Å", "Å", "2.5 Å"), ("0.25 nm", "Å", "2.5 Å"), ("30 %", "1", "0.3 1"),
  ("0.3", "%", "30.0 %"),
  ("17.6 °", "°", "17.6 °"),
])
func `a parameter comes in the unit that is wanted`(
  text: String, unit: String, wanted: String
) throws {
  #expect(try value(text, in: unit) == wanted)
}

@Test(arguments: [
  ("2.5", "Å", "a number above 0 in Å is wanted"), ("1 s", "Å", "a number above 0 in Å is wanted"),
  ("0 Å", "Å", "a number above 0 in Å is wanted"), ("0.3", "°", "a number above 0 in ° is wanted"),
  ("3 °", "1", "a number above 0, pure or in % is wanted"),
])
func `a parameter that measures something else is refused`(
  text: String, unit: String, hint: String
) throws {
  #expect(try value(text, in: unit) == "the parameter p is \"\(text)\"\n  hint: \(hint)")
}

@Test func `zero is within a bound that begins there`() throws {
  #expect(try value("0 Å", in: "Å", .fromZero) == "0.0 Å")
  #expect(
    try value("-1 Å", in: "Å", .fromZero)
      == "the parameter p is \"-1 Å\"\n  hint: a number from 0 on in Å is wanted")
}

@Test func `what nobody asked for, what is missing and what runs backwards is told`() throws {
  var parameters = StageParameters(["a": "2 nm", "b": "1 nm", "x": "1"], in: Derivation())
  #expect { try parameters.value("c", in: "nm") } throws: {
    "\($0)" == "the parameter c is missing\n  hint: a number above 0 in nm is wanted"
  }
  #expect { try parameters.stretch(from: "a", to: "b", in: "nm") } throws: {
    "\($0)" == "the parameter b should be above a"
  }
  #expect(try parameters.valueIfGiven("d", in: "1") == nil)
  #expect { try parameters.checkAllTaken() } throws: {
    "\($0)" == "there is no parameter x\n  hint: the parameters are c, a, b, d"
  }
}
