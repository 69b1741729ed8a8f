/// A small TIFF file put together tag by tag, to be right or wrong in any way.
struct TIFFBytes {
  /// The value of a tag: 16-bit numbers, 32-bit numbers, one text, or one quotient.
  enum Value {
    case short([UInt16])
    case long([UInt32])
    case text(String)
    case rational(UInt32, UInt32)
  }

  var isBigEndian = false
  var tags: [UInt16: Value]
  var pixels: [UInt8]
  /// How many pages say the same.
  var pages = 1

  /// A page of 3 × 2 pixels whose values are the bytes given, all in one strip.
  init(_ pixels: [UInt8], bits: UInt16 = 8, format: UInt16 = 1, more: [UInt16: Value] = [:]) {
    self.pixels = pixels
    tags = [
      256: .short([3]), 257: .short([2]), 258: .short([bits]), 259: .short([1]),
      262: .short([1]), 273: .long([8]), 277: .short([1]), 278: .short([2]),
      279: .long([UInt32(pixels.count)]), 339: .short([format]),
    ].merging(more) { $1 }
  }

  var bytes: [UInt8] {
    var file: [UInt8] = isBigEndian ? [0x4D, 0x4D, 0, 42] : [0x49, 0x49, 42, 0]
    var next = 8 + UInt32(pixels.count)
    file += ordered(next) + pixels
    for page in 1...pages {
      let directory = tags.sorted { $0.key < $1.key }
      var far: [UInt8] = []
      let start = next + 2 + 12 * UInt32(directory.count) + 4
      file += ordered(UInt16(directory.count))
      for (tag, value) in directory {
        let (type, count, content) = parts(of: value)
        file += ordered(tag) + ordered(type) + ordered(count)
        if content.count <= 4 {
          file += content + [UInt8](repeating: 0, count: 4 - content.count)
        } else {
          file += ordered(start + UInt32(far.count))
          far += content
        }
      }
      next = start + UInt32(far.count)
      file += ordered(page == pages ? 0 : next) + far
    }
    return file
  }

  private func parts(of value: Value) -> (type: UInt16, count: UInt32, content: [UInt8]) {
    switch value {
    case .short(let values): (3, UInt32(values.count), values.flatMap { ordered($0) })
    case .long(let values): (4, UInt32(values.count), values.flatMap { ordered($0) })
    case .text(let text): (2, UInt32(text.utf8.count + 1), Array(text.utf8) + [0])
    case .rational(let above, let below): (5, 1, ordered(above) + ordered(below))
    }
  }

  /// The bytes of a number in the order of the file.
  func ordered<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    let little = (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    return isBigEndian ? little.reversed() : little
  }
}
