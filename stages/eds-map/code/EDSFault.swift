import Text

/// What can be wrong with maps and parameters, as facts; their words stand here.
enum EDSFault: Error, CustomStringConvertible {
  case unknownParameter(String, known: [String])
  case missingParameter(String, example: String)
  case line(String, String, known: [String])
  case notAFraction(String, String)
  case notPixels(String, String)
  case notALength(String, String)
  case sizes(String, String)
  case pixelSizes(String, String)
  case notACount(String, String, Double)
  case saturated(String, String)
  case noParticle(String, Int)
  case noSurroundings(String, Int)
  case fewBlocks(side: Int, count: Int)
  case noMatrix(side: Int)
  case noTrace

  var description: String { Escaped(sentence).description + (hint.map { "\n  hint: \($0)" } ?? "") }

  private var sentence: String {
    switch self {
    case .unknownParameter(let name, _): "there is no parameter \(name)"
    case .missingParameter(let name, _): "the parameter \(name) is missing"
    case .line(let name, let text, _): "\(name) is \"\(text)\", which is no line that is known"
    case .notAFraction(let name, let text): "\(name) is \"\(text)\", not between 0 and 100 %"
    case .notPixels(let name, let text): "\(name) is \"\(text)\", not a number of pixels from 1 on"
    case .notALength(let name, let text): "\(name) is \"\(text)\", not a length above 0 in µm"
    case .sizes(let one, let other): "the maps \(one) and \(other) have different sizes"
    case .pixelSizes(let one, let other):
      "the maps \(one) and \(other) have pixels of different sizes"
    case .notACount(let file, let address, let value):
      "\(file): the pixel \(address) is \(value), which is no number of counts"
    case .saturated(let file, let address): "\(file): the pixel \(address) is saturated"
    case .noParticle(let file, let count):
      "\(file): only \(count) connected pixels exceed the threshold, at least 100 make a particle"
    case .noSurroundings(let file, let count):
      "\(file): only \(count) pixels lie beside the particle, too few for a background"
    case .fewBlocks(let side, let count):
      "only \(count) blocks of \(side) × \(side) pixels lie wholly on the particle, at least "
        + "\(Uniformity.fewest) say how they scatter"
    case .noMatrix(let side):
      "a block of \(side) × \(side) pixels has no counts of Ni above the background"
    case .noTrace:
      "W is not detected: its counts on the particle do not stand out of the background"
    }
  }

  private var hint: String? {
    switch self {
    case .unknownParameter(_, let known): "the parameters are \(known.joined(separator: ", "))"
    case .missingParameter(let name, let example): "--parameter \"\(name)=\(example)\""
    case .line(_, _, let known): "known are \(known.joined(separator: ", "))"
    case .notACount: "export the counts themselves, neither scaled nor averaged"
    case .fewBlocks: "make the blocks smaller"
    default: nil
    }
  }
}
