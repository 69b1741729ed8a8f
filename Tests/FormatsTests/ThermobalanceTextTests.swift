// Files of thermobalances as tables: the values by eye in the file.
import Formats
import Quantity
import Readers
import Readings
import Testing

private let signals = """
  Size\t9.8765\tmg
  Sig1\tTime (min)
  Sig2\tTemperature (K)
  Sig3\tWeight (mg)
  StartOfData
  0.0833\t298.416\t9.87584

  """

@Test func `a run of a thermobalance is shown in the units of the file`() throws {
  let file = try InstrumentFile(Array(signals.utf8), file: "a.txt")
  #expect(file.format == .taSignals && file.format.isRead)
  let block = try #require(file.blocks.first)
  #expect(block.columns.map(\.name) == ["time", "temperature", "mass"])
  #expect(block.columns.map(\.unit) == ["min", "K", "mg"])
  #expect(try block.columns.map { try $0.number(0) } == [0.0833, 298.416, 9.87584])
  #expect(block.statement("mass of the sample (mg)")?.text == "9.8765")
}

@Test(.enabled(if: Reference.isThere, Reference.absent))
func `real runs of thermobalances are shown`() throws {
  for (name, format, last) in [
    ("tga/mettler_LNO+C.txt", Format.stare, "B4064 4050, C4064 691.76, E4064 4.18524"),
    ("tga/NIST_TGA_N2_10K_1.csv", .thermobalance, "A697 4166.5254, B697 997.147, C697 0.065530975"),
  ] {
    let file = try InstrumentFile(Reference.content(name), file: name)
    #expect(file.format == format)
    let block = try #require(file.blocks.first)
    let cells = block.columns.compactMap { $0.reading(block.count - 1)?.cell }
    #expect(cells.map { "\($0.address) \($0.text)" }.joined(separator: ", ") == last)
  }
}
