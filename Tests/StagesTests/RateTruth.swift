// What was put into the synthetic rate tests: stages/synthesize/truth.json.
import Analysis
import Testing
import Text

/// The cells of the rate tests with what was put in: the C-rates and capacities that the cycles truly
/// had, by the true mass and the true currents.
struct RateTruth {
  struct Cycle {
    let rate: Double
    let discharge: Double
    let charge: Double
  }

  let sample: String
  let number: Int
  /// The active mass in mg that the file states, which the balance has some error in.
  let mass: Double
  let cycles: [Cycle]

  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The file of the cell, as the stage is given it.
  var file: String {
    "stages/rate-capability/raw/synthetic_FigS7_\(sample)_cell\(number).csv"
  }

  static func all() throws -> [RateTruth] {
    let path = "\(root)/stages/synthesize/truth.json"
    let json = try JSON.read(StageProgram.content(of: path), file: path)
    return try (json["FigS7"]?.members ?? []).map { member in
      let words = member.key.split(separator: " ")
      let cycles = try (member.value["schedule"]?.array ?? []).map { row in
        let values = try (row.array ?? []).map { try #require($0.double) }
        return Cycle(rate: values[0], discharge: values[1], charge: values[2])
      }
      return RateTruth(
        sample: String(words[0]), number: try #require(Int(words[1].dropFirst(4))),
        mass: try #require(member.value["mass_mg"]?.double), cycles: cycles)
    }
  }

  /// The true numbers by the names under which the stage publishes them.
  var numbers: [String: Double] {
    let names = ["0p1C", "0p2C", "0p5C", "1C", "2C", "5C", "0p1C_2"]
    var numbers: [String: Double] = [:]
    for (index, name) in names.enumerated() {
      let block = cycles[(3 * index)..<min(3 * index + 3, cycles.count)]
      let settled = index == 0 ? block.dropFirst() : block
      numbers["rate_\(name)"] = block.first?.rate
      numbers["capacity_\(name)"] = Self.sum(block, \.discharge) / Double(block.count)
      numbers["efficiency_\(name)"] =
        100 * Self.sum(settled, \.discharge) / Self.sum(settled, \.charge)
    }
    let first = numbers["capacity_0p1C"] ?? .nan
    for name in names[1..<6] {
      numbers["retention_\(name)"] = 100 * (numbers["capacity_\(name)"] ?? .nan) / first
    }
    numbers["recovery"] = 100 * (numbers["capacity_0p1C_2"] ?? .nan) / first
    numbers["first_cycle_efficiency"] = 100 * cycles[0].discharge / cycles[0].charge
    return numbers
  }

  private static func sum(_ cycles: ArraySlice<Cycle>, _ value: (Cycle) -> Double) -> Double {
    cycles.reduce(0) { $0 + value($1) }
  }
}
