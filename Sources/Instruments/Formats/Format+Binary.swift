// What binary files begin with, or hold at a fixed place.

extension Format {
  /// A byte pattern at a place, and the format it stands for.
  private struct Signature {
    let bytes: [UInt8]
    let offset: Int
    let format: Format

    init(_ bytes: [UInt8], at offset: Int = 0, _ format: Format) {
      self.bytes = bytes
      self.offset = offset
      self.format = format
    }

    init(_ text: String, at offset: Int = 0, _ format: Format) {
      self.init(Array(text.utf8), at: offset, format)
    }
  }

  /// The longer ones first where one begins another.
  private static let signatures: [Signature] = [
    // XRD
    Signature("RAW1.01\0", raw3),
    Signature("RAW4.00\0", raw4),
    Signature("RAW2", Format("bruker-raw-2", "Bruker RAW 2")),
    Signature("RAW_1.", Format("stoe-raw", "STOE raw")),
    Signature("RAW ", Format("bruker-raw-1", "Bruker RAW 1")),
    Signature("V3RD", Format("philips-rd", "Philips PC-APD RD")),
    Signature("V5RD", Format("philips-rd", "Philips PC-APD RD")),
    // Batteries
    Signature("BIO-LOGIC MODULAR FILE", Format("biologic-mpr", "BioLogic mpr")),
    Signature("NEWARE", Format("neware-nda", "Neware nda")),
    Signature("Standard Jet DB", at: 4, Format("arbin-res", "Microsoft Access (Arbin res)")),
    Signature("Standard ACE DB", at: 4, Format("arbin-res", "Microsoft Access (Arbin res)")),
    // XPS
    Signature("SOFH", Format("phi-spe", "PHI MultiPak spe or pro")),
    Signature("SQLite format 3\0", Format("sqlite", "SQLite (SPECS Prodigy sle)")),
    // Images and maps
    Signature([0x49, 0x49, 0x2A, 0x00], .tiff),
    Signature([0x4D, 0x4D, 0x00, 0x2A], .tiff),
    Signature([0x49, 0x49, 0x2B, 0x00], .bigTIFF),
    Signature([0x4D, 0x4D, 0x00, 0x2B], .bigTIFF),
    Signature([0x49, 0x49, 0x97, 0x01], Format("fei-ser", "FEI TIA ser")),
    Signature("\u{89}HDF\r\n\u{1A}\n".latin, Format("hdf5", "HDF5 (emd, nxs, h5oina)")),
    Signature("AAMVHFSS", Format("bruker-bcf", "Bruker bcf")),
    Signature("MAP ", at: 208, Format("mrc", "MRC")),
    Signature([0x67, 0x45, 0x23, 0x01], at: 2996, Format("winspec-spe", "Princeton WinSpec spe")),
    // What is packed, drawn or printed
    Signature("BZh", Format("bzip2", "bzip2-compressed")),
    Signature([0x1F, 0x8B], Format("gzip", "gzip-compressed")),
    Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], Format("xz", "xz-compressed")),
    Signature(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      Format("ole", "OLE compound (Excel xls, Thermo vgd)")),
    Signature([0xFF, 0xD8, 0xFF], Format("jpeg", "JPEG")),
    Signature("\u{89}PNG\r\n".latin, Format("png", "PNG")),
    Signature("%PDF-", Format("pdf", "PDF")),
  ]

  static func binary(_ bytes: [UInt8]) -> Format? {
    let found = signatures.first {
      bytes.count >= $0.offset && bytes[$0.offset...].starts(with: $0.bytes)
    }
    return found?.format ?? digitalMicrograph(bytes)
  }

  /// Version 3 or 4, the size of the rest and the byte order, all big-endian.
  private static func digitalMicrograph(_ bytes: [UInt8]) -> Format? {
    let isByteOrder: (Int) -> Bool = { offset in
      bytes.count > offset + 3 && bytes[offset..<offset + 3].allSatisfy { $0 == 0 }
        && bytes[offset + 3] < 2
    }
    if bytes.starts(with: [0, 0, 0, 3]), isByteOrder(8) {
      return .dm3
    }
    if bytes.starts(with: [0, 0, 0, 4]), isByteOrder(12) {
      return Format("dm4", "DigitalMicrograph 4")
    }
    return nil
  }
}

extension String {
  /// The text with each letter as one byte.
  fileprivate var latin: [UInt8] { unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}
