/// A line an X-ray map was taken at, and what else lies there.
///
/// Energies: X-Ray Data Booklet, Lawrence Berkeley National Laboratory (2009), table 1-2.
enum XRayLine: String, CaseIterable {
  case nickelK = "Ni K"
  case nickelL = "Ni L"
  case tungstenL = "W L"
  case tungstenM = "W M"

  var element: String { String(rawValue.prefix { $0 != " " }) }

  /// The energy of the strongest line, in keV.
  var energy: Double {
    switch self {
    case .nickelK: 7.478
    case .nickelL: 0.852
    case .tungstenL: 8.398
    case .tungstenM: 1.775
    }
  }

  /// Lines a silicon drift detector does not tell from it.
  var overlaps: String? {
    switch self {
    case .nickelK: nil
    case .nickelL: "Co Lβ 0.791 keV"
    case .tungstenL:
      "Ni Kβ 8.265 keV, which follows Ni and makes W/Ni look uniform, and Cu Kα 8.048 keV of a grid"
    case .tungstenM: "Si Kα 1.740 keV"
    }
  }

  /// The line with its energy and what may hide in it.
  var words: String {
    "\(rawValue) \(energy) keV" + (overlaps.map { " (not told from \($0))" } ?? "")
  }
}
