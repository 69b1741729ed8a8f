/// A format of files that instruments and their programs write, known by what the bytes are.
///
/// The name of a file says nothing here: `.raw`, `.spe` and `.csv` are each the ending of several.
public struct Format: Hashable, Sendable {
  /// What a file of it is called in messages: `Bruker RAW 4`.
  public let name: String
  /// How programs name it: `bruker-raw-4`.
  public let id: String
  /// Whether there is a reader for it, tried on a real file.
  public let isRead: Bool

  /// The format of a file; `nil` when it is none of those that are known.
  ///
  /// - Parameter bytes: The whole content.
  public init?(of bytes: [UInt8]) {
    let format = Self.binary(bytes) ?? Self.archive(bytes) ?? Self.text(bytes)
    guard let format else { return nil }
    self = format
  }

  /// Why a file of this format is not read, in words.
  public var refusal: String {
    let isAn =
      "AEIO".contains(name.first ?? " ")
      || ["FEI", "HDF5", "MRC", "XML"].contains { name.hasPrefix($0) }
    return "this is \(isAn ? "an" : "a") \(name) file, which is not read"
  }

  init(_ id: String, _ name: String, isRead: Bool = false) {
    self.id = id
    self.name = name
    self.isRead = isRead
  }
}

extension Format {
  // XRD
  /// Bruker's and PowBase's text of angles or counts.
  public static let uxd = Format("bruker-uxd", "Bruker UXD", isRead: true)
  /// Bruker's binary scans, version 3: `RAW1.01`.
  public static let raw3 = Format("bruker-raw-3", "Bruker RAW 3", isRead: true)
  /// Bruker's binary scans, version 4: `RAW4.00`.
  public static let raw4 = Format("bruker-raw-4", "Bruker RAW 4", isRead: true)
  /// Bruker's archive of XML.
  public static let brml = Format("bruker-brml", "Bruker brml", isRead: true)
  /// Rigaku's text.
  public static let ras = Format("rigaku-ras", "Rigaku ras", isRead: true)
  /// Rigaku's archive of text and XML.
  public static let rasx = Format("rigaku-rasx", "Rigaku rasx", isRead: true)
  /// PANalytical's XML.
  public static let xrdml = Format("xrdml", "PANalytical XRDML", isRead: true)
  /// HighScore's table.
  public static let highScore = Format("highscore-csv", "PANalytical HighScore csv", isRead: true)

  /// Columns of angles and counts, with a standard deviation where there is a third: the one format
  /// that says nothing of itself, taken from a file that is called `.xy` or `.xye`.
  public static let patternText = Format(
    "pattern-text", "columns of angles and counts", isRead: true)

  // Images
  /// TIFF: one grey page.
  public static let tiff = Format("tiff", "TIFF", isRead: true)
  /// TIFF for files above 4 GB.
  public static let bigTIFF = Format("bigtiff", "BigTIFF", isRead: true)
  /// Gatan's DigitalMicrograph 3.
  public static let dm3 = Format("dm3", "DigitalMicrograph 3", isRead: true)

  // XPS
  /// ISO 14976.
  public static let vamas = Format("vamas", "VAMAS", isRead: true)
  /// CasaXPS' text of spectra.
  public static let casaXPS = Format("casaxps-text", "CasaXPS text", isRead: true)
  /// The text of one region, with its pass energy in the heading.
  public static let kratos = Format("kratos-text", "Kratos text", isRead: true)

  // Battery
  /// BioLogic's text of EC-Lab and BT-Lab.
  public static let mpt = Format("biologic-mpt", "BioLogic mpt", isRead: true)
  /// Maccor's text.
  public static let maccor = Format("maccor-text", "Maccor text", isRead: true)
  /// The Battery Data Format of the Battery Data Alliance.
  public static let bdf = Format("bdf-csv", "Battery Data Format csv", isRead: true)
  /// Neware's table.
  public static let neware = Format("neware-csv", "Neware csv", isRead: true)
  /// Arbin's table.
  public static let arbin = Format("arbin-csv", "Arbin csv", isRead: true)

  // Thermogravimetry
  /// METTLER STARe's text.
  public static let stare = Format("mettler-stare", "METTLER STARe text", isRead: true)
  /// TA Instruments' text: signals, `StartOfData`, readings.
  public static let taSignals = Format("ta-signals", "TA Instruments text", isRead: true)
  /// A table of time, temperature and mass.
  public static let thermobalance = Format("thermobalance-csv", "thermobalance csv", isRead: true)

  // ICP
  /// Office Open XML.
  public static let xlsx = Format("xlsx", "Excel xlsx", isRead: true)
  /// Agilent ICP Expert's table.
  public static let agilent = Format("agilent-icp-csv", "Agilent ICP Expert csv", isRead: true)
}
