import Quantity
import Text

/// Does what a reader may refuse; what is refused is told at its place in the file.
func mayRefuse(
  _ bytes: [UInt8], _ file: String, _ body: () throws -> Void
) throws(Violation) {
  do {
    try body()
  } catch let violation as Violation {
    throw violation
  } catch let told as Diagnostic {
    try told.check(in: bytes, file)
  } catch is QuantityError {
    // Arithmetic refuses by itself: it knows no places.
  } catch {
    throw Violation(description: "neither a diagnostic nor arithmetic: \(error)")
  }
}
