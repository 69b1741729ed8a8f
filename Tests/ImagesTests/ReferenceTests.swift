// Files of real instruments, other people's; they are looked for outside of the project.
import Glibc
import Images
import Testing

/// The folder of the reference files.
private let folder: String = {
  if let given = getenv("ASSAY_REFERENCE_DATA") { return String(cString: given) }
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return "/\(root)/../shared/data/reference"
}()

private let isThere = access("\(folder)/image", R_OK) == 0

private func image(_ name: String) throws -> Image {
  let file = try #require(fopen("\(folder)/image/\(name)", "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return try Image(bytes, file: name)
}

@Suite(.enabled(if: isThere, "no reference files: set ASSAY_REFERENCE_DATA"))
struct ReferenceTests {
  /// tifffile 2026.3.3 reads the same values.
  @Test func `an 8-bit TIFF of a microscope is read, and states no scale`() throws {
    let image = try image("strainpp_PZT_ADF_gray8.tif")
    #expect((image.width, image.height) == (512, 512))
    #expect(image.values.prefix(5) == [143, 85, 49, 21, 1])
    #expect(image[row: 512, column: 512] == 143)
    #expect(image[row: 101, column: 201] == 70)
    #expect(image[row: 201, column: 101] == 118)
    #expect(image.values.reduce(0, +) == 19_109_010)
    #expect(image.pixelSize == nil)
  }

  /// RosettaSciIO 0.15.0 (rsciio.digitalmicrograph) reads the same values.
  @Test func `a DM3 file is read with its scale`() throws {
    let image = try image("test_STEM_image.dm3")
    #expect((image.width, image.height) == (68, 68))
    #expect(image.values.prefix(4) == [33121, 33489, 33638, 32719])
    #expect(image[row: 68, column: 68] == 32683)
    #expect(image[row: 2, column: 3] == 34423)
    #expect(image[row: 3, column: 2] == 33344)
    #expect(image.values.reduce(0, +) == 150_998_555)
    let size = try #require(image.pixelSize)
    #expect(size.width == 0.24853801727294922)
    #expect(size.height == size.width)
    #expect(size.place == "ImageList/1/ImageData/Calibrations/Dimension")
  }

  @Test func `a JPEG picture is refused by name`() throws {
    let error = #expect(throws: (any Error).self) { try image("strainpp_PZT_exx.jpg") }
    #expect(
      "\(try #require(error))" == """
        strainpp_PZT_exx.jpg: this is a file of the format JPEG, which is not read
          hint: greyscale TIFF and DM3 are read; export it as TIFF
        """)
  }
}
