/// How far the stated uncertainty of a number goes.
public enum Budget: Hashable, Sendable {
  /// All that is known to matter is in it.
  case complete
  /// Something that matters is not in it; the text says what: no parentheses are printed.
  case partial(missing: String)
}
