/// One step through a YAML text, as libyaml tells it.
struct Event {
  /// What was met.
  enum Content {
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(String, isPlain: Bool)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case streamEnd
  }

  let content: Content
  /// The name behind `&`, if the value has one.
  let anchor: String?
  /// The tag, if the author wrote one.
  let tag: String?
  let mark: Mark
}
