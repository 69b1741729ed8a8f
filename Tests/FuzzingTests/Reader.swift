// The readers of bytes that others wrote, and what must hold of each whatever the bytes are.
//
// The same checks run in two ways: over the committed corpus as ordinary tests, and under libFuzzer
// (`make fuzz`), which looks for bytes that break one.

/// A reader with what must hold of it for any bytes.
struct Reader: Sendable {
  /// The name, which is also that of its folder in the corpus.
  let name: String
  /// Reads some bytes and holds the outcome against the reader's promises.
  let check: @Sendable ([UInt8]) throws(Violation) -> Void

  /// All readers, those that the others rest on first.
  static let all = [
    Reader(name: "json", check: JSONChecks.check),
    Reader(name: "numbers", check: NumbersChecks.check),
    Reader(name: "units", check: UnitChecks.check),
    Reader(name: "record", check: RecordChecks.check),
    Reader(name: "store", check: StoreChecks.check),
    Reader(name: "seal", check: SealChecks.check),
    Reader(name: "yaml", check: YAMLChecks.check),
    Reader(name: "pipeline", check: PipelineChecks.check),
    Reader(name: "glob", check: GlobChecks.check),
    Reader(name: "condition", check: ConditionChecks.check),
    Reader(name: "table", check: TableChecks.check),
    Reader(name: "words", check: WordsChecks.check),
    Reader(name: "xml", check: XMLChecks.check),
    Reader(name: "xrdml", check: XRDMLChecks.check),
    Reader(name: "vamas", check: VAMASChecks.check),
    Reader(name: "columns", check: PatternTextChecks.check),
    Reader(name: "cycler", check: CyclerChecks.check),
    Reader(name: "thermobalance", check: ThermobalanceChecks.check),
    Reader(name: "icp", check: ICPChecks.check),
    Reader(name: "instrument", check: InstrumentChecks.check),
    Reader(name: "image", check: ImageChecks.check),
    Reader(name: "markdown", check: MarkdownChecks.check(_:)),
    Reader(name: "docx", check: DocxChecks.check),
  ]
}

/// A promise that a reader broke, in words.
struct Violation: Error, CustomStringConvertible {
  let description: String
}

/// Says that a promise is broken unless something holds.
func require(_ holds: Bool, _ promise: @autoclosure () -> String) throws(Violation) {
  if !holds { throw Violation(description: promise()) }
}

/// The value of a promise to give one.
func require<Value>(
  _ value: Value?, _ promise: @autoclosure () -> String
) throws(Violation) -> Value {
  guard let value else { throw Violation(description: promise()) }
  return value
}

extension String {
  /// Whether two texts are the same bytes: `==` also takes composed for decomposed letters.
  func isWritten(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
