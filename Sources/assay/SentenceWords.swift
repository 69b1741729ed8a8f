import Audit
import Text

/// A number in the sentence of a manuscript, for a terminal.
struct SentenceWords {
  let style: Style

  /// The number in bold letters among the words around it.
  func text(of sentence: Sentence) -> String {
    "“\(Escaped(sentence.before))" + style.bold(Escaped(sentence.claim.text).description)
      + "\(Escaped(sentence.after))”"
  }
}
