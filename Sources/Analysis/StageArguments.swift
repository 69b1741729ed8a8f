/// The words of a stage's command line: what stands alone, and options with a value each.
public struct StageArguments: Sendable {
  /// The words that belong to no option, in their order.
  public let words: [String]
  private let options: [(name: String, value: String)]

  /// Reads a command line; every option takes a value: `--alias Co=Со` or `--alias=Co=Со`.
  ///
  /// - Parameters:
  ///   - arguments: The command line without the program.
  ///   - known: The names of the options, without their dashes.
  /// - Throws: `unknownOption` or `optionWithoutValue`.
  public init(_ arguments: [String], options known: Set<String>) throws(StageFault) {
    var words: [String] = []
    var options: [(name: String, value: String)] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard known.contains(name) else { throw .unknownOption(name) }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw .optionWithoutValue(name)
      }
      options.append((name, value))
    }
    self.words = words
    self.options = options
  }

  /// The one word a stage takes in.
  ///
  /// - Parameter name: What it is, as the usage says it.
  /// - Returns: The word.
  /// - Throws: `wordCount`.
  public func onlyWord(_ name: String) throws(StageFault) -> String {
    guard let word = words.first, words.count == 1 else { throw .wordCount(name, words.count) }
    return word
  }

  /// The value of an option that must stand once.
  ///
  /// - Throws: `optionCount`.
  public func value(of name: String) throws(StageFault) -> String {
    let values = values(of: name)
    guard let value = values.first, values.count == 1 else {
      throw .optionCount(name, values.count)
    }
    return value
  }

  /// The values of an option that may stand any number of times.
  public func values(of name: String) -> [String] {
    options.filter { $0.name == name }.map(\.value)
  }

  /// The values of an option written as `name=value`, by name.
  ///
  /// - Throws: `malformedPair` or `duplicatePair`.
  public func pairs(of name: String) throws(StageFault) -> [String: String] {
    var pairs: [String: String] = [:]
    for value in values(of: name) {
      let parts = value.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { throw .malformedPair(name, value) }
      guard pairs.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
        throw .duplicatePair(name, String(parts[0]))
      }
    }
    return pairs
  }
}
