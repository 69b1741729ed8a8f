import Analysis
import Cycler
import Quantity
import Tables

/// The rate test of one cell: what it can discharge at each C-rate.
struct RateTest {
  let settings: Settings
  let mass: Quantity
  private let cycles: [RateCycle]
  let blocks: [RateBlock]
  /// The number of the cell's first cycle, whose efficiency is unlike that of the others.
  private let first: Int

  init(of file: CyclerFile, _ settings: Settings) throws {
    self.settings = settings
    try Self.checkHeader(of: file, settings)
    mass = try ActiveMass.mass(of: file, settings)
    let taken = try Self.cycles(of: file, without: settings.without)
    let cycles = try taken.map { [mass] in try RateCycle($0, mass: mass, settings) }
    try RateCycle.checkEnds(of: taken)
    self.cycles = cycles
    blocks = try RateBlock.blocks(of: cycles, mass: mass, settings)
    first = file.cycles[0].number
  }

  /// What the header states must be what the pipeline says.
  private static func checkHeader(of file: CyclerFile, _ settings: Settings) throws {
    if let cell = try file.statement("sample")?[0], cell.text != settings.sample {
      throw RateFault.otherSample(stated: cell.text, given: settings.sample).at(cell)
    }
    if let cell = try file.statement("one_C_mA_per_g")?[0] {
      let (stated, given) = (try cell.number(), settings.specificCurrent.value)
      if abs(stated - given) > 0.001 * given {
        throw RateFault.otherSpecificCurrent(stated: stated, given: given).at(cell)
      }
    }
  }

  private static func cycles(
    of file: CyclerFile, without excluded: [Int]
  ) throws -> [CyclerCycle] {
    for number in excluded where !file.cycles.contains(where: { $0.number == number }) {
      throw RateFault.noSuchCycle(number).diagnostic
    }
    let taken = file.cycles.filter { !excluded.contains($0.number) }
    guard !taken.isEmpty else { throw RateFault.nothingLeft.diagnostic }
    return taken
  }
}

extension RateTest {
  /// The numbers of the cell.
  func publication() throws -> Publication {
    var publication = Publication()
    for block in blocks { try publish(block, in: &publication) }
    try publishRecovery(in: &publication)
    if cycles[0].number == first {
      try publication.publish(
        "first_cycle_efficiency", blocks[0].efficiency(of: [cycles[0]]),
        definition: """
          discharged over charged charge of cycle \(first), the first of the cell: coulombic \
          efficiency of a cathode half cell
          """,
        budget: .complete)
    }
    try publishDeviation(in: &publication)
    return publication
  }

  private func publish(_ block: RateBlock, in publication: inout Publication) throws {
    try publication.publish(
      "rate_\(block.name)", block.current,
      definition: """
        C-rate of the first discharge at constant current of cycle \(block.cycles[0].number): |I| \
        over active mass and specific_current_1C
        """,
      budget: .complete)
    try publication.publish(
      "capacity_\(block.name)", capacity(of: block),
      definition: """
        specific discharge capacity at \(block.rate.text)C, \(block.meanWords): the cycler's \
        counter over all discharge steps of each cycle, over the active mass of the cell
        """,
      budget: .complete)
    if block.rate != blocks[0].rate {
      try publication.publish(
        "retention_\(block.name)", ratio(of: block, to: blocks[0]),
        definition: """
          discharge capacity at \(block.rate.text)C (\(block.meanWords)) over that at \
          \(blocks[0].rate.text)C (\(blocks[0].meanWords)); the active mass, being the same, \
          drops out
          """,
        budget: .complete)
    }
    try publishEfficiency(of: block, in: &publication)
  }

  private func publishEfficiency(
    of block: RateBlock, in publication: inout Publication
  ) throws {
    let settled = block.cycles.filter { $0.number != first }
    guard !settled.isEmpty else { return }
    let isShort = settled.count < block.cycles.count
    try publication.publish(
      "efficiency_\(block.name)", block.efficiency(of: settled),
      definition: """
        discharged over charged charge at \(block.rate.text)C in \(RateBlock.words(of: settled))\
        \(isShort ? ", the first of the cell left out" : ""): coulombic efficiency of a cathode \
        half cell
        """,
      budget: .complete)
  }

  private func capacity(of block: RateBlock) throws -> Quantity {
    try (block.discharge / mass).converted(to: Unit("mAh/g")).named("q_\(block.name)")
  }

  private func ratio(of block: RateBlock, to other: RateBlock) throws -> Quantity {
    try (block.discharge / other.discharge).converted(to: Unit("%"))
  }

  /// Only a test that comes back to its first rate tells whether the capacity does.
  private func publishRecovery(in publication: inout Publication) throws {
    let (before, last) = (blocks[0], blocks[blocks.count - 1])
    guard blocks.count > 1, before.rate == last.rate else { return }
    try publication.publish(
      "recovery", ratio(of: last, to: before),
      definition: """
        discharge capacity at \(last.rate.text)C after the other rates (\(last.meanWords)) over \
        that before them (\(before.meanWords)); the active mass, being the same, drops out
        """,
      budget: .complete)
  }

  private func publishDeviation(in publication: inout Publication) throws {
    let largest = cycles.max { abs($0.deviation.value) < abs($1.deviation.value) } ?? cycles[0]
    try publication.publish(
      "counter_deviation", largest.deviation,
      definition: """
        by how much the cycler's counter exceeds the integral of the logged current, relative to \
        the counter, in the cycle where they differ most (cycle \(largest.number)): a \
        check, beyond counter_tolerance the stage stops
        """,
      budget: .partial(missing: "the error of the integral, which is that of the log interval"),
      decimals: 3)
  }
}
