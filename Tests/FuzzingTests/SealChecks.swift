import Audit
import Exchange
import Text

/// Seals: an envelope and a statement that are taken are written as they were read, and what is sealed
/// lies in the project.
enum SealChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "seal") {
      let envelope = try Envelope(bytes, file: "seal")
      let again = try Envelope(Array(envelope.text.utf8), file: "again")
      try require(again == envelope, "the envelope reads back as \(again)")
      try checkStatement(envelope.payload)
    }
    try checkStatement(bytes)
  }

  private static func checkStatement(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "payload") {
      let statement = try Statement(bytes, file: "payload")
      let again = try Statement(Array(statement.json.pretty.utf8), file: "again")
      try require(again == statement, "the statement reads back as \(again)")
      for file in statement.sealed.files {
        let names = file.path.utf8.split(
          separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for name in names {
          let isStep = name.isEmpty || name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8)
          try require(!isStep, "\(file.path) may lead out of the project")
        }
      }
    }
  }
}
