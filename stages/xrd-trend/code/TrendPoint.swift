import Quantity
import Tables

/// One sample of the trend: its number of cycles and its ratio.
struct TrendPoint {
  let sample: String
  let cycles: Quantity
  let ratio: Quantity

  /// Finds the sample that a file of numbers belongs to: the folder it lies in bears its name.
  init(
    _ numbers: NumbersFile, of stage: String, in samples: Table, _ derivation: Derivation
  ) throws {
    let folders = numbers.file.split(separator: "/").dropLast()
    guard let folder = folders.last else { throw TrendFault.noFolder(numbers.file) }
    sample = String(folder)
    let cell = try samples.row(sample, under: "sample")[samples.column("cycles")]
    // A number of cycles is counted out by the machine: it is exact.
    cycles = try cell.quantity(Unit("cycle"), uncertainty: .standard(0), in: derivation)
      .named("N_\(sample)")
    ratio = try derivation.number("ratio", from: numbers, of: Self.instance(sample, of: stage))
      .named("R_\(sample)")
  }

  /// The name of the instance of a stage for a sample; bytes that names may not have become `%XX`.
  private static func instance(_ sample: String, of stage: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF")
    return sample.utf8.reduce(into: "\(stage)@") { name, byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      if isPlain || "._+-".unicodeScalars.contains(scalar) {
        name.unicodeScalars.append(scalar)
      } else {
        name += "%\(hexadecimal[Int(byte) / 16])\(hexadecimal[Int(byte) % 16])"
      }
    }
  }
}

/// What can be wrong with the points of a trend, as facts; their words stand here.
enum TrendFault: Error, CustomStringConvertible {
  case noSamples
  case noFolder(String)
  case tooFew(Int)
  case sameSample(String)
  case noSpread

  var description: String {
    switch self {
    case .noSamples: "the table of samples is missing"
    case .noFolder(let path): "\(path) lies in no folder that names its sample"
    case .tooFew(let count):
      "a line and the scatter about it want 3 samples or more, not \(count)"
    case .sameSample(let sample): "the sample \(sample) is given twice"
    case .noSpread: "all samples have the same number of cycles"
    }
  }
}
