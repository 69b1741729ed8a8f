import YAML

/// One of the stages that a `foreach` makes: its name, and what `{foreach.x}` stands for in it.
struct Instance: Sendable {
  /// `family@values`.
  let name: String
  /// The names of the values that tell it from the others.
  let keys: [String]
  private let header: Header
  private let values: [Value]

  /// A value, and where it stands: in the pipeline, or in the table of the header.
  struct Value: Sendable {
    let text: String
    let mark: Mark
  }

  /// What the instances of one `foreach` share: the names of their values, in order.
  struct Header: Sendable {
    let names: [String]
    /// The table that the values stand in, if they do not stand in the pipeline.
    let table: TableFile?
    private let columns: [String: [Int]]

    init(_ names: [String], table: TableFile? = nil) {
      self.names = names
      self.table = table
      columns = Dictionary(grouping: names.indices) { names[$0] }
    }

    /// The column of a name; `nil` if there is none.
    func column(_ name: String, at mark: Mark) throws(Pipeline.Fault) -> Int? {
      let found = columns[name] ?? []
      guard found.count < 2 else {
        throw Pipeline.Fault(
          .columnTwice(name, of: table?.path, columns: found.map { $0 + 1 }), at: mark)
      }
      return found.first
    }
  }

  /// Makes an instance; `keys` are the columns whose values name it.
  init(
    of family: String, keys: [Int], _ values: [Value], _ header: Header
  ) throws(Pipeline.Fault) {
    let words = keys.map { Self.encoded(values[$0].text) }
    name = "\(family)@\(words.joined(separator: ","))"
    self.keys = keys.map { header.names[$0] }
    self.header = header
    self.values = values
    do throws(Pipeline.Fault) {
      try Pipeline.Name.checkFile(name, at: values[keys.last ?? 0].mark)
    } catch {
      throw header.placed(error)
    }
  }

  /// What a `{foreach.x}` stands for; an empty cell stands for nothing.
  func value(of reference: Template.Reference, at mark: Mark) throws(Pipeline.Fault) -> String {
    guard let column = try header.column(reference.name, at: mark) else {
      throw Pipeline.Fault(.referenceUnknown(reference, known: header.names), at: mark)
    }
    let value = values[column]
    do throws(Pipeline.Fault) {
      if value.isEmpty {
        throw Pipeline.Fault(.cellEmpty(reference.name, of: name), at: value.mark)
      }
      return try Read.checked(value.text, at: value.mark)
    } catch {
      throw header.placed(error)
    }
  }
}

extension Instance {
  /// A value as it stands in a name: every byte outside `[A-Za-z0-9._+-]` as `%XX`.
  static func encoded(_ value: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "+"), UInt8(ascii: "-"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Instance.Value {
  /// Whether nothing stands there but spaces.
  var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }
}

extension Instance.Header {
  /// A fault at a value, told in the file that the value stands in.
  func placed(_ fault: Pipeline.Fault) -> Pipeline.Fault { table?.placed(fault) ?? fault }
}
