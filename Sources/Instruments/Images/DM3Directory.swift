/// The tags of a DM3 file by path: `ImageList/1/ImageData/Dimensions/0`.
///
/// Gatan has not published the format; it is read as described by G. Jefferis and B. Amulet,
/// "DM3 File Format" (<https://imagejdocu.list.lu/plugin/inputoutput/dm3_reader/start>). The
/// directory is big-endian, the values are in the order the header names. A tag without a name is
/// called by its number in its group, counted from 0.
struct DM3Directory {
  /// What a tag holds.
  enum Content {
    case number(Double)
    /// Values of one kind, one after another, in a stretch of the file.
    case array(DM3Type, Range<Int>)
    /// A structure, an array of structures or a text of the old kind: passed over.
    case other
  }

  private(set) var tags: [String: Content] = [:]
  private(set) var isLittleEndian = false
  let bytes: [UInt8]
  private var position = 0

  /// How deep groups may stand in one another.
  private static let depthLimit = 64
  /// How long a path may be, in bytes, and how many words the layout of a tag may have.
  private static let (pathLimit, layoutLimit) = (1024, 4096)

  init(_ bytes: [UInt8]) throws(ImageFault) {
    self.bytes = bytes
    _ = try integer("header")
    _ = try integer("header")
    isLittleEndian = try integer("header") == 1
    try readGroup("", depth: 0)
  }

  /// A number under a path.
  func number(_ path: String) -> Double? {
    if case .number(let value)? = tags[path] { value } else { nil }
  }

  /// A text under a path: an array of UTF-16.
  func text(_ path: String) -> String? {
    guard case .array(.uint16, let range)? = tags[path], range.count <= 1 << 16 else { return nil }
    let units = stride(from: range.lowerBound, to: range.upperBound, by: 2).map {
      UInt16(truncatingIfNeeded: raw(at: $0, length: 2))
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The values of a stretch of the file.
  func values(_ type: DM3Type, in range: Range<Int>) -> [Double] {
    stride(from: range.lowerBound, to: range.upperBound, by: type.length).map {
      type.value(raw(at: $0, length: type.length))
    }
  }

  private func raw(at offset: Int, length: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<length {
      let byte = bytes[offset + (isLittleEndian ? length - 1 - index : index)]
      value = value << 8 | UInt64(byte)
    }
    return value
  }
}

extension DM3Directory {
  private mutating func take(_ count: Int, _ name: String) throws(ImageFault) -> Range<Int> {
    guard count >= 0, count <= bytes.count - position else {
      throw .cutOff(name, offset: bytes.count)
    }
    position += count
    return position - count..<position
  }

  /// A big-endian number of the directory.
  private mutating func integer(_ name: String, length: Int = 4) throws(ImageFault) -> Int {
    try bytes[take(length, name)].reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func readGroup(_ path: String, depth: Int) throws(ImageFault) {
    guard depth < Self.depthLimit else {
      throw .structure("groups stand too deep in one another", offset: position)
    }
    _ = try integer("tag group", length: 2)
    let count = try integer("tag group")
    for index in 0..<count {
      let start = position
      let kind = try integer("tag", length: 1)
      let length = try integer("tag", length: 2)
      let name = String(decoding: bytes[try take(length, "tag")], as: UTF8.self)
      let full = (path.isEmpty ? "" : path + "/") + (name.isEmpty ? "\(index)" : name)
      guard full.utf8.count <= Self.pathLimit else {
        throw .structure("the names of the tags are too long", offset: start)
      }
      switch kind {
      case 20: try readGroup(full, depth: depth + 1)
      case 21: try readData(full)
      default: throw .structure("\(kind) is no kind of tag", offset: start)
      }
    }
  }

  private mutating func readData(_ path: String) throws(ImageFault) {
    let start = position
    guard bytes[try take(4, path)].elementsEqual(Array("%%%%".utf8)) else {
      throw .structure("%%%% is missing", offset: start)
    }
    let count = try integer(path)
    guard count <= Self.layoutLimit else {
      throw .structure("a tag has a layout of \(count) words", offset: start)
    }
    var layout: [Int] = []
    for _ in 0..<count { layout.append(try integer(path)) }
    tags[path] = try content(layout[...], path, at: start)
  }

  private mutating func content(
    _ layout: ArraySlice<Int>, _ path: String, at start: Int
  ) throws(ImageFault) -> Content {
    guard let kind = layout.first else { throw .structure("a tag of no type", offset: start) }
    if let type = DM3Type(rawValue: kind), layout.count == 1 {
      let range = try take(type.length, path)
      return .number(type.value(raw(at: range.lowerBound, length: type.length)))
    }
    if kind == Self.array, layout.count == 3, let type = DM3Type(rawValue: layout[1]) {
      return .array(type, try take(product(layout[2], type.length, at: start), path))
    }
    _ = try take(length(of: layout, at: start), path)
    return .other
  }

  private static let (structure, text, array) = (15, 18, 20)

  /// How many bytes a layout describes.
  private func length(of layout: ArraySlice<Int>, at start: Int) throws(ImageFault) -> Int {
    let fault = ImageFault.structure("a tag of an unknown type", offset: start)
    let words = Array(layout)
    switch words[0] {
    case Self.text where words.count == 2: return try product(words[1], 2, at: start)
    case Self.structure where words.count >= 3:
      let fields = stride(from: 4, to: words.count, by: 2).map { DM3Type(rawValue: words[$0]) }
      guard words.count == 3 + 2 * words[2] else { throw fault }
      var sum = 0
      for field in fields {
        guard let field else { throw fault }
        sum += field.length
      }
      return sum
    case Self.array where words.count >= 3:
      guard let count = words.last else { throw fault }
      let element = words[1] == Self.array || words[1] == Self.structure || words[1] == Self.text
      guard element else {
        guard let type = DM3Type(rawValue: words[1]) else { throw fault }
        return try product(count, type.length, at: start)
      }
      return try product(count, length(of: words[1..<(words.count - 1)], at: start), at: start)
    default:
      guard let type = DM3Type(rawValue: words[0]), words.count == 1 else { throw fault }
      return type.length
    }
  }

  private func product(_ count: Int, _ length: Int, at start: Int) throws(ImageFault) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: length)
    guard !overflow else { throw .structure("an array without end", offset: start) }
    return product
  }
}
