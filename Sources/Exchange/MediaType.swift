// What kind of file a path names, in the words of the internet and of QUDT.

import Pipeline

/// The media type of a file, by the ending of its name.
enum MediaType {
  private static let types: [String: String] = [
    "bib": "application/x-bibtex", "cff": "application/yaml", "csv": "text/csv",
    "dat": "text/plain",
    "docx":
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif", "htm": "text/html", "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "json": "application/json",
    "jsonl": "application/jsonl", "log": "text/plain", "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png", "py": "text/x-python", "r": "text/x-r", "sh": "application/x-sh",
    "svg": "image/svg+xml", "swift": "text/x-swift", "tex": "application/x-tex",
    "tif": "image/tiff", "tiff": "image/tiff", "toml": "application/toml",
    "tsv": "text/tab-separated-values", "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml", "xrdml": "application/xml", "yaml": "application/yaml",
    "yml": "application/yaml", "zip": "application/zip",
  ]

  private static let names: [String: String] = [
    "LICENSE": "text/plain", "Makefile": "text/x-makefile", "SHA256SUMS": "text/plain",
  ]

  /// The type; of what is not known only that it is bytes.
  static func of(_ path: String) -> String {
    let name = ProjectPath.names(of: path).last.map(String.init) ?? path
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    return names[name] ?? ending.flatMap { types[$0] } ?? "application/octet-stream"
  }
}

/// Units in the vocabulary of QUDT, those that are known there under one name.
enum QUDT {
  private static let names: [String: String] = [
    "1": "UNITLESS", "%": "PERCENT", "‰": "PERMILLE", "ppm": "PPM", "ppb": "PPB", "°": "DEG",
    "rad": "RAD", "°C": "DEG_C", "℃": "DEG_C", "K": "K", "Å": "ANGSTROM", "m": "M", "cm": "CentiM",
    "mm": "MilliM", "µm": "MicroM", "μm": "MicroM", "nm": "NanoM", "pm": "PicoM", "km": "KiloM",
    "g": "GM", "kg": "KiloGM", "mg": "MilliGM", "µg": "MicroGM", "μg": "MicroGM", "s": "SEC",
    "ms": "MilliSEC", "min": "MIN", "h": "HR", "d": "DAY", "A": "A", "mA": "MilliA", "V": "V",
    "mV": "MilliV", "kV": "KiloV", "Ω": "OHM", "W": "W", "kW": "KiloW", "J": "J", "kJ": "KiloJ",
    "eV": "EV", "keV": "KiloEV", "N": "N", "Pa": "PA", "kPa": "KiloPA", "MPa": "MegaPA",
    "GPa": "GigaPA", "mol": "MOL", "L": "L", "mL": "MilliL", "Hz": "HZ", "C": "C", "Ah": "A-HR",
    "g/mol": "GM-PER-MOL", "m/s": "M-PER-SEC", "m²": "M2", "m³": "M3", "mol/L": "MOL-PER-L",
  ]

  /// The address of a unit; `nil` for one that has none we know of.
  static func unit(_ symbol: String) -> String? {
    names[symbol].map { "http://qudt.org/vocab/unit/\($0)" }
  }
}
