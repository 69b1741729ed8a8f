// Tungsten per ALD cycle: the bound line, its alternatives, its tests, and what was put in.
import Analysis
import ICPExport
import Numerics
import Quantity
import Tables
import Testing
import Text

@testable import ald_calibration

private let folder = "stages/ald-calibration/raw"
private let raw = "\(folder)/synthetic_FigS2_ald_series.csv"
private let lines = ["W 207.912", "Ni 231.604", "Co 238.892", "Mn 257.610"]

private func content(_ path: String) throws -> String {
  String(decoding: try StageProgram.content(of: "\(Truth.root)/\(path)"), as: UTF8.self)
}

private func calibration(
  series: String? = nil, export: String? = nil
) throws -> Calibration {
  let table = try Table(
    Array((series ?? content("\(folder)/series.csv")).utf8), file: "\(folder)/series.csv")
  let export = try ICPExport(Array((export ?? content(raw)).utf8), file: raw)
  return try Calibration(
    of: Ratios(of: Series(table, in: Derivation()), at: lines, in: export))
}

/// An independent calculation (numpy): ratios from means less blanks, sums of squares by hand; to the
/// scatter of the bound slope it adds the slopes of the lines through the standards, the blanks and
/// the last digits.
@Test(arguments: [
  ("slope", 0.11075354685327683, 0.001050831599530507, 4.3019, "0.1108(11) ‰/cycle"),
  ("slope_unweighted", 0.11064703551360751, 0.0011223800081107697, 4, "0.1106 ‰/cycle"),
  ("slope_with_intercept", 0.11041886854032584, 0.0021437856341732205, 3, "0.1104 ‰/cycle"),
  ("intercept", 0.04837984896435327, 0.36270546893637273, 3, "0.05 ‰"),
])
func `a line is that of an independent calculation`(
  name: String, value: Double, uncertainty: Double, dof: Double, printed: String
) throws {
  let number = try #require(try calibration().publication().file[name])
  #expect(abs(number.value - value) < 1e-11 * max(1, abs(value)))
  let stated = try #require(number.uncertainty)
  // The atomic weights add less than a hundred-thousandth to that of the bound slope.
  #expect((1 - 1e-9..<1.00001).contains(stated.standard / uncertainty))
  #expect(abs((stated.dof ?? 0) - dof) < 0.001)
  #expect((number.budget == .complete) == (name == "slope"))
  #expect(number.printed == printed)
}

@Test func `the bound slope prints as in the paper`() throws {
  let slope = try #require(try calibration().publication().file["slope"])
  let unit = try Unit("‰")
  #expect(
    Printed(slope.value, uncertainty: nil, unit: unit, decimals: slope.decimals).description
      == "0.11 ‰")
}

@Test func `the bound slope is the weighted fit, and can be calculated again by anyone`() throws {
  let calibration = try calibration()
  #expect(abs(calibration.bound.slope / (try calibration.boundSlope().value) - 1) < 1e-14)
}

@Test func `every line holds what was put in`() throws {
  let file = try calibration().publication().file
  let truth = try 1000 * #require(try Truth.value("FigS2", "gpc").double)
  for name in ["slope", "slope_unweighted", "slope_with_intercept"] {
    #expect(try Truth.holds(truth, of: #require(file[name])), "\(name)")
  }
  #expect(try Truth.holds(0, of: #require(file["intercept"])))
}

/// A ratio is printed without its uncertainty, which one digest does not tell.
///
/// Beside the true ratio 0.35 % of digestion for each element, 0.2 % of each reading and 0.2 % of each
/// standard were put in, 0.6 % in all: with a factor of 2.8, for five of them, 1.7 %.
@Test func `the ratios hold what was put in`() throws {
  let ratios = try calibration().ratios
  let truth = try #require(try Truth.value("FigS2", "true_ratio").array?.compactMap(\.double))
  #expect(truth.count == 5)
  for index in truth.indices {
    #expect(abs(ratios.values[index] / (1000 * truth[index]) - 1) < 0.017)
  }
  let file = try calibration().publication().file
  #expect(file["ratio_25W_NCM_OH_2"]?.printed == "2.79 ‰")
  #expect(file["ratio_300W_NCM_OH_2"]?.missing == "scatter between digests: there is one")
}

/// An independent calculation (numpy).
@Test func `the tests of the line`() throws {
  let file = try calibration().publication().file
  let expected = [
    ("intercept_t", 0.13338604765521267), ("relative_scatter", 2.082602169183077),
    ("birge_ratio", 18.27177014618989), ("lack_of_fit", 175.8394950613417),
    ("uncentred_r2", 0.9996531418087432), ("w_over_strongest_standard", 131.23466666666667),
  ]
  for (name, value) in expected {
    let number = try #require(file[name])
    #expect(abs(number.value / value - 1) < 1e-9, "\(name)")
    #expect(number.missing != nil)
  }
}

@Test func `the definition of the slope says whether an intercept is significant`() throws {
  let slope = try #require(try calibration().publication().file["slope"]?.definition)
  #expect(
    slope.hasSuffix(
      """
      ; a free intercept is not significant (t = 0.13, limit ± 3.18 (95 %, 3 degrees of freedom))
      """))
}

/// The cycles of every sample 20 fewer than they were: the line no longer passes through 0.
@Test func `a significant intercept is noted`() throws {
  let moved = """
    Solution Label,ALD cycles
    25W-NCM(OH)2,5
    50W-NCM(OH)2,30
    100W-NCM(OH)2,80
    200W-NCM(OH)2,180
    300W-NCM(OH)2,280

    """
  let calibration = try calibration(series: moved)
  #expect(calibration.isInterceptSignificant)
  let slope = try #require(try calibration.publication().file["slope"]?.definition)
  #expect(
    slope.hasSuffix(
      """
      ; note: a free intercept is significant (t = 6.85, limit ± 3.18 (95 %, 3 degrees of \
      freedom)), which a line through the origin leaves out
      """))
}

@Test func `the residuals of every line are in the table`() throws {
  let calibration = try calibration()
  let rows = String(decoding: calibration.table.bytes, as: UTF8.self).split(separator: "\n")
  #expect(rows.count == 6)
  #expect(
    rows[0] == """
      sample,ALD cycles,ratio (‰),u of the readings (‰),line (‰),residual (‰),\
      relative residual (%),residual of the unweighted line (‰),\
      residual of the line with intercept (‰),"U of one sample, 95 % (‰)"
      """)
  let last = rows[5].split(separator: ",")
  #expect(last[0] == "300W-NCM(OH)2")
  let numbers = last.dropFirst().compactMap { Double($0) }
  #expect(numbers.count == 9)
  // t(4) = 2.776 times the scatter of 2.0826 % of the line at 300 cycles.
  #expect(abs(numbers[8] / (2.7764451 * 0.02082602169 * 300 * 0.11075354685) - 1) < 1e-7)
  #expect(abs(numbers[4] - (numbers[1] - numbers[3])) < 1e-12)
  #expect(abs(numbers[4] + 0.4289) < 0.0005)
}

@Test func `the band of the line holds what was put in`() throws {
  let rows = String(decoding: try calibration().line().bytes, as: UTF8.self).split(separator: "\n")
  #expect(rows[0] == "ALD cycles,line (‰),lower 95 % (‰),upper 95 % (‰)")
  let points = rows.dropFirst().map { $0.split(separator: ",").compactMap { Double($0) } }
  #expect(points.count == 64)
  #expect(points[0] == [0, 0, 0, 0])
  let growth = try 1000 * #require(Truth.value("FigS2", "gpc").double)
  for point in points.dropFirst() {
    #expect((point[2]...point[3]).contains(growth * point[0]))
    // t(4.30) = 2.7029 times u = 0.00105083 ‰/cycle.
    #expect(abs((point[3] - point[1]) / (2.7029 * 0.00105083 * point[0]) - 1) < 1e-3)
  }
  #expect(points[63][0] == 315)
}

@Test(arguments: [
  (
    "25W-NCM(OH)2,25\n25W-NCM(OH)2,50\n",
    """
    \(folder)/series.csv:3:1: the sample "25W-NCM(OH)2" stands in the series twice
      3 | 25W-NCM(OH)2,50
        | ^^^^^^^^^^^^
    """
  ),
  (
    "25W-NCM(OH)2,0\n",
    """
    \(folder)/series.csv:2:14: 0 is no number of cycles above 0
      2 | 25W-NCM(OH)2,0
        |              ^
    """
  ),
  (
    "25W-NCM(OH)2,\"25,0\"\n",
    """
    \(folder)/series.csv:2:14: "25,0" is not a number
      2 | 25W-NCM(OH)2,"25,0"
        |              ^^^^
      hint: a decimal comma? write 25.0
    """
  ),
  (
    "75W-NCM(OH)2,75\n",
    """
    \(raw):2:1: there is no sample "75W-NCM(OH)2"
      2 | Solution Label,Type,Element,Flags,Soln Conc,Units,Corr Con,Units,Int,Date,Time
        | ^^^^^^^^^^^^^^
      hint: there are: 25W-NCM(OH)2; 50W-NCM(OH)2; 100W-NCM(OH)2; 200W-NCM(OH)2; 300W-NCM(OH)2
    """
  ),
  (
    "25W-NCM(OH)2,25\n50W-NCM(OH)2,50\n",
    "a line and its scatter want 3 points or more, not 2"
  ),
])
func `a series that cannot be is told`(rows: String, told: String) {
  #expect {
    try calibration(series: "Solution Label,ALD cycles\n" + rows)
  } throws: { "\($0)" == told }
}

@Test func `a sample with one reading has no scatter`() throws {
  let lines = try content(raw).split(separator: "\r\n").map(String.init)
  var seen: Set<String> = []
  let once = lines.filter { line in
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    return cells.count < 3 || cells[1] != "Samp" || seen.insert("\(cells[0])\(cells[2])").inserted
  }
  let sample = try #require(once.firstIndex { $0.hasPrefix("25W") && $0.contains("W 207.912") })
  let export = once.joined(separator: "\r\n") + "\r\n"
  #expect { try calibration(export: export) } throws: {
    "\($0)" == """
      \(raw):\(sample + 1):1: the sample was read once at W 207.912, 2 times or more are wanted
        \(sample + 1) | \(once[sample])
           | ^^^^^^^^^^^^
        hint: its lines have "Samp" under "Type"; is the export complete?
      """
  }
}
