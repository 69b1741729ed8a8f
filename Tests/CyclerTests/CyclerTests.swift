// Exports of cyclers: steps, counters, rates, and every refusal with its full text.
import Quantity
import Tables
import Testing
import Text

@testable import Cycler

private let neware = """
  # made here
  # sample,S1
  # active_mass_mg,10.000
  Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
  1,1,Rest,0,0,3.0,0
  1,1,Rest,100,0,3.0,0
  1,2,CC Chg,100,2.0,3.5,0
  1,2,CC Chg,3700,2.0,4.3,2.0
  1,3,CV Chg,3700,1.9,4.3,0
  1,3,CV Chg,4700,0.1,4.3,0.28
  1,4,CC DChg,4700,-2.0,4.2,0
  1,4,CC DChg,8300,-2.0,2.8,2.0

  """

private let arbin = """
  Cycle_Index;Step_Index;Test_Time(s);Current(A);Voltage(V);Charge_Capacity(Ah);Discharge_Capacity(Ah)
  1;1;0;0;3;0;0
  1;2;0;-0.002;3;0;0
  1;2;3600;-0.002;0.02;0;0.002
  1;3;3600;0.002;0.1;0;0.002
  1;3;7200;0.002;1.5;0.002;0.002
  2;4;7201;0.000003;1.4;0.002;0.002
  2;2;7201;-0.002;1.4;0.002;0.002
  2;2;10801;-0.002;0.02;0.002;0.0039
  2;3;10801;0.002;0.1;0.002;0.0039
  2;3;14401;0.002;1.5;0.0038;0.0039

  """

private func read(_ text: String) throws -> CyclerFile {
  try CyclerFile(Array(text.utf8), file: "raw/a.csv")
}

private func fault(_ text: String) -> String {
  do {
    return "no fault: \(try read(text).cycles.count)"
  } catch {
    return "\(error)"
  }
}

@Test func `the counter of Neware is added over the steps of a direction`() throws {
  let file = try read(neware)
  let cycle = try #require(file.cycles.first)
  #expect(file.cycles.count == 1)
  #expect(cycle.steps.map(\.direction) == [nil, .charge, .charge, .discharge])
  #expect(cycle.steps.map(\.isConstantCurrent) == [true, true, false, true])
  let counter = try #require(cycle.counter(.charge))
  #expect(counter.ends.map(\.cell.cell.name) == ["raw/a.csv#G8", "raw/a.csv#G10"])
  let charge = try counter.charge(in: Derivation())
  #expect("\(charge.value) \(charge.unit)" == "2.2800000000000002 mAh")
  #expect(try cycle.counter(.discharge)?.charge(in: Derivation()).value == 2)
  #expect(abs(counter.value - 0.00228) < 1e-12)
}

private let bdf = """
  Test Time / s,Voltage / V,Current / mA,Cycle Count / 1,Step Index / 1,Charging Capacity / Ah,Discharging Capacity / Ah
  0,3.5,2,1.0,1,0,0
  3600,4.3,2,1.0,1,0.002,0
  3600,4.3,-2,1.0,2,0,0
  7200,2.8,-2,1.0,2,0,0.0019
  7200,2.8,0,1.0,3,0,0

  """

@Test func `the Battery Data Format counts by step or by cycle, as its readings tell`() throws {
  let running = bdf.replacing("1.0,2,0,", with: "1.0,2,0.002,")
    .replacing("3,0,0\n", with: "3,0.002,0.0019\n")
  for text in [bdf, running] {
    let cycle = try #require(try read(text).cycles.first)
    #expect(cycle.steps.map(\.direction) == [.charge, .discharge, nil])
    #expect(cycle.counter(.charge)?.value == 0.002)
    #expect(cycle.counter(.discharge)?.value == 0.0019)
    #expect(cycle.steps[1].current.value == -0.002)
  }
  #expect(
    fault(bdf.replacing("3,0,0\n", with: "3,0,0.0019\n")).hasPrefix(
      "raw/a.csv:6:20: the counter begins anew between some steps of a cycle and runs on between"))
}

@Test func `a counter that runs on through the test is subtracted`() throws {
  let cycles = try read(arbin).cycles
  #expect(
    cycles.map { $0.steps.map(\.direction) } == [
      [nil, .discharge, .charge], [nil, .discharge, .charge],
    ])
  let names = try cycles.map { cycle in
    let counter = try #require(cycle.counter(.charge))
    return counter.ends.map(\.cell.cell.name) + [counter.start?.cell.cell.name ?? "-"]
  }
  #expect(names == [["raw/a.csv#F6", "-"], ["raw/a.csv#F11", "raw/a.csv#F6"]])
  let derivation = Derivation()
  let charge = try #require(cycles[1].counter(.charge)).charge(in: derivation)
  #expect(abs(charge.value - 0.0018) < 1e-15)
  // Each reading is known to half a unit of its last digit: 0.0038 and 0.002.
  let resolution = (0.00005 * 0.00005 / 3 + 0.0005 * 0.0005 / 3).squareRoot()
  #expect(abs(try charge.propagated().uncertainty ?? 0) / resolution - 1 < 1e-12)
}

@Test func `the integral of the current leaves out lines of other signs`() throws {
  let cycle = try read(neware).cycles[0]
  let charge = try #require(cycle.integral(.charge))
  // 2 mA for 3600 s, then 1 mA on average for 1000 s.
  #expect(abs(charge.value - (0.002 + 0.001 / 3.6)) < 1e-12)
  let derivation = Derivation()
  _ = try charge.charge(in: derivation)
  guard case .procedure(let procedure) = derivation.steps[0].source else {
    Issue.record("the integral should be a procedure")
    return
  }
  #expect(
    procedure.inputs == [
      Named("time", .range(path: "raw/a.csv", cells: "D5:D12")),
      Named("current", .range(path: "raw/a.csv", cells: "E5:E12")),
    ])
}

@Test func `the header says what is in it`() throws {
  let file = try read(neware)
  #expect(try file.statement("active_mass_mg")?.map(\.cell.name) == ["raw/a.csv#B3"])
  #expect(try file.statement("made here") == nil)
  let twice = neware.replacing("# made here", with: "#sample ,S2")
  let told = """
    raw/a.csv:2:1: the header states "sample" a second time
      2 | # sample,S1
        | ^^^^^^^^
    """
  #expect { try read(twice).statement("sample") } throws: { "\($0)" == told }
}

@Test(arguments: [
  (
    "4.3,0.28", "4.3",
    """
    raw/a.csv:10:1: the line has 6 cells, the heading has 7
      10 | 1,3,CV Chg,4700,0.1,4.3
         | ^
    """
  ),
  (
    "0.28", "nan",
    """
    raw/a.csv:10:25: "nan" is not a number
      10 | 1,3,CV Chg,4700,0.1,4.3,nan
         |                         ^^^
    """
  ),
  (
    "0.28", "\"0,28\"",
    """
    raw/a.csv:10:25: "0,28" is not a number
      10 | 1,3,CV Chg,4700,0.1,4.3,"0,28"
         |                         ^^^^
      hint: a decimal comma? write 0.28
    """
  ),
  (
    "1,3,CV Chg,4700", "1.5,3,CV Chg,4700",
    """
    raw/a.csv:10:1: "1.5" is not the number of a cycle
      10 | 1.5,3,CV Chg,4700,0.1,4.3,0.28
         | ^^^
    """
  ),
  (
    "1,3,CV Chg,4700", "0,3,CV Chg,4700",
    """
    raw/a.csv:10:1: cycle 0 comes after a later one
      10 | 0,3,CV Chg,4700,0.1,4.3,0.28
         | ^
    """
  ),
  (
    "CV Chg,4700", "CV Chg,3000",
    """
    raw/a.csv:10:12: the time goes back, from 3700
      10 | 1,3,CV Chg,3000,0.1,4.3,0.28
         |            ^^^^
    """
  ),
  (
    "4.3,0\n", "4.3,0.4\n",
    """
    raw/a.csv:10:25: the counter falls within a step, from 0.4
      10 | 1,3,CV Chg,4700,0.1,4.3,0.28
         |                         ^^^^
    """
  ),
  (
    "-2.0,2.8", "2.0,2.8",
    """
    raw/a.csv:12:18: the current has the other sign than a step of kind "CC DChg"
      12 | 1,4,CC DChg,8300,2.0,2.8,2.0
         |                  ^^^
      hint: charging currents are wanted positive, discharging ones negative
    """
  ),
  (
    "Capacity(mAh)", "Capacity(mWh)",
    """
    raw/a.csv:4:76: the column "Capacity" should be in Ah or a multiple of it: mWh and Ah do not measure the same
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mWh)
        |                                                                            ^^^^^^^^^^^^^
    """
  ),
  (
    "Capacity(mAh)", "Capacity(mÅh)",
    """
    raw/a.csv:4:76: the column "Capacity" should be in Ah or a multiple of it: the unit "mÅh" is not known
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mÅh)
        |                                                                            ^^^^^^^^^^^^^
    """
  ),
  (
    "Capacity(mAh)", "Capacity",
    """
    raw/a.csv:4:1: there is no column "Capacity(Ah)"
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity
        | ^^^^^^^^^^^
    """
  ),
  (
    "Voltage(V)", "Capacity(Ah)",
    """
    raw/a.csv:4:1: there is no column "Voltage(V)"
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Capacity(Ah),Capacity(mAh)
        | ^^^^^^^^^^^
    """
  ),
  (
    "Step Type", "Step Index",
    """
    raw/a.csv:4:24: the heading "Step Index" stands in columns 2 and 3
      4 | Cycle Index,Step Index,Step Index,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
        |                        ^^^^^^^^^^
      hint: ask for the column by its number
    """
  ),
  (
    "Voltage(V)", "Current(A)",
    """
    raw/a.csv:4:65: "Current" stands in columns 5 and 6
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Current(A),Capacity(mAh)
        |                                                                 ^^^^^^^^^^
    """
  ),
  (
    "Cycle Index", "Cyсle Index",
    """
    raw/a.csv:4:1: there is no column "Cycle Index"; column 1 only looks like it: its heading is U+0043 U+0079 U+0441 U+006C U+0065 U+0020 U+0049 U+006E U+0064 U+0065 U+0078, not U+0043 U+0079 U+0063 U+006C U+0065 U+0020 U+0049 U+006E U+0064 U+0065 U+0078
      4 | Cyсle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
        | ^^^^^^^^^^^
      hint: if it is meant, say so with an explicit alias: Cycle Index=Cyсle Index
    """
  ),
])
func `what is wrong in a file is told where it stands`(from: String, to: String, told: String) {
  #expect(fault(neware.replacing(from, with: to)) == told)
}

@Test func `decimal commas are told`() {
  let told = """
    raw/a.csv:3:7: "-0,002" is not a number
      3 | 1;2;0;-0,002;3;0;0
        |       ^^^^^^
      hint: a decimal comma? write -0.002
    """
  #expect(fault(arbin.replacing("-0.002", with: "-0,002")) == told)
}

@Test func `a time may be told as on a clock`() throws {
  let text = neware.replacing("Cumulative Time(s)", with: "Cumulative Time")
    .replacing(",100,", with: ",0:01:40,").replacing(",3700,", with: ",01:01:40,")
    .replacing(",4700,", with: ",01:18:20,").replacing(",8300,", with: ",02:18:20.0,")
    .replacing(",0,0,3.0", with: ",00:00:00,0,3.0")
  let seconds = try read(neware).cycles[0].integral(.charge)?.value
  #expect(try read(text).cycles[0].integral(.charge)?.value == seconds)
  let told = """
    raw/a.csv:11:13: "01:78:20" is not a time as 0:07:30
      11 | 1,4,CC DChg,01:78:20,-2.0,4.2,0
         |             ^^^^^^^^
    """
  #expect(fault(text.replacing("DChg,01:18", with: "DChg,01:78")) == told)
}

@Test func `a file that ends within a number is told`() throws {
  let told = """
    raw/a.csv:12:27: the file ends within this line: it may be cut off
      12 | 1,4,CC DChg,8300,-2.0,2.8,2.0
         |                           ^^^
      hint: export it again; if it is whole, end its last line
    """
  #expect(fault(String(neware.dropLast())) == told)
  // What comes after the numbers may be cut off.
  let lines = neware.split(separator: "\n").map { $0 + ($0.first == "#" ? "" : ",Date") }
  #expect(try read(lines.joined(separator: "\n")).cycles[0].counter(.discharge)?.value == 0.002)
}

@Test func `a file without readings is told`() {
  let text = neware.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
  let told = """
    raw/a.csv:4:1: no reading follows the headings
      4 | Cycle Index,Step Index,Step Type,Cumulative Time(s),Current(mA),Voltage(V),Capacity(mAh)
        | ^^^^^^^^^^^
    """
  #expect(fault(text) == told)
}

@Test(arguments: ["\r\n", "\r"])
func `a byte-order mark and other line ends change nothing`(end: String) throws {
  let file = try read("\u{FEFF}" + neware.replacing("\n", with: end))
  #expect(try file.cycles[0].counter(.discharge)?.charge(in: Derivation()).value == 2)
  #expect(try file.statement("sample")?.map(\.text) == ["S1"])
}
