// Detection: what the bytes are, whatever the file is called.
import Formats
import Testing

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct FormatReferenceTests {
  @Test(arguments: [
    ("xrd/LiCoO2_powbase.UXD", "bruker-uxd"), ("xrd/xylib_BT86_.UXD", "bruker-uxd"),
    ("xrd/xylib_BT86.raw", "bruker-raw-3"), ("xrd/TiO2.raw", "bruker-raw-4"),
    ("xrd/TiOF.brml", "bruker-brml"), ("xrd/210520step1_30min.xrdml", "xrdml"),
    ("xrd/HL1-2_5-90_60min.xrdml", "xrdml"), ("xrd/xylib_empyrean.xrdml", "xrdml"),
    ("xrd/210520step1_30min.csv", "highscore-csv"),
    ("xrd/JO_KL_16_ZF_3_60deg_0.02step_12degpermin_001.rasx", "rigaku-rasx"),
    ("xrd/inas_layer_radial_002_004.ras.bz2", "bzip2"),
    ("xps/0-150W_NiW_kratos.vms", "vamas"), ("xps/pynx_regular.vms", "vamas"),
    ("xps/pynx_irregular.vms", "vamas"), ("xps/pynx_casaxps_export.txt", "casaxps-text"),
    ("xps/0-150W_NiW_W4f.txt", "kratos-text"), ("xps/0-150W_NiW_wide.txt", "kratos-text"),
    ("battery/mb.issue_95.mpt", "biologic-mpt"), ("battery/mb.issue_95.de.mpt", "biologic-mpt"),
    ("battery/gcpl.issue_149.mpt", "biologic-mpt"), ("battery/maccor_two.txt", "maccor-text"),
    ("battery/arbin_example.bdf.csv", "bdf-csv"), ("battery/neware_uio.csv", "neware-csv"),
    ("battery/arbin_rate_graphite_20231115.csv", "arbin-csv"),
    ("icp/Ergebnisblatt_BAM-M321_BAM-3_m.xlsx", "xlsx"),
    ("tga/mettler_LNO+C.txt", "mettler-stare"), ("image/test_STEM_image.dm3", "dm3"),
    ("image/strainpp_PZT_ADF_gray8.tif", "tiff"), ("image/strainpp_PZT_exx.jpg", "jpeg"),
  ])
  func `a real file is known by its bytes`(name: String, id: String) throws {
    #expect(Format(of: try Reference.content(name))?.id == id)
  }

  /// Two columns, and a plain table: nothing in them says what they are.
  @Test(arguments: ["xrd/210520step1_30min.xy", "icp/bam_m321_wet_chemistry.csv"])
  func `what says nothing of itself is not taken for something`(name: String) throws {
    #expect(Format(of: try Reference.content(name)) == nil)
  }
}

/// By the signatures that their descriptions give; there is no file of these.
@Test(arguments: [
  ("RAW \u{1}", "Bruker RAW 1"), ("RAW2\u{1}", "Bruker RAW 2"), ("RAW_1.06", "STOE raw"),
  ("BIO-LOGIC MODULAR FILE\u{1A}", "BioLogic mpr"), ("NEWARE", "Neware nda"),
  ("\0\u{1}\0\0Standard Jet DB\0", "Microsoft Access (Arbin res)"),
  ("SOFH\nSpectralRegDef: 1", "PHI MultiPak spe or pro"),
  ("SQLite format 3\0", "SQLite (SPECS Prodigy sle)"), ("AAMVHFSS", "Bruker bcf"),
  ("\0\0\0\u{4}\0\0\0\0\0\0\u{1}\0\0\0\0\u{1}", "DigitalMicrograph 4"),
  ("title\nBANK 1 3001 301 CONST 1000 2 0 0 ESD\n", "GSAS powder data"),
  ("<?xml version=\"1.0\"?><x/>", "XML"), ("%PDF-1.4", "PDF"),
  ("[Info]\r\nNumber of Regions=2\r\n", "Scienta text"), ("*TYPE\t=  Raw\n", "Rigaku asc"),
])
func `a format without a reader is refused by name`(text: String, name: String) throws {
  let format = try #require(Format(of: Array(text.utf8)))
  #expect(format.name == name && !format.isRead)
  let article = name == "XML" ? "an" : "a"
  #expect(format.refusal == "this is \(article) \(name) file, which is not read")
}

@Test func `bytes at a fixed place are looked for there`() {
  let blank = [UInt8](repeating: 0, count: 5000)
  #expect(Format(of: blank) == nil)
  #expect(Format(of: blank.with(Array("MAP ".utf8), at: 208))?.id == "mrc")
  #expect(Format(of: blank.with([0x67, 0x45, 0x23, 0x01], at: 2996))?.id == "winspec-spe")
  #expect(Format(of: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])?.id == "hdf5")
  #expect(Format(of: [0x49, 0x49, 0x97, 0x01, 0, 0])?.id == "fei-ser")
}

@Test func `a byte-order mark, blank lines and NULs before the first line hide nothing`() {
  let vamas = "VAMAS Surface Chemical Analysis Standard Data Transfer Format 1988 May 4\r\n"
  for lead in ["", "\u{FEFF}", "\r\n\r\n", "  \0\n"] {
    #expect(Format(of: Array((lead + vamas).utf8))?.id == "vamas")
  }
  #expect(Format(of: []) == nil)
  #expect(Format(of: Array("PK\u{3}\u{4} and no directory".utf8))?.id == "zip")
}
