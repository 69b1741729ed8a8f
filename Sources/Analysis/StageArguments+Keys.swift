/// Options that want one value for each of some keys.
extension StageArguments {
  /// The values of an option written as `key=value`, one for each key that is wanted.
  ///
  /// - Parameters:
  ///   - name: The option.
  ///   - keys: The keys, such as the symbols of elements.
  /// - Returns: The values in the order of the keys.
  /// - Throws: `malformedPair`, `duplicatePair`, `optionCount` for a key that is missing, or
  ///   `unknownOption` for one that is not wanted.
  public func values(of name: String, for keys: [String]) throws(StageFault) -> [String] {
    var pairs = try pairs(of: name)
    var values: [String] = []
    for key in keys {
      guard let value = pairs.removeValue(forKey: key) else {
        throw .optionCount("\(name) \(key)=…", 0)
      }
      values.append(value)
    }
    if let key = pairs.keys.min() { throw .unknownOption("\(name) \(key)=…") }
    return values
  }
}
