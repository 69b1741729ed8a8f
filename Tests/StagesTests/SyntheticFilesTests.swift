// The synthetic raw files in the project are what the models make, byte for byte.
import Analysis
import Testing
import Text

@testable import synthesize

@Test(arguments: ["TableS1", "FigS2", "FigS3", "FigS4", "FigS7"])
func `the files in the project are what the model makes`(name: String) throws {
  let sets = [
    try PrecursorModel.set(), try ALDModel.set(), XPSModel.set(), RateModel.set(),
    EDSModel.committed.set,
  ]
  let set = try #require(sets.first { $0.name == name })
  for file in set.files {
    let committed = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
    #expect(committed == file.bytes, "\(file.path)")
    let text = String(decoding: file.bytes, as: UTF8.self)
    #expect(text.contains(SyntheticSet.notice))
    #expect(text.contains("1970"))
  }
  #expect(try Truth.value(name) == set.truth)
}

@Test func `the same seed makes the same file, and another one another`() throws {
  let texts = try [7, 7, 8].map { try ALDModel(seed: $0).text }
  #expect(texts[0] == texts[1])
  #expect(texts[0] != texts[2])
}

/// The readings are moved, so that their means are those printed in Table S1, in whole thousandths.
@Test func `the means of the first lines are exactly those of Table S1`() throws {
  let file = try #require(try PrecursorModel.set().files.first)
  let rows = String(decoding: file.bytes, as: UTF8.self).split(separator: "\r\n")
    .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  for (line, printed) in [("Ni 231.604", 580_706), ("Co 238.892", 32_859), ("Mn 257.610", 30_345)] {
    let readings = rows.filter { $0.count > 4 && $0[1] == "Samp" && $0[2] == line }
      .compactMap { Int($0[4].replacing(".", with: "")) }
    #expect(readings.count == 9)
    #expect(readings.reduce(0, +) == 9 * printed, "\(line)")
  }
}

@Test func `decimals are written as instruments write them`() {
  let texts = [
    FixedDecimals.text(0.0005, 3), FixedDecimals.text(-0.0871, 3), FixedDecimals.text(-0.0001, 3),
    FixedDecimals.text(1234.5, 0), FixedDecimals.text(1e-9, 9), FixedDecimals.text(99.996, 2),
    FixedDecimals.clock(34221),
  ]
  #expect(texts == ["0.001", "-0.087", "0.000", "1235", "0.000000001", "100.00", "09:30:21"])
}
