/// A JSON value that knows where it stood in its file.
///
/// Two values are equal when they say the same with the same texts: places are ignored, the order
/// of members and the spelling of numbers are not.
public struct JSON: Sendable {
  /// What a value says.
  public enum Kind: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as the text that stands in the file.
    case number(String)
    /// A string, its escapes resolved.
    case string(String)
    /// A list of values.
    case array([JSON])
    /// Members in the order of the file; no key stands twice in a value that was read.
    case object([Member])
  }

  /// One key of an object with its value.
  public struct Member: Sendable {
    /// The key, its escapes resolved.
    public let key: String
    /// What stands under the key.
    public let value: JSON
    /// The line of the key, counted from 1; 0 when the value was built by hand.
    public let line: Int
    /// The column of the key, counted from 1 in Unicode scalars; 0 when built by hand.
    public let column: Int

    /// Makes a member from its parts.
    public init(_ key: String, _ value: JSON, line: Int = 0, column: Int = 0) {
      self.key = key
      self.value = value
      self.line = line
      self.column = column
    }
  }

  /// What the value says.
  public let kind: Kind
  /// The line the value begins on, counted from 1; 0 when it was built by hand.
  public let line: Int
  /// The column the value begins at, counted from 1 in Unicode scalars; 0 when built by hand.
  public let column: Int

  /// Makes a value from its parts.
  public init(_ kind: Kind, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  /// A number in Swift's shortest text that reads back as the same value.
  ///
  /// A value that is not finite becomes `null`: JSON has no word for it.
  public init(_ value: Double) {
    self.init(value.isFinite ? .number("\(value)") : .null)
  }

  /// A whole number.
  public init(_ value: Int) {
    self.init(.number("\(value)"))
  }

  /// A string.
  public init(_ value: String) {
    self.init(.string(value))
  }

  /// `true` or `false`.
  public init(_ value: Bool) {
    self.init(.bool(value))
  }
}

extension JSON {
  /// The value `null`.
  public static let null = JSON(.null)

  /// A string.
  public static func string(_ value: String) -> JSON { JSON(value) }

  /// A list.
  public static func array(_ values: [JSON]) -> JSON { JSON(.array(values)) }

  /// An object with its members in the order given; keys must differ.
  public static func object(_ members: [(String, JSON)]) -> JSON {
    JSON(.object(members.map { Member($0.0, $0.1) }))
  }
}

extension JSON {
  /// What stands under a key; `nil` when there is none or the value is no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = kind,
      let index = members.indices.first(where: { members[$0].key == key })
    else { return nil }
    return members[index].value
  }

  /// The text of a string; `nil` for every other kind.
  public var string: String? {
    if case .string(let text) = kind { text } else { nil }
  }

  /// The value of a number; `nil` for every other kind and for a number too large for a `Double`.
  public var double: Double? {
    guard case .number(let text) = kind, let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  /// The value of a number written without point and exponent, if an `Int` holds it.
  public var int: Int? {
    if case .number(let text) = kind { Int(text) } else { nil }
  }

  /// The truth value; `nil` for every other kind.
  public var bool: Bool? {
    if case .bool(let value) = kind { value } else { nil }
  }

  /// The values of a list; `nil` for every other kind.
  public var array: [JSON]? {
    if case .array(let values) = kind { values } else { nil }
  }

  /// The members of an object in their order; `nil` for every other kind.
  public var members: [Member]? {
    if case .object(let members) = kind { members } else { nil }
  }

  /// What kind of value this is, as a message says it: `a string`, `an object`, `null`.
  public var noun: String {
    switch kind {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSON: Hashable {
  /// Whether two values say the same, wherever they stand.
  public static func == (one: JSON, other: JSON) -> Bool { one.kind == other.kind }

  /// Feeds what the value says, not where it stands.
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension JSON.Member: Hashable {
  /// Whether key and value are the same, wherever they stand.
  public static func == (one: Self, other: Self) -> Bool {
    one.key == other.key && one.value == other.value
  }

  /// Feeds key and value, not where they stand.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A string written in Swift source.
  public init(stringLiteral value: String) { self.init(value) }

  /// A truth value written in Swift source.
  public init(booleanLiteral value: Bool) { self.init(value) }

  /// A whole number written in Swift source.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A number written in Swift source.
  public init(floatLiteral value: Double) { self.init(value) }

  /// A list written in Swift source.
  public init(arrayLiteral values: JSON...) { self.init(.array(values)) }

  /// An object written in Swift source; members keep their order.
  public init(dictionaryLiteral members: (String, JSON)...) {
    self.init(.object(members.map { Member($0.0, $0.1) }))
  }
}
