import Prose
import Quantity
import Text

// Every sentence about a number in a manuscript, in one place.

extension Claim.Verdict {
  /// The verdict in a word.
  package var word: String {
    switch self {
    case .right: "right"
    case .wrong: "wrong"
    case .stale: "stale"
    case .ambiguous: "ambiguous"
    case .unbound: "unbound"
    case .lost: "lost"
    case .moved: "moved"
    case .allowed: "allowed"
    case .noResult: "no result"
    }
  }
}

extension Claim {
  /// Why the verdict is what it is; `nil` when nothing is to be said.
  package var reason: String? {
    switch verdict {
    case .right: nil
    case .wrong(let mismatch): "\(mismatch.word): \(words(for: mismatch))"
    case .stale(.changed): "what \(name) rests on has changed since"
    case .stale(.neverRun(let stage)): "stage `\(stage)` has never run"
    case .ambiguous(let unclear): unclear.words
    case .unbound(let unclear): unclear?.words ?? "nothing says what it is"
    case .lost: "these words stand nowhere in the text"
    case .moved(let relocation): relocation.words
    case .allowed(let reason): reason
    case .noResult(let meaning): meaning.words
    }
  }

  /// What to do about it; `nil` when nothing is.
  package var hint: String? {
    switch verdict {
    case .right, .allowed, .noResult, .wrong: nil
    case .stale: "assay run"
    case .unbound(nil): bindingHint
    case .unbound(let unclear?), .ambiguous(let unclear): unclear.hint
    case .lost: "quote them as they stand now, or take the claim out"
    case .moved: "quote them as they stand now"
    }
  }

  private var bindingHint: String {
    let format = PaperFormat(file: place.file)
    if format == .word {
      return
        "quote it under `claims`, or put it in a content control with the tag assay:STAGE.NUMBER"
    }
    guard let note = format?.note("STAGE.NUMBER") else { return "quote it under `claims`" }
    return format == .latex
      ? "bind it with `\(note)` at the end of its line, or quote it under `claims`"
      : "bind it with \(note) behind it, or quote it under `claims`"
  }

  /// What it is bound to, for a sentence.
  private var name: String { Escaped(target ?? text).description }

  /// What stands behind it, with its value: `a.b is 0.1108(11) ‰/cycle`.
  private var basis: String {
    switch expected {
    case .number(let entry): "\(Escaped(entry.id)) is \(Escaped(entry.number.printed))"
    case .setting(let setting):
      "\(Escaped(setting.target)) is \(Escaped(setting.text)) (\(setting.place))"
    case .doubted(let id), .neverRun(let id, _): Escaped(id).description
    case nil: name
    }
  }

  private func words(for mismatch: Mismatch) -> String {
    switch mismatch {
    case .value(let rounded), .rounding(let rounded), .scale(let rounded):
      basis + self.rounded(rounded)
    case .unit(nil, let wanted): "\(basis), the text names no \(Escaped(wanted.symbol))"
    case .unit(let written?, _): "\(basis), which is not in \(Escaped(written.symbol))"
    case .uncertainty(nil): "\(basis), which has no uncertainty to print"
    case .uncertainty(let wanted?): "\(basis), with a standard uncertainty of \(wanted)"
    case .bound: basis
    case .doubted: "\(basis) does not hold: assay numbers says why"
    }
  }

  /// What would stand in the text, where the number itself does not look like that.
  private func rounded(_ text: String) -> String {
    guard case .number(let entry) = expected, !entry.number.printed.hasPrefix("\(text) ") else {
      return ""
    }
    return ", in these digits \(text)"
  }
}

extension Claim.Relocation {
  /// What is taken for them, and how the numbers in that are.
  var words: String {
    let found = "“\(Escaped(text))” at \(place) is taken for it"
    switch (numbers, right) {
    case (0, _): return found
    case (1, let right): return "\(found), its number is \(right == 1 ? "right" : "not right")"
    default:
      let count = right == numbers ? "its \(numbers) numbers" : "\(right) of its \(numbers) numbers"
      return "\(found), \(count) \(count.hasPrefix("1 ") ? "is" : "are") right"
    }
  }
}

extension Mismatch {
  /// What differs, in a word or two.
  package var word: String {
    switch self {
    case .value: "value"
    case .rounding: "rounding"
    case .scale: "power of ten"
    case .unit: "unit"
    case .uncertainty: "uncertainty"
    case .bound: "bound"
    case .doubted: "in doubt"
    }
  }
}

extension Unclear {
  /// What to do about it; `nil` when the words say so.
  var hint: String? {
    switch self {
    case .noTarget(_, let hint): hint
    case .noSuchNumber(_, let near):
      near.map { "did you mean `\(Escaped($0))`?" } ?? "`assay numbers` lists them all"
    case .comma: "write points in all numbers, or commas in all"
    case .severalPlaces: "quote more words, so that they stand once"
    case .noFile, .counts, .boundTwice, .noNumber: nil
    }
  }

  /// One sentence.
  var words: String {
    switch self {
    case .noTarget(let message, _): message
    case .noSuchNumber(let id, _): "there is no number `\(Escaped(id))`"
    case .noFile(let path): "there is no file `\(Escaped(path))`"
    case .counts(let bound, let numbers):
      "\(bound) \(bound == 1 ? "value is" : "values are") bound where \(numbers) "
        + "\(numbers == 1 ? "number stands" : "numbers stand")"
    case .comma: "a comma stands in it where other numbers of the text have points"
    case .severalPlaces(let places): "these words stand in \(Escaped(places))"
    case .boundTwice(let other): "it is bound to \(Escaped(other)) too"
    case .noNumber(let target, let text):
      "\(Escaped(target)) holds no number but \"\(Escaped(text))\""
    }
  }
}

extension Literal.Meaning {
  /// What the number is.
  package var words: String {
    switch self {
    case .value: "a value"
    case .name: "part of a name"
    case .reference: "the number of a figure, table or section"
    case .citation: "a citation or an address"
    case .date: "a date"
    case .index: "a plane or direction"
    case .numbering: "the number of a heading"
    case .formula: "part of a formula"
    }
  }
}

extension Incomparable {
  /// Why the two cannot be compared.
  package var words: String {
    switch reason {
    case .doesNotHold(let id): "\(Escaped(id)) has not run or does not hold"
    case .unclear(let unclear): unclear.words
    case .units(let one, let other):
      "they are in \(Escaped(one.symbol)) and in \(Escaped(other.symbol))"
    }
  }
}
