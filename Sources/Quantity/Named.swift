/// A value under a name, in a list that keeps the author's order.
public struct Named<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What stands under it.
  public let value: Value

  /// Puts a value under a name.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}
