internal import TIFF

/// What can be wrong with an image file, as facts; their words stand here.
enum ImageFault: Error, Hashable {
  case unknownFormat(Int)
  case otherFormat(String)
  case tiff(TIFFFault)
  case notFinite(String)
  case noPixelSize
  case pixelSize(String)
  case unit(String)
  case twoPixelSizes(String, String)
  case cutOff(String, offset: Int)
  case structure(String, offset: Int)
  case images(Int)
  case missing(String)
  case dataType(Int)
  case planes(Int)
  case dimensions(width: Int, height: Int, values: Int)

  /// One sentence without a full stop; foreign text in it is not escaped.
  var message: String {
    switch self {
    case .unknownFormat(0): "the file is empty"
    case .unknownFormat: "this is no image file that is known here"
    case .otherFormat(let name): "this is a file of the format \(name), which is not read"
    case .tiff(let fault): fault.message
    case .notFinite(let address): "the pixel \(address) is no finite number"
    case .noPixelSize: "the image does not state the size of its pixels"
    case .pixelSize(let text): "\"\(text)\" is no size of a pixel"
    case .unit(let unit): "the unit \"\(unit)\" of the pixel size is not known"
    case .twoPixelSizes(let one, let other):
      "the file states two sizes of a pixel: \(one), and \(other)"
    case .cutOff(let name, let offset): "the DM3 file ends before its \(name), at byte \(offset)"
    case .structure(let words, let offset): "the DM3 file is broken at byte \(offset): \(words)"
    case .images(0): "the DM3 file holds no image of real numbers"
    case .images(let count): "the DM3 file holds \(count) images, and one is wanted"
    case .missing(let name): "the DM3 file has no \(name)"
    case .dataType(let number):
      "the image in the DM3 file has the data type \(number), which is not real numbers"
    case .planes(let count): "the image in the DM3 file has \(count) dimensions, not two"
    case .dimensions(let width, let height, let values):
      "the DM3 file has \(values) values for \(width) × \(height) pixels"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .unknownFormat, .otherFormat: "greyscale TIFF and DM3 are read; export it as TIFF"
    case .noPixelSize:
      "resolution tags with a unit, ImageJ's unit= or pixel_nm= in the description state it"
    case .tiff(.severalPages): "save the page that is meant as a file of its own"
    case .tiff(.colour): "export the values, not a picture of them"
    default: nil
    }
  }
}
