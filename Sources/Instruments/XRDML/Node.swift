import Quantity
import Text
import Words
import XML

/// An element of the file with its words at hand, so that a fault in it shows its line.
struct Node {
  let element: Element
  let words: Words

  init(_ element: Element, in words: Words) {
    self.element = element
    self.words = words
  }

  /// The value of an attribute.
  func attribute(_ name: String) -> String? { element.attributes[name] }

  /// The elements of a name within.
  func all(_ name: String) -> [Node] { element.all(name).map { Node($0, in: words) } }

  /// The one element of a name within.
  func only(_ name: String) throws(Diagnostic) -> Node {
    let found = all(name)
    guard let first = found.first else { throw fault(.missing(name)) }
    guard found.count == 1 else { throw found[1].fault(.twice(name)) }
    return first
  }

  /// The words of an element that holds plain text and nothing else.
  func values() throws(Diagnostic) -> [WordCell] {
    let cells = words.cells(in: element.content)
    // Comments, references and sections have other words in the file than in the text.
    guard element.children.isEmpty,
      element.text.split(whereSeparator: \.isWhitespace).elementsEqual(cells.map { $0.text[...] })
    else { throw fault(.notPlain(element.name)) }
    return cells
  }

  /// The only word of an element.
  func value() throws(Diagnostic) -> WordCell {
    let cells = try values()
    guard let cell = cells.first else { throw fault(.empty(element.name)) }
    guard cells.count == 1 else { throw cells[1].fault(.severalValues(element.name)) }
    return cell
  }

  /// The unit that the element states, of those that are known to stand there.
  func unit(of known: [String: Unit]) throws(Diagnostic) -> Unit {
    let name = attribute("unit") ?? ""
    guard let unit = known[name] else {
      throw fault(.unit(name, of: element.name, known: known.keys.sorted()))
    }
    return unit
  }

  /// A diagnostic at the beginning of the element.
  func fault(_ fault: XRDMLFault) -> Diagnostic {
    words.diagnostic(
      fault.message, at: element.start, width: element.name.unicodeScalars.count + 1,
      hint: fault.hint)
  }
}

extension WordCell {
  /// A diagnostic at the word.
  func fault(_ fault: XRDMLFault) -> Diagnostic { diagnostic(fault.message, hint: fault.hint) }
}
