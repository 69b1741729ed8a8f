import Quantity
import Text

/// Every cell of a derivation read again from the bytes whose digest the record names.
struct CellReading {
  /// What became of the cells, by the steps that took them in.
  private(set) var checks: [StepID: Check] = [:]

  init(of holding: Holding, from inputs: inout RecordedInputs) throws {
    var files: [String: [(step: Step, cell: Cell)]] = [:]
    let steps = holding.file.steps
    for index in steps.indices {
      guard case .cell(let cell) = steps[index].source else { continue }
      files[cell.path, default: []].append((steps[index], cell))
    }
    for (path, cells) in files {
      switch try inputs.read(path) {
      case .bytes(let bytes): read(cells, in: bytes, of: path)
      case .stale(let staleness): for (step, _) in cells { checks[step.id] = .stale(staleness) }
      case .unrecorded:
        for (step, _) in cells { checks[step.id] = .failed(.notAnInput(path: path)) }
      }
    }
  }

  private mutating func read(
    _ cells: [(step: Step, cell: Cell)], in bytes: [UInt8], of path: String
  ) {
    do throws(Diagnostic) {
      let texts = try CellTexts.texts(of: cells.map(\.cell), in: bytes, file: path)
      for ((step, cell), text) in zip(cells, texts) {
        let disagreement = Self.disagreement(of: step, cell, with: text)
        checks[step.id] = disagreement.map(Check.failed) ?? .reread
      }
    } catch {
      for (step, _) in cells { checks[step.id] = .failed(.notATable(error)) }
    }
  }

  private static func disagreement(
    of step: Step, _ cell: Cell, with text: String?
  ) -> Disagreement? {
    guard let text else { return .noCell }
    guard text.unicodeScalars.elementsEqual(cell.text.unicodeScalars) else {
      return .cellText(recorded: cell.text, found: text)
    }
    guard let value = number(in: text, unit: step.unit) else { return .notANumber(text: text) }
    return value == step.value
      ? nil : .cellValue(recorded: step.value, found: value, step.unit)
  }

  /// The number a text says; the unit of the step may stand behind it, as in `89.91%`.
  private static func number(in text: String, unit: Unit) -> Double? {
    if let value = Cell.number(in: text) { return value }
    let trimmed = text.withoutOuterSpaces
    guard trimmed.hasSuffix(unit.symbol) else { return nil }
    return Cell.number(in: String(trimmed.dropLast(unit.symbol.count)))
  }
}
