// Real files of other people, which the project does not hold: numbers of independent code.
import Analysis
import Quantity
import Testing

@testable import Cycler

#if canImport(Glibc)
  import Glibc
#endif

/// The folder of reference files: `ASSAY_REFERENCE_DATA`, or beside the project.
private let folder: String = {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let variable = unsafe getenv("ASSAY_REFERENCE_DATA").map { unsafe String(cString: $0) }
  return variable ?? "/\(root)/../shared/data/reference"
}()

private let arbin = "\(folder)/battery/arbin_rate_graphite_20231115.csv"
private let neware = "\(folder)/battery/neware_uio.csv"
private let isThere = unsafe access(arbin, R_OK) == 0 && access(neware, R_OK) == 0
private let absent: Comment = "no reference files in ASSAY_REFERENCE_DATA"

/// A rate test of 15.4071 mg of graphite, 1C being 350 mA/g (cellpy, MIT): the charge capacities of
/// `SOURCES.md`, in mAh/g.
@Test(.enabled(if: isThere, absent))
func `a real file of Arbin gives the numbers of independent code`() throws {
  let file = try CyclerFile(StageProgram.content(of: arbin), file: arbin)
  let mass = 15.4071e-3
  var capacities: [Int: Double] = [:]
  var rates: [Int: [Double]] = [:]
  var deviations: [Double] = []
  for cycle in file.cycles.dropLast() {
    let counter = try #require(cycle.counter(.charge))
    let step = try #require(cycle.constantCurrentStep(.charge))
    #expect(counter.ends.count == 1 && counter.start == nil)
    let capacity = counter.value * 1e3 / mass
    capacities[cycle.number] = capacity
    rates[Int((100 * step.current.value / (mass * 0.350)).rounded()), default: []].append(capacity)
    deviations.append(abs(try #require(cycle.integral(.charge)).value / counter.value - 1))
  }
  for (cycle, capacity) in [(1, 350.162), (12, 344.582), (15, 302.181)] {
    #expect(abs(try #require(capacities[cycle]) - capacity) < 0.01)
  }
  let means = rates.mapValues { $0.reduce(0, +) / Double($0.count) }
  #expect(rates.mapValues(\.count) == [10: 6, 33: 5, 50: 3, 100: 3, 200: 3])
  for (rate, mean) in [(10, 350.323), (33, 351.149), (50, 351.741), (100, 343.870), (200, 302.541)]
  {
    #expect(abs(try #require(means[rate]) - mean) < 0.01)
  }
  // By the same trapezoids in Python: 0.046 % in cycle 1 at 0.1C, 0.280 % at most, at 1C.
  #expect(abs(deviations[0] - 0.000457) < 1e-6)
  #expect(abs(try #require(deviations.max()) - 0.002801) < 1e-6)
  // The last cycle was begun only: a current of 3 µA that no counter noticed.
  #expect(file.cycles.last?.counter(.charge) == nil)
}

/// A microcell in columns of the Battery Data Format (datalab, MIT): the counters are those of the
/// current integrated by trapezoids in Python.
@Test(.enabled(if: isThere, absent))
func `a real file of the Battery Data Format gives the integral of its current`() throws {
  let bdf = "\(folder)/battery/arbin_example.bdf.csv"
  let file = try CyclerFile(StageProgram.content(of: bdf), file: bdf)
  #expect(file.cycles.map(\.number) == [0, 1, 2, 3, 4])
  let told = [
    (4.83497705977e-07, 4.72271219011e-07, 4.834970775990633e-07, 4.722825256735271e-07),
    (4.7386730707799995e-07, 4.7146858613799996e-07, 4.738528159698157e-07, 4.714738352177078e-07),
    (4.7330133651000003e-07, 4.711168198510001e-07, 4.7329984286374564e-07, 4.7111734509126283e-07),
  ]
  for (cycle, (charge, discharge, charged, discharged)) in zip(file.cycles.dropFirst(), told) {
    #expect(try abs(#require(cycle.counter(.charge)).value - charge) < 1e-18)
    #expect(try abs(#require(cycle.counter(.discharge)).value - discharge) < 1e-18)
    #expect(try abs(#require(cycle.integral(.charge)).value - charged) < 1e-15)
    #expect(try abs(#require(cycle.integral(.discharge)).value - discharged) < 1e-15)
  }
}

/// A half-cell with three discharges in a cycle (cellpy, MIT): the file has the two directions in
/// columns of their own as well, whose last values were added up in Python.
@Test(.enabled(if: isThere, absent))
func `a real file of Neware gives what its other columns say`() throws {
  let file = try CyclerFile(StageProgram.content(of: neware), file: neware)
  let told = [(0.00424934, 0.00508628), (0.00424668, 0.00436841), (0.00783477, 0.00797423)]
  for (cycle, (charge, discharge)) in zip(file.cycles, told) {
    let charged = try #require(cycle.counter(.charge))
    let discharged = try #require(cycle.counter(.discharge))
    #expect(abs(charged.value - charge) < 1e-12 && abs(discharged.value - discharge) < 1e-12)
    let integral = try #require(cycle.integral(.discharge))
    #expect(abs(integral.value / discharged.value - 1) < 1e-4)
  }
}
