import CYAML

/// libyaml's parser over one text, asked for one event after the other.
///
/// The only file that sees C.
struct EventParser: ~Copyable {
  /// On the heap, because libyaml keeps a pointer to the parser inside the parser.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// What marks call the file.
  private let file: Int
  /// libyaml reads from here until the end.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// Where the text ends.
  private let end: Mark

  init(_ text: CheckedText, file: Int) throws(SyntaxFault) {
    self.file = file
    end = text.end
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw SyntaxFault(.exhausted, at: Mark(line: 1, column: 1))
    }
    bytes = .allocate(capacity: text.string.utf8.count)
    _ = bytes.initialize(from: text.string.utf8)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, UnsafePointer(bytes.baseAddress), bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next event; after `.streamEnd` there is none to ask for.
  mutating func next() throws(SyntaxFault) -> Event {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
      defer { yaml_event_delete(&event) }
      if event.type != YAML_STREAM_START_EVENT { return self.event(event) }
    }
  }

  private func event(_ event: yaml_event_t) -> Event {
    var mark = mark(from: event.start_mark, to: event.end_mark)
    // A list or map that ends there has no place to be told at: its mark only says on which line.
    if event.type == YAML_SCALAR_EVENT { mark = within(mark) }
    func make(
      _ content: Event.Content, anchor: UnsafeMutablePointer<UInt8>? = nil,
      tag: UnsafeMutablePointer<UInt8>? = nil
    ) -> Event {
      Event(content: content, anchor: Self.text(anchor), tag: Self.text(tag), mark: mark)
    }
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return make(.documentStart)
    case YAML_DOCUMENT_END_EVENT: return make(.documentEnd)
    case YAML_ALIAS_EVENT: return make(.alias(Self.text(event.data.alias.anchor) ?? ""))
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return make(
        .scalar(
          String(decoding: value, as: UTF8.self),
          isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
        anchor: scalar.anchor, tag: scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return make(.sequenceStart, anchor: sequence.anchor, tag: sequence.tag)
    case YAML_SEQUENCE_END_EVENT: return make(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return make(.mappingStart, anchor: mapping.anchor, tag: mapping.tag)
    case YAML_MAPPING_END_EVENT: return make(.mappingEnd)
    default: return make(.streamEnd)
    }
  }

  /// What libyaml has to say when it stops; what was opened and not closed is told where it opened.
  private func fault() -> SyntaxFault {
    guard let problem = parser.pointee.problem else {
      return SyntaxFault(.exhausted, at: within(Self.mark(parser.pointee.mark)))
    }
    let words = String(cString: problem)
    let context = parser.pointee.context.map { String(cString: $0) }
    let place =
      Self.isUnclosed(words, context)
      ? parser.pointee.context_mark : parser.pointee.problem_mark
    return SyntaxFault(.grammar(problem: words, context: context), at: within(Self.mark(place)))
  }

  /// Whether something was begun and never ended: better shown where it begins than where libyaml
  /// gave up.
  private static func isUnclosed(_ problem: String, _ context: String?) -> Bool {
    guard let context else { return false }
    return context.contains("flow") || context.contains("simple key")
      || (context.contains("quoted scalar") && problem.contains("end of stream"))
  }

  /// A mark in the text: where that ends in the middle of a line, libyaml goes on to a next one.
  private func within(_ mark: Mark) -> Mark {
    mark.line > end.line ? Mark(line: end.line, column: end.column, file: mark.file) : mark
  }

  private static func mark(_ mark: yaml_mark_t) -> Mark {
    Mark(line: mark.line + 1, column: mark.column + 1)
  }

  private func mark(from start: yaml_mark_t, to end: yaml_mark_t) -> Mark {
    let width = start.line == end.line ? end.column - start.column : 1
    return Mark(line: start.line + 1, column: start.column + 1, width: width, file: file)
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
