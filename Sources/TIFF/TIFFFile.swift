import CTIFF

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// libtiff's view of bytes in memory: the only file that sees C.
///
/// What libtiff has to say is kept here and never printed.
final class TIFFFile {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// The first error libtiff told.
  private var error: String?
  private var handle: OpaquePointer?

  /// Opens the file and reads its first directory.
  ///
  /// - Parameter bytes: The content; it must outlive this object.
  /// - Throws: `notTIFF` or `broken`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(TIFFFault) {
    self.bytes = bytes
    guard Self.isTIFF(bytes) else { throw .notTIFF }
    guard let options = TIFFOpenOptionsAlloc() else { throw .broken("no memory") }
    defer { TIFFOpenOptionsFree(options) }
    let this = Unmanaged.passUnretained(self).toOpaque()
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(8 * TIFFPage.pixelLimit))
    TIFFOpenOptionsSetErrorHandlerExtR(
      options,
      { _, this, _, format, arguments in
        TIFFFile.of(this)?.note(format, arguments)
        return 1
      }, this)
    TIFFOpenOptionsSetWarningHandlerExtR(options, { _, _, _, _, _ in 1 }, nil)
    handle = TIFFClientOpenExt(
      "", "rm", this,
      { this, buffer, count in TIFFFile.of(this)?.read(buffer, count) ?? -1 },
      { _, _, _ in -1 },
      { this, offset, whence in TIFFFile.of(this)?.seek(offset, whence) ?? toff_t.max },
      { _ in 0 },
      { this in toff_t(TIFFFile.of(this)?.bytes.count ?? 0) },
      { _, _, _ in 0 }, { _, _, _ in }, options)
    if handle == nil { throw broken }
  }

  deinit { if let handle { TIFFClose(handle) } }

  private static func isTIFF(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let starts: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
    return starts.contains { bytes.starts(with: $0) }
  }

  private var broken: TIFFFault { .broken(error ?? "libtiff does not say why") }

  // MARK: - What libtiff calls

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> TIFFFile? {
    pointer.map { Unmanaged<TIFFFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private func note(_ format: UnsafePointer<CChar>?, _ arguments: CVaListPointer?) {
    guard error == nil, let format, let arguments else { return }
    var text = [CChar](repeating: 0, count: 300)
    vsnprintf(&text, text.count, format, arguments)
    error = String(
      decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func read(_ buffer: UnsafeMutableRawPointer?, _ count: tmsize_t) -> tmsize_t {
    let taken = max(0, min(Int(count), bytes.count - position))
    if taken > 0, let buffer, let start = bytes.baseAddress {
      buffer.copyMemory(from: start + position, byteCount: taken)
    }
    position += taken
    return tmsize_t(taken)
  }

  private func seek(_ offset: toff_t, _ whence: Int32) -> toff_t {
    let base = whence == SEEK_CUR ? position : whence == SEEK_END ? bytes.count : 0
    let (target, overflow) = base.addingReportingOverflow(Int(Int64(bitPattern: offset)))
    guard !overflow, target >= 0 else { return toff_t.max }
    position = min(target, bytes.count)
    return toff_t(target)
  }
}

extension TIFFFile {
  /// Reads the one image of the file.
  func page() throws(TIFFFault) -> TIFFPage {
    guard let handle else { throw broken }
    let (width, height) = (long(UInt32(TIFFTAG_IMAGEWIDTH)), long(UInt32(TIFFTAG_IMAGELENGTH)))
    let pages = Int(TIFFNumberOfDirectories(handle))
    guard pages <= 1 else { throw .severalPages(pages) }
    guard TIFFSetDirectory(handle, 0) == 1 else { throw broken }
    guard width > 0, height > 0 else { throw .broken("the image has no pixels") }
    guard width <= TIFFPage.pixelLimit / height else {
      throw .tooLarge(width: width, height: height)
    }
    try demandGreyscale()
    let samples = try Samples(of: self)
    try demandData(for: width * height * samples.length)
    let values = try values(samples, width: width, height: height)
    var resolution: (x: Double, y: Double)?
    if let x = float(UInt32(TIFFTAG_XRESOLUTION)), let y = float(UInt32(TIFFTAG_YRESOLUTION)) {
      resolution = (x, y)
    }
    let unit = short(UInt32(TIFFTAG_RESOLUTIONUNIT))
    return TIFFPage(
      width: width, height: height, values: values,
      description: text(UInt32(TIFFTAG_IMAGEDESCRIPTION)), resolution: resolution,
      resolutionUnit: unit == RESUNIT_INCH
        ? .inch : unit == RESUNIT_CENTIMETER ? .centimetre : .none)
  }

  private func demandGreyscale() throws(TIFFFault) {
    let samples = short(UInt32(TIFFTAG_SAMPLESPERPIXEL))
    let photometric = short(UInt32(TIFFTAG_PHOTOMETRIC))
    guard photometric != PHOTOMETRIC_PALETTE else { throw .colour("a palette") }
    guard samples == 1 else { throw .colour("\(samples) samples a pixel") }
    guard photometric != PHOTOMETRIC_MINISWHITE else { throw .whiteIsZero }
    guard photometric == PHOTOMETRIC_MINISBLACK else {
      throw .colour("photometric interpretation \(photometric)")
    }
    let compression = UInt16(truncatingIfNeeded: short(UInt32(TIFFTAG_COMPRESSION)))
    guard TIFFIsCODECConfigured(compression) == 1 else { throw .compression(Int(compression)) }
    guard TIFFIsTiled(handle) == 0 else { throw .tiled }
  }

  /// Demands that the file can hold so many bytes: no memory is taken for what is only claimed.
  ///
  /// LZW makes at most 2731 bytes of one, Deflate 1032.
  private func demandData(for count: Int) throws(TIFFFault) {
    let isPlain = short(UInt32(TIFFTAG_COMPRESSION)) == COMPRESSION_NONE
    guard count / (isPlain ? 1 : 2731) <= bytes.count else {
      throw .broken("\(bytes.count) bytes cannot hold an image of \(count) bytes")
    }
  }

  /// The values of all strips.
  private func values(
    _ samples: Samples, width: Int, height: Int
  ) throws(TIFFFault) -> [Double] {
    let rowsInStrip = min(max(1, long(UInt32(TIFFTAG_ROWSPERSTRIP))), height)
    let rowLength = width * samples.length
    var strip = [UInt8](repeating: 0, count: rowsInStrip * rowLength)
    var values: [Double] = []
    for first in stride(from: 0, to: height, by: rowsInStrip) {
      let wanted = min(rowsInStrip, height - first) * rowLength
      let got = strip.withUnsafeMutableBytes { strip in
        TIFFReadEncodedStrip(
          handle, UInt32(first / rowsInStrip), strip.baseAddress, tmsize_t(strip.count))
      }
      guard got == wanted, error == nil else { throw broken }
      strip.withUnsafeBytes { strip in
        for offset in stride(from: 0, to: wanted, by: samples.length) {
          values.append(samples.value(strip, offset))
        }
      }
    }
    return values
  }

  // MARK: - Fields

  /// A 16-bit field, with TIFF's default where it is not stated; 0 without one.
  fileprivate func short(_ tag: UInt32) -> Int {
    var value: UInt16 = 0
    return ctiff_short(handle, tag, &value) == 1 ? Int(value) : 0
  }

  private func long(_ tag: UInt32) -> Int {
    var value: UInt32 = 0
    return ctiff_long(handle, tag, &value) == 1 ? Int(value) : 0
  }

  private func float(_ tag: UInt32) -> Double? {
    var value: Float = 0
    return ctiff_float(handle, tag, &value) == 1 && value.isFinite && value > 0
      ? Double(value) : nil
  }

  private func text(_ tag: UInt32) -> String? {
    var value: UnsafePointer<CChar>?
    guard ctiff_text(handle, tag, &value) == 1, let value else { return nil }
    return String(cString: value)
  }
}

/// How a pixel is stored; libtiff has put the bytes into the machine's order.
private struct Samples {
  let length: Int
  let value: (UnsafeRawBufferPointer, Int) -> Double

  init(of file: TIFFFile) throws(TIFFFault) {
    let bits = file.short(UInt32(TIFFTAG_BITSPERSAMPLE))
    let format = Int32(file.short(UInt32(TIFFTAG_SAMPLEFORMAT)))
    switch (bits, format) {
    case (8, SAMPLEFORMAT_UINT): value = { Double($0[$1]) }
    case (8, SAMPLEFORMAT_INT): value = { Double(Int8(bitPattern: $0[$1])) }
    case (16, SAMPLEFORMAT_UINT): value = { Double($0.number(at: $1, UInt16.self)) }
    case (16, SAMPLEFORMAT_INT): value = { Double($0.number(at: $1, Int16.self)) }
    case (32, SAMPLEFORMAT_UINT): value = { Double($0.number(at: $1, UInt32.self)) }
    case (32, SAMPLEFORMAT_INT): value = { Double($0.number(at: $1, Int32.self)) }
    case (32, SAMPLEFORMAT_IEEEFP): value = { Double($0.number(at: $1, Float.self)) }
    default: throw .samples(bits: bits, kind: Self.kind(format))
    }
    length = bits / 8
  }

  private static func kind(_ format: Int32) -> String {
    switch format {
    case SAMPLEFORMAT_UINT: "unsigned integer"
    case SAMPLEFORMAT_INT: "signed integer"
    case SAMPLEFORMAT_IEEEFP: "floating-point"
    default: "complex or untyped"
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func number<T: BitwiseCopyable>(at offset: Int, _ type: T.Type) -> T {
    loadUnaligned(fromByteOffset: offset, as: type)
  }
}
