/// Reads a condition: `a.slope + 2*u < 0 and abs(a.rest) <= 0.3 nm`.
///
///     condition  = comparison { "and" comparison }
///     comparison = sum sign sum            sign = "<" | ">" | "<=" | ">=" | "≤" | "≥"
///     sum        = product { ("+" | "-") product }
///     product    = factor { ("*" | "/") factor }
///     factor     = { "-" } ( literal | name | "u" | "u(" name ")" | "abs(" sum ")" | "(" sum ")" )
struct ConditionReader {
  /// What keeps a text from being read, and where.
  struct Stop: Error {
    let fault: ConditionFault
    /// What is meant; never empty, so that a caret can stand below it.
    let range: Range<Int>

    init(fault: ConditionFault, range: Range<Int>) {
      self.fault = fault
      self.range = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range
    }
  }

  /// Finds out what a name means.
  typealias Resolving = (String) throws(TargetFault) -> Target

  private static let (longest, deepest) = (1000, 50)

  private let text: [Unicode.Scalar]
  private let resolving: Resolving
  private var index = 0
  private var depth = 0
  private var steps: [Condition.PlacedStep] = []
  /// The numbers of stages that stand in the text, each once.
  private var numbers: [String] = []
  /// Where `u` stands alone.
  private var owns: [Range<Int>] = []

  init(_ text: [Unicode.Scalar], resolving: @escaping Resolving) {
    self.text = text
    self.resolving = resolving
  }

  /// The comparisons of the whole text.
  mutating func comparisons() throws(Stop) -> [Condition.Comparison] {
    guard text.count <= Self.longest else {
      throw Stop(fault: .tooLong(longest: Self.longest), range: 0..<text.count)
    }
    var comparisons = [try comparison()]
    while takeWord("and") { comparisons.append(try comparison()) }
    if index < text.count { throw stop(try surplus()) }
    guard let own = owns.first else { return comparisons }
    guard let number = numbers.first, numbers.count == 1 else {
      throw Stop(fault: .notOneNumber(numbers.count), range: own)
    }
    return comparisons.map { $0.naming(number) }
  }

  private mutating func comparison() throws(Stop) -> Condition.Comparison {
    skipBlanks()
    let start = index
    let left = try calculation()
    guard let sign = try sign() else {
      throw index < text.count
        ? stop(try surplus()) : Stop(fault: .missingSign, range: start..<max(start + 1, index))
    }
    let right = try calculation()
    let end = index
    skipBlanks()
    let behind = index
    if try self.sign() != nil {
      throw Stop(fault: .comparesTwice, range: behind..<index)
    }
    return Condition.Comparison(left: left, sign: sign, right: right, range: start..<end)
  }

  private mutating func calculation() throws(Stop) -> [Condition.PlacedStep] {
    steps = []
    try sum()
    return steps
  }
}

// MARK: - Calculations

extension ConditionReader {
  private mutating func sum() throws(Stop) {
    let start = try product()
    while let operation = take(["+": .add, "-": .subtract, "\u{2212}": .subtract]) {
      _ = try product()
      add(.operation(operation), start..<index)
    }
  }

  private mutating func product() throws(Stop) -> Int {
    let start = try factor()
    while let operation = take(["*": .multiply, "·": .multiply, "×": .multiply, "/": .divide]) {
      _ = try factor()
      add(.operation(operation), start..<index)
    }
    return start
  }

  private mutating func factor() throws(Stop) -> Int {
    skipBlanks()
    let start = index
    var signs = 0
    while take(["-": Condition.Operation.negate, "\u{2212}": .negate]) != nil { signs += 1 }
    try value()
    if !signs.isMultiple(of: 2) { add(.operation(.negate), start..<index) }
    return start
  }

  private mutating func value() throws(Stop) {
    skipBlanks()
    guard let first = peek else {
      throw Stop(fault: .missingValue, range: index..<index + 1)
    }
    let start = index
    if first == "(" { return try parentheses(from: start) }
    if Self.isDigit(first) { return try literal() }
    guard Self.isLetter(first) || first == "_" else { throw stop(try noValue()) }
    let word = self.word()
    switch String(word) {
    case "abs":
      skipBlanks()
      guard peek == "(" else { throw Stop(fault: .unknownWord("abs"), range: start..<index) }
      try parentheses(from: start)
      add(.operation(.absolute), start..<index)
    case "u":
      skipBlanks()
      if peek == "(" { return try uncertainty(from: start) }
      owns.append(start..<start + 1)
      add(.uncertainty(of: ""), start..<start + 1)
    default:
      switch try target(word, at: start) {
      case .number(let id): add(.number(id), start..<index)
      case .parameter(let id): add(.parameter(id), start..<index)
      }
    }
  }

  private mutating func parentheses(from start: Int) throws(Stop) {
    let open = index
    guard depth < Self.deepest else {
      throw Stop(fault: .tooDeep(deepest: Self.deepest), range: open..<open + 1)
    }
    index += 1
    depth += 1
    try sum()
    depth -= 1
    try close(open)
  }

  private mutating func close(_ open: Int) throws(Stop) {
    skipBlanks()
    guard peek == ")" else {
      throw index < text.count && peek != "<" && peek != ">"
        ? stop(try surplus()) : Stop(fault: .unclosed, range: open..<open + 1)
    }
    index += 1
  }

  private mutating func uncertainty(from start: Int) throws(Stop) {
    let open = index
    index += 1
    skipBlanks()
    let inside = index
    let word = self.word()
    guard !word.isEmpty, case .number(let id) = try target(word, at: inside) else {
      throw Stop(fault: .uncertaintyOfWhat, range: inside..<max(index, inside + 1))
    }
    try close(open)
    add(.uncertainty(of: id), start..<index)
  }
}

// MARK: - Words and values

extension ConditionReader {
  /// What a name means.
  private enum Meaning { case number(String), parameter(String) }

  /// The meaning of the longest part of a word that has one: names may hold a `-`, and so may what is
  /// calculated.
  private mutating func target(_ word: String, at start: Int) throws(Stop) -> Meaning {
    let scalars = Array(word.unicodeScalars)
    let cuts = scalars.indices.filter { "-+,".unicodeScalars.contains(scalars[$0]) }
    var fault: (TargetFault, end: Int)?
    for end in [scalars.count] + cuts.reversed() {
      let name = String(String.UnicodeScalarView(scalars[..<end]))
      guard name.contains(".") else { break }
      do throws(TargetFault) {
        let target = try resolving(name)
        index = start + end
        if case .parameter = target { return .parameter(name) }
        if !numbers.contains(name) { numbers.append(name) }
        return .number(name)
      } catch {
        fault = (error, end)
      }
    }
    if let fault { throw Stop(fault: .target(fault.0), range: start..<start + fault.end) }
    throw Stop(fault: .unknownWord(word), range: start..<start + scalars.count)
  }

  /// Reads a name or a word; behind an `@` also what instances are called with.
  private mutating func word() -> String {
    var isInstance = false
    var word = String.UnicodeScalarView()
    while let scalar = peek {
      let isPart =
        scalar.isASCII && (Self.isLetter(scalar) || Self.isDigit(scalar))
        || "_.-%@".unicodeScalars.contains(scalar)
        || isInstance && "+,".unicodeScalars.contains(scalar)
      guard isPart else { break }
      if scalar == "@" { isInstance = true }
      word.append(scalar)
      index += 1
    }
    return String(word)
  }

  private mutating func literal() throws(Stop) {
    let start = index
    skipDigits()
    if peek == "." {
      index += 1
      skipDigits()
    }
    if peek == "e" || peek == "E" {
      var behind = index + 1
      if behind < text.count, text[behind] == "-" || text[behind] == "+" { behind += 1 }
      if behind < text.count, Self.isDigit(text[behind]) {
        index = behind
        skipDigits()
      }
    }
    let digits = String(String.UnicodeScalarView(text[start..<index]))
    guard let value = Double(digits), value.isFinite else {
      throw Stop(fault: .strange(digits), range: start..<index)
    }
    let unit = self.unit()
    add(.literal(value, unit: unit), start..<index)
  }

  /// The unit behind a value; a word that begins a name or a call is none.
  private mutating func unit() -> String? {
    let behind = index
    skipBlanks()
    let start = index
    while let end = unitEnd(from: index) {
      index = end
      guard peek == "/", unitEnd(from: index + 1) != nil else { break }
      index += 1
    }
    let unit = String(String.UnicodeScalarView(text[start..<index]))
    guard !unit.isEmpty else {
      index = behind
      return nil
    }
    return unit
  }

  private func unitEnd(from start: Int) -> Int? {
    guard start < text.count, Self.isLetter(text[start]) || Self.isUnitSign(text[start]) else {
      return nil
    }
    let rest = text[start...].prefix {
      Self.isLetter($0) || Self.isUnitSign($0) || Self.isRaised($0)
    }
    let word = String(String.UnicodeScalarView(rest))
    if word == "and" || word == "u" { return nil }
    guard rest.endIndex < text.count, !isName(from: start) else {
      return rest.endIndex < text.count ? nil : rest.endIndex
    }
    let next = text[rest.endIndex]
    return "@(_".unicodeScalars.contains(next) || Self.isDigit(next) ? nil : rest.endIndex
  }

  /// Whether a name begins here: a word with a point and a letter behind it.
  private func isName(from start: Int) -> Bool {
    let word = text[start...].prefix {
      Self.isLetter($0) || Self.isDigit($0) || "_.-%@".unicodeScalars.contains($0)
    }
    return word.indices.dropLast().contains {
      text[$0] == "." && (Self.isLetter(text[$0 + 1]) || text[$0 + 1] == "_")
    }
  }

  private static func isUnitSign(_ scalar: Unicode.Scalar) -> Bool {
    "°%‰".unicodeScalars.contains(scalar)
  }

  private static func isRaised(_ scalar: Unicode.Scalar) -> Bool {
    "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars.contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
}

// MARK: - Scalars

extension ConditionReader {
  private var peek: Unicode.Scalar? { index < text.count ? text[index] : nil }

  private mutating func add(_ step: Condition.Step, _ range: Range<Int>) {
    steps.append(Condition.PlacedStep(step: step, range: range))
  }

  private mutating func skipBlanks() {
    while let scalar = peek, scalar.properties.isWhitespace { index += 1 }
  }

  private mutating func skipDigits() {
    while let scalar = peek, Self.isDigit(scalar) { index += 1 }
  }

  private mutating func take(
    _ operations: [Unicode.Scalar: Condition.Operation]
  ) -> Condition.Operation? {
    let start = index
    skipBlanks()
    guard let scalar = peek, let operation = operations[scalar] else {
      index = start
      return nil
    }
    index += 1
    return operation
  }

  private mutating func takeWord(_ word: String) -> Bool {
    skipBlanks()
    let scalars = Array(word.unicodeScalars)
    let end = index + scalars.count
    guard text[index...].starts(with: scalars),
      end == text.count || !Self.isLetter(text[end]) && !Self.isDigit(text[end])
    else { return false }
    index = end
    return true
  }

  private mutating func sign() throws(Stop) -> Condition.Sign? {
    skipBlanks()
    let start = index
    guard let scalar = peek, "<>≤≥=!".unicodeScalars.contains(scalar) else { return nil }
    index += 1
    let isWithEqual = peek == "="
    if isWithEqual { index += 1 }
    switch scalar {
    case "<": return isWithEqual ? .atMost : .less
    case ">": return isWithEqual ? .atLeast : .greater
    case "≤" where !isWithEqual: return .atMost
    case "≥" where !isWithEqual: return .atLeast
    default: throw Stop(fault: .equality, range: start..<index)
    }
  }

  private func stop(_ fault: ConditionFault) -> Stop {
    Stop(fault: fault, range: index..<min(text.count, index + 1))
  }

  /// What is wrong with the scalar that follows a whole value.
  private func surplus() throws(Stop) -> ConditionFault {
    guard let scalar = peek else { return .missingValue }
    if scalar == ")" { return .unopened }
    let begins = Self.isLetter(scalar) || Self.isDigit(scalar) || scalar == "(" || scalar == "_"
    return begins ? .missingOperator : .strange(String(scalar))
  }

  /// What is wrong with a scalar that begins no value.
  private func noValue() throws(Stop) -> ConditionFault {
    guard let scalar = peek, !")<>≤≥=*/+·×".unicodeScalars.contains(scalar) else {
      return .missingValue
    }
    return .strange(String(scalar))
  }
}

extension Condition.Comparison {
  /// The same, where `u` alone is the uncertainty of a number.
  fileprivate func naming(_ number: String) -> Self {
    func named(_ steps: [Condition.PlacedStep]) -> [Condition.PlacedStep] {
      steps.map { placed in
        guard placed.step == .uncertainty(of: "") else { return placed }
        return Condition.PlacedStep(step: .uncertainty(of: number), range: placed.range)
      }
    }
    return Self(left: named(left), sign: sign, right: named(right), range: range)
  }
}
