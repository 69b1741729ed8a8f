import CXML

/// libxml2's parser over one text, its events gathered into a tree.
///
/// The only file that sees C. The events of the SAX interface are taken, not the text reader's: only
/// there the parser stands at the byte an event was read from.
final class Parser {
  /// An element whose end tag has not come yet.
  private var open: [Element] = []
  private var whole: Element?
  private var fault: SyntaxFault?
  private let bytes: [UInt8]
  private let context: xmlParserCtxtPtr

  init(_ bytes: [UInt8]) throws(SyntaxFault) {
    let made = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        xmlCreateMemoryParserCtxt($0.baseAddress, Int32($0.count))
      }
    }
    guard let made else {
      throw SyntaxFault(bytes.isEmpty ? .unfinished(nil) : .exhausted, at: 0)
    }
    self.bytes = bytes
    context = made
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Reads the text to its end.
  func root() throws(SyntaxFault) -> Element {
    context.pointee.sax.pointee = Self.handler()
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    let code = xmlParseDocument(context)
    if let fault { throw fault }
    guard code == 0, let whole else { throw SyntaxFault(.unfinished(nil), at: bytes.count) }
    return whole
  }

  /// Where the parser stands in the file.
  private var position: Int { min(max(0, xmlByteConsumed(context)), bytes.count) }

  private func stop(_ fact: SyntaxFault.Fact, at offset: Int) {
    guard fault == nil else { return }
    fault = SyntaxFault(fact, at: offset)
    xmlStopParser(context)
  }

  // MARK: - Events

  private func begin() {
    // What libxml2 reads itself is noted with the text, what it converts with its input.
    let declared = context.pointee.input.pointee.encoding ?? context.pointee.encoding
    let encoding = declared.map { Self.text($0) } ?? "UTF-8"
    if !["utf-8", "ascii", "us-ascii"].contains(encoding.lowercased()) {
      stop(.encoding(encoding), at: 0)
    }
  }

  private func begin(_ name: String, _ namespace: String, _ attributes: [String: String]) {
    // A `<` cannot stand within a tag, nor a `>` between its last attribute and its end.
    let start = bytes[..<position].lastIndex(of: UInt8(ascii: "<")) ?? 0
    let end = bytes[position...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
    guard open.count < Document.depthLimit else {
      return stop(.tooDeep(limit: Document.depthLimit), at: start)
    }
    open.append(
      Element(
        name: name, namespace: namespace, attributes: attributes, start: start,
        content: end..<end))
  }

  private func end() {
    guard var element = open.popLast() else { return }
    // Of `<a></a>` the parser stands behind the end tag now, of `<a/>` before or behind its `/>`.
    let start = element.content.lowerBound
    let end = bytes[..<max(start, position)].lastIndex(of: UInt8(ascii: "<")) ?? start
    element.content = start..<max(start, end)
    if open.isEmpty {
      whole = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  private func add(_ text: String) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  private func fail(_ error: xmlError) {
    guard error.level == XML_ERR_FATAL else { return }
    let isAtEnd = bytes[position...].allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
    if isAtEnd, whole == nil { return stop(.unfinished(open.last?.name), at: bytes.count) }
    let message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
    stop(.grammar(message.split(separator: "\n").joined(separator: " ")), at: position)
  }
}

extension Parser {
  /// The functions libxml2 calls; what is not here is passed over.
  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startDocument = { Parser.of($0)?.begin() }
    handler.internalSubset = { context, _, _, _ in
      Parser.of(context).map { $0.stop(.documentType, at: $0.position) }
    }
    handler.startElementNs = { context, name, _, namespace, _, _, count, _, attributes in
      Parser.of(context)?.begin(
        Parser.text(name), Parser.text(namespace), Parser.attributes(attributes, Int(count)))
    }
    handler.endElementNs = { context, _, _, _ in Parser.of(context)?.end() }
    handler.characters = { context, characters, count in
      Parser.of(context)?.add(Parser.text(characters, Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.serror = { context, error in
      if let error { Parser.of(context)?.fail(error.pointee) }
    }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Parser? {
    context.map { Unmanaged<Parser>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads libxml2's list of five pointers an attribute: name, prefix, namespace, value and its end.
  private static func attributes(
    _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) -> [String: String] {
    guard let list else { return [:] }
    var attributes: [String: String] = [:]
    for index in 0..<count {
      guard let value = list[5 * index + 3], let end = list[5 * index + 4] else { continue }
      let prefix = list[5 * index + 1].map { text($0) + ":" } ?? ""
      attributes[prefix + text(list[5 * index])] = text(value, end - value)
    }
    return attributes
  }

  private static func text(_ pointer: UnsafePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private static func text(_ pointer: UnsafePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: pointer, count: count), as: UTF8.self)
  }
}
