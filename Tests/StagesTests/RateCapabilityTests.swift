// Figure S7: the numbers of a cell against what was put in, and every refusal with its full text.
import Analysis
import Cycler
import Numerics
import Quantity
import Testing
import Text

@testable import rate_capability

/// A test at 0.1C, 0.2C and 0.1C of 10 mg, 1C being 200 mA/g, two cycles each but for the last:
/// 2 mAh, 1.75 mAh and 1.9 mAh are discharged, after charges of 2.5 mAh, then 2 mAh.
private let small = """
  # sample,S1
  # active_mass_mg,10.00
  # one_C_mA_per_g,200.0
  Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
  1,1,CC Chg,0,0.2000,3.5,0.0000
  1,1,CC Chg,45000,0.2000,4.3,2.5000
  1,2,CC DChg,45000,-0.2000,4.2,0.0000
  1,2,CC DChg,81000,-0.2000,2.8,2.0000
  2,3,CC Chg,81000,0.2000,3.5,0.0000
  2,3,CC Chg,117000,0.2000,4.3,2.0000
  2,4,CC DChg,117000,-0.2000,4.2,0.0000
  2,4,CC DChg,153000,-0.2000,2.8,2.0000
  3,5,CC Chg,153000,0.4000,3.5,0.0000
  3,5,CC Chg,167400,0.4000,4.3,1.6000
  3,6,CV Chg,167400,0.3900,4.3,0.0000
  3,6,CV Chg,174600,0.0100,4.3,0.4000
  3,7,CC DChg,174600,-0.4000,4.2,0.0000
  3,7,CC DChg,185850,-0.4000,2.8,1.2500
  3,8,CV DChg,185850,-0.3900,2.8,0.0000
  3,8,CV DChg,194850,-0.0100,2.8,0.5000
  4,9,CC Chg,194850,0.2000,3.5,0.0000
  4,9,CC Chg,230850,0.2000,4.3,2.0000
  4,10,CC DChg,230850,-0.2000,4.2,0.0000
  4,10,CC DChg,265050,-0.2000,2.8,1.9000

  """

private func settings(_ sample: String = "S1", _ more: [String] = []) throws -> Settings {
  var words = [
    "--sample", sample, "--cell", "S1-1", "--specific_current_1C", "200 mA/g",
    "--c_rates", "0.1C 0.2C 0.5C 1C 2C 5C", "--active_mass_uncertainty", "0.1 mg",
    "--current_uncertainty", "0.05 %",
    "--counter_tolerance", "2 %",
  ]
  for (option, value) in zip(more, more.dropFirst()) where option.hasPrefix("--") {
    if let index = words.firstIndex(of: option) {
      words[index + 1] = value
    } else {
      words += [option, value]
    }
  }
  return try Settings(StageArguments(words, options: Settings.options))
}

private func test(_ text: String = small, _ more: String...) throws -> RateTest {
  try RateTest(of: CyclerFile(Array(text.utf8), file: "raw/a.csv"), settings("S1", more))
}

private func fault(_ text: String = small, _ more: String...) -> String {
  do {
    let file = try CyclerFile(Array(text.utf8), file: "raw/a.csv")
    return "no fault: \(try RateTest(of: file, settings("S1", more)).publication())"
  } catch {
    return "\(error)"
  }
}

private func numbers(of truth: RateTruth) throws -> NumbersFile {
  let content = try StageProgram.content(of: "\(RateTruth.root)/\(truth.file)")
  let file = try CyclerFile(content, file: truth.file)
  return try RateTest(of: file, settings(truth.sample)).publication().file
}

private func variables(of number: Number) -> Set<String> {
  Set(number.contributions.map(\.variable))
}

// MARK: - The numbers of the synthetic cells

@Test(arguments: 0..<6)
func `every number of a cell is what was put in`(index: Int) throws {
  let truth = try RateTruth.all()[index]
  let file = try numbers(of: truth)
  let expected = truth.numbers
  #expect(Set(file.numbers.map(\.name)) == Set(expected.keys).union(["counter_deviation"]))
  for (name, value) in expected {
    let number = try #require(file[name])
    let uncertainty = try #require(number.uncertainty)
    let limit = Student.factor(level: 0.95, dof: uncertainty.dof) * uncertainty.standard
    #expect(abs(number.value - value) <= limit, "\(name)")
    #expect(number.budget == .complete)
  }
  #expect(abs(try #require(file["counter_deviation"]).value) < 0.01)
}

/// An independent calculation (Python) from the last lines of the steps, the cells of 10W-NCM90.
@Test(arguments: [
  (1, [174.53707553707554, 77.01548793107698, 98.7979014134898, 99.46579955600615]),
  (2, [172.01041276188099, 76.77157684262656, 98.96530833196388, 99.48891993351985]),
])
func `the numbers of a cell are those of an independent calculation`(
  number: Int, values: [Double]
) throws {
  let truth = try RateTruth.all()
  let cell = try #require(truth.first { $0.sample == "10W-NCM90" && $0.number == number })
  let file = try numbers(of: cell)
  for (name, value) in zip(["capacity_5C", "retention_5C", "recovery", "efficiency_5C"], values) {
    #expect(abs(try #require(file[name]).value / value - 1) < 1e-12, "\(name)")
  }
  #expect(abs(try #require(file["rate_5C"]).value - 5) < 1e-4)
}

@Test func `the numbers print as they should`() throws {
  let truth = try RateTruth.all()
  let cell = try #require(truth.first { $0.sample == "10W-NCM90" && $0.number == 1 })
  let file = try numbers(of: cell)
  let printed = ["rate_5C", "capacity_5C", "retention_5C", "recovery", "efficiency_5C"].map {
    file[$0]?.printed
  }
  #expect(
    printed == [
      "5.000(61)", "174.5(21) mAh/g", "77.015(54) %", "98.798(70) %", "99.466(70) %",
    ])
}

@Test func `the mass is one variable of all rates and drops out of their ratios`() throws {
  let truth = try RateTruth.all()[0]
  let file = try numbers(of: truth)
  let mass = "\(truth.file)#B3"
  for number in file.numbers {
    let dependsOnMass = number.name.hasPrefix("capacity") || number.name.hasPrefix("rate")
    #expect(variables(of: number).contains(mass) == dependsOnMass, "\(number.name)")
  }
  let capacity = try #require(file["capacity_5C"])
  let relative = try #require(capacity.uncertainty).standard / capacity.value
  let ofMass = 0.1 / truth.mass
  #expect(abs(relative - (ofMass * ofMass + 0.0005 * 0.0005).squareRoot()) < 1e-8)
  let retention = try #require(file["retention_5C"])
  let left = try #require(retention.uncertainty).standard / retention.value
  #expect(abs(left - 0.0005 * 2.0.squareRoot()) < 1e-8)
}

@Test func `a capacity leads to one cell for each cycle`() throws {
  let truth = try RateTruth.all()[0]
  let file = try numbers(of: truth)
  let capacity = try #require(file["capacity_0p2C"])
  let cells = variables(of: capacity).filter { $0.contains("#I") }.sorted()
  #expect(cells == ["I333", "I415", "I497"].map { "\(truth.file)#\($0)" })
  #expect(file.steps.count < 250)
}

// MARK: - A small test

@Test func `all steps of a direction count, and the constant current says the rate`() throws {
  let file = try test().publication().file
  let values = file.numbers.map { "\($0.name) \(($0.value * 1e6).rounded() / 1e6 + 0) \($0.unit)" }
  #expect(
    values == [
      "rate_0p1C 0.1 1", "capacity_0p1C 200.0 mAh/g", "efficiency_0p1C 100.0 %",
      "rate_0p2C 0.2 1", "capacity_0p2C 175.0 mAh/g", "retention_0p2C 87.5 %",
      "efficiency_0p2C 87.5 %", "rate_0p1C_2 0.1 1", "capacity_0p1C_2 190.0 mAh/g",
      "efficiency_0p1C_2 95.0 %", "recovery 95.0 %", "first_cycle_efficiency 80.0 %",
      "counter_deviation 0.0 %",
    ])
}

@Test func `the points of the figure are one line for each cycle`() throws {
  let file = try test(small, "--cell", "a,b").cyclesFile()
  let text = """
    sample,cell,cycle,rate (C),capacity (mAh/g),efficiency (%)
    S1,"a,b",1,0.1,200.0,80.0
    S1,"a,b",2,0.1,200.0,100.0
    S1,"a,b",3,0.2,175.0,87.5
    S1,"a,b",4,0.1,190.0,95.0

    """
  #expect(file.name == "cycles.csv")
  #expect(String(decoding: file.bytes, as: UTF8.self) == text)
}

/// Of each block the last cycle; constant current and constant voltage are one curve.
@Test func `the voltage goes with the charge of all steps of a direction`() throws {
  let text = String(decoding: try test().curvesFile().bytes, as: UTF8.self)
  let rows = text.split(separator: "\n")
  #expect(rows[0] == "sample,cell,cycle,rate (C),direction,charge (mAh/g),voltage (V)")
  let third = rows.filter { $0.hasPrefix("S1,S1-1,3,") }.map { $0.split(separator: ",") }
  #expect(
    third.map { String($0[4]) } == Array(repeating: "charge", count: 4)
      + Array(repeating: "discharge", count: 4))
  let charges = third.compactMap { Double($0[5]) }
  for (found, wanted) in zip(charges, [0.0, 160, 160, 200, 0, 125, 125, 175]) {
    #expect(abs(found - wanted) < 1e-9)
  }
  #expect(third.map { String($0[6]) } == ["3.5", "4.3", "4.3", "4.3", "4.2", "2.8", "2.8", "2.8"])
  #expect(!rows.contains { $0.hasPrefix("S1,S1-1,1,") })
}

@Test func `the active mass may be weighed as electrode and foil`() throws {
  let header = "# electrode_mass_mg,17.5,0.03\n# foil_mass_mg,5.0,0.1\n# active_fraction,0.8,0.002"
  let file = try test(small.replacing("# active_mass_mg,10.00", with: header)).publication().file
  let capacity = try #require(file["capacity_0p1C"])
  #expect(abs(capacity.value - 200) < 1e-12)
  #expect(variables(of: capacity).isSuperset(of: ["raw/a.csv#B2", "raw/a.csv#B3", "raw/a.csv#B4"]))
  // u(m)² = w²·(u_e² + u_f²) + (m_e − m_f)²·u_w² = 0.0083² + …
  let mass = (0.64 * (0.03 * 0.03 + 0.1 * 0.1) + 12.5 * 12.5 * 0.002 * 0.002).squareRoot() / 10
  let resolution = 0.00005 / 3.0.squareRoot() / 2.0.squareRoot() / 2
  let relative = (mass * mass + 0.0005 * 0.0005 + resolution * resolution).squareRoot()
  #expect(abs(try #require(capacity.uncertainty).standard / 200 - relative) < 1e-9)
}

@Test func `the file's own uncertainty of the mass goes before the parameter`() throws {
  let text = small.replacing("_mg,10.00", with: "_mg,10.00,0.02")
  let number = try #require(try test(text).publication().file["rate_0p2C"])
  let mass = number.contributions.first { $0.variable == "raw/a.csv#B2" }
  #expect(abs(abs(mass?.uncertainty ?? 0) - 0.2 * 0.002) < 1e-15)
}

@Test func `a cycle can be left out`() throws {
  let file = try test(small, "--without", "4").publication().file
  #expect(file["recovery"] == nil)
  #expect(file["capacity_0p2C"]?.value == 175)
}

@Test func `the first cycle is the cell's, not the first one left`() throws {
  let file = try test(small, "--without", "1").publication().file
  #expect(file["first_cycle_efficiency"] == nil)
  #expect(
    file["efficiency_0p1C"]?.definition == """
      discharged over charged charge at 0.1C in cycle 2: coulombic efficiency of a cathode half cell
      """)
}

@Test func `cycles are named as they are`() throws {
  let text = small.replacing("\n2,", with: "\n8,").replacing("\n3,", with: "\n9,")
    .replacing("\n4,", with: "\n10,")
  let file = try test(text).publication().file
  #expect(
    file["retention_0p2C"]?.definition == """
      discharge capacity at 0.2C (cycle 9) over that at 0.1C (mean of cycles 1, 8); the active \
      mass, being the same, drops out
      """)
  #expect(
    file["efficiency_0p1C"]?.definition == """
      discharged over charged charge at 0.1C in cycle 8, the first of the cell left out: coulombic \
      efficiency of a cathode half cell
      """)
}

// MARK: - Refusals

@Test(arguments: [
  (
    "# sample,S1", "# sample,S2",
    """
    raw/a.csv:1:10: the file is of the sample "S2", not of "S1"
      1 | # sample,S2
        |          ^^
    """
  ),
  (
    "200.0", "150.0",
    """
    raw/a.csv:3:18: the file takes 150.0 mA/g for 1C, the parameter specific_current_1C says 200.0 mA/g
      3 | # one_C_mA_per_g,150.0
        |                  ^^^^^
    """
  ),
  (
    "active_mass_mg", "active_mass_g",
    """
    raw/a.csv:4:1: no header line "# active_mass_mg,VALUE" stands above the table
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
        | ^^^^^^^^^^^
    """
  ),
  (
    "_mg,10.00", "_mg,NaN",
    """
    raw/a.csv:2:18: "NaN" is not a number
      2 | # active_mass_mg,NaN
        |                  ^^^
    """
  ),
  (
    "_mg,10.00", "_mg,-1.0",
    """
    raw/a.csv:2:18: the active mass should be greater than 0 mg
      2 | # active_mass_mg,-1.0
        |                  ^^^^
    """
  ),
  (
    "_mg,10.00", "_mg,10.60",
    """
    raw/a.csv:8:19: cycle 1 is discharged at 0.0943C, none of the c_rates 0.1C, 0.2C, 0.5C, 1C, 2C, 5C
      8 | 1,2,CC DChg,81000,-0.2000,2.8,2.0000
        |                   ^^^^^^^
      hint: is the mass right, and the unit of the current?
    """
  ),
  (
    "# active_mass_mg,10.00", "# electrode_mass_mg,17.5",
    """
    raw/a.csv:2:21: the standard uncertainty of electrode_mass_mg should stand behind its value
      2 | # electrode_mass_mg,17.5
        |                     ^^^^
    """
  ),
  (
    "# active_mass_mg,10.00", "# electrode_mass_mg,17.5,0.03",
    """
    raw/a.csv:4:1: no header line "# foil_mass_mg,VALUE" stands above the table
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
        | ^^^^^^^^^^^
    """
  ),
  (
    "4,10,CC DChg,230850,-0.2000,4.2,0.0000\n4,10,CC DChg,265050,-0.2000,2.8,1.9000\n", "",
    """
    raw/a.csv:21:1: cycle 4 has no discharge
      21 | 4,9,CC Chg,194850,0.2000,3.5,0.0000
         | ^
      hint: a file that was cut off, a cell that was halted? leave the cycle out with --without 4, and say why under `exclude:`
    """
  ),
  (
    "4,10,CC DChg,265050,-0.2000,2.8,1.9000", "4,10,CC DChg,248850,-0.2000,3.6,1.0000",
    """
    raw/a.csv:24:29: the discharge of cycle 4 ends more than 50 mV from where that of cycle 1 does, at 2.8 V
      24 | 4,10,CC DChg,248850,-0.2000,3.6,1.0000
         |                             ^^^
      hint: a file that was cut off, a cell that was halted? leave the cycle out with --without 4, and say why under `exclude:`
    """
  ),
  (
    "185850,-0.4000", "185850,-0.3900",
    """
    raw/a.csv:13:1: cycle 3 has no discharge at constant current: its C-rate is not defined
      13 | 3,5,CC Chg,153000,0.4000,3.5,0.0000
         | ^
    """
  ),
  (
    "Capacity(mAh)", "Capacity(Ah)",
    """
    raw/a.csv:6:29: the counter of the charge of cycle 1 is 99.9 % off the integral of the current, more than counter_tolerance allows
      6 | 1,1,CC Chg,45000,0.2000,4.3,2.5000
        |                             ^^^^^^
      hint: is a unit wrong, or are the logged lines too far apart?
    """
  ),
])
func `what is wrong in a test is told where it stands`(from: String, to: String, told: String) {
  #expect(fault(small.replacing(from, with: to)) == told)
}

@Test(arguments: [
  ("--without", "7", "cycle 7 is to be left out, but there is none"),
  ("--without", "x", "--without wants the number of a cycle, not \"x\""),
  (
    "--specific_current_1C", "200",
    """
    the parameter specific_current_1C is "200"
      hint: a number above 0 in mA/g is wanted
    """
  ),
  ("--c_rates", "0.1C C/5", "--c_rates wants C-rates, such as '0.1C 0.5C 1C', not \"C/5\""),
  ("--c_rates", "0.1C 5", "--c_rates wants C-rates, such as '0.1C 0.5C 1C', not \"5\""),
  (
    "--counter_tolerance", "0 %",
    """
    the parameter counter_tolerance is "0 %"
      hint: a number above 0, pure or in % is wanted
    """
  ),
  (
    "--active_mass_uncertainty", "0,1 mg",
    """
    the parameter active_mass_uncertainty is "0,1 mg"; write a number and a unit, such as 200 mA/g
    """
  ),
])
func `what is wrong on the command line is told`(option: String, value: String, told: String) {
  #expect(fault(small, option, value) == told)
}
