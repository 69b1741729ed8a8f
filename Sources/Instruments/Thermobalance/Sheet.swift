internal import Lines
internal import Text

/// What every form of file comes to: headed columns of cells, and what is stated of the sample.
struct Sheet {
  /// The head of a column: its name, its unit, and where it stands.
  struct Heading {
    let name: String
    /// As it is written, without brackets; `nil` where none is.
    let unit: String?
    let place: Place

    enum Place {
      case cell(ThermobalanceCell)
      case line(Int, of: Lines)
    }

    func told(_ fault: ThermobalanceFault) -> Diagnostic {
      switch place {
      case .cell(let cell): fault.at(cell)
      case .line(let number, let lines): fault.at(line: number, of: lines)
      }
    }
  }

  /// The names under which a form has its columns.
  struct Names {
    let time: [String]
    let temperature: [String]
    let mass: [String]

    static let plain = Names(
      time: ["Time"], temperature: ["Temperature"], mass: ["Weight", "Mass"])
    /// The sample's temperature, not that of the program, `Tr`.
    static let mettler = Names(time: ["t"], temperature: ["Ts"], mass: ["Value"])
  }

  let names: Names
  let headings: [Heading]
  /// At least one row; each has as many cells as there are headings.
  let rows: [[ThermobalanceCell]]
  /// The mass of the sample and its unit, where the file states them.
  let sampleMass: (cell: ThermobalanceCell, unit: String)?

  /// A name and the unit behind it in brackets: `Time (min)`, `Mass [mg]`.
  static func parts(of heading: String) -> (name: String, unit: String?) {
    let text = trimmed(heading)
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      guard text.last == close, let start = text.lastIndex(of: open) else { continue }
      let unit = text[text.index(after: start)...].dropLast()
      return (trimmed(String(text[..<start])), trimmed(String(unit)))
    }
    return (text, nil)
  }

  static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(String(start.reversed().drop { $0 == " " || $0 == "\t" }).reversed())
  }
}
