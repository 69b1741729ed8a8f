import Host
import Quantity
import Store
import Text

// Every sentence of the audit's errors and findings, in one place.

extension AuditError: CustomStringConvertible {
  /// One sentence, and a hint on a line of its own.
  package var description: String {
    switch self {
    case .noSuchNumber(let text, let near):
      "there is no number `\(Escaped(text))`\n  hint: "
        + (near.map { "did you mean `\($0)`?" } ?? "`assay numbers` lists them all")
    case .ambiguous(let name, let ids):
      "several stages have a number `\(name)`: \(Self.list(ids))"
    case .neverRun(let stage):
      "stage `\(stage)` has never run, so it has no numbers yet\n  hint: assay run"
    case .silent(let stage):
      "stage `\(stage)` declares no numbers\n  hint: `numbers:` names the file that holds them"
    case .roundsOften(let words, let ids):
      "no manuscript says `\(Escaped(words))`, and several numbers round to it: \(Self.list(ids))"
    case .nothingBound(let place, let isColumn, let texts):
      Self.nothingBound(at: place, isColumn: isColumn, texts)
    case .saidOften(let words, let claims):
      "several numbers are said to be `\(Escaped(words))`: \(Self.list(claims))"
        + "\n  hint: assay trace FILE:LINE"
    case .nothingRounds(let words):
      "no manuscript says `\(Escaped(words))`, and no number rounds to it"
        + "\n  hint: `assay numbers` lists them all"
    case .notRaw(let path, let near):
      "`\(Escaped(path))` is no raw data of the project\n  hint: "
        + (near.map { "did you mean `\(Escaped($0))`?" } ?? "`assay raw` lists them all")
    case .noRepository:
      "the project lies in no git repository, so it has no revisions to compare"
        + "\n  hint: git init"
    case .noPipeline(let file, let revision):
      "there is no \(Escaped(file)) at \(Escaped(revision)): assay was not used then"
    case .noRecords(let revision):
      "there are no records in provenance/ \(Self.moment(revision)): nothing was recorded then"
        + (revision == nil ? "\n  hint: assay run" : "")
    case .unreadableRecords(let revision, let fault):
      "no record in provenance/ \(Self.moment(revision)) can be read by this version: \(fault)"
    case .nothingCalled(let text, let near):
      "there is no file, parameter, stage or number `\(Escaped(text))`, and no record names one"
        + (near.map { "\n  hint: did you mean `\(Escaped($0))`?" } ?? "")
    case .doubt(let doubt): doubt.description
    }
  }

  private static func moment(_ revision: String?) -> String {
    revision.map { "at \(Escaped($0))" } ?? "in the working tree"
  }

  private static func nothingBound(
    at place: Place, isColumn: Bool, _ texts: [String]
  ) -> String {
    let column = isColumn ? ", column \(place.column)" : ""
    let found =
      texts.isEmpty
      ? "no number stands there" : "there stand \(list(texts.map { "`\(Escaped($0))`" }))"
    return
      "no number in line \(place.line)\(column) of \(Escaped(place.file)) is bound to anything: "
      + "\(found)\n  hint: `assay check --all` lists every number of the manuscripts"
  }

  /// The first of many: instances of one stage have numbers of one name.
  private static func list(_ ids: [String]) -> String {
    let most = 20
    let shown = ids.prefix(most).joined(separator: ", ")
    return ids.count > most ? "\(shown) and \(ids.count - most) more" : shown
  }
}

extension Doubt: CustomStringConvertible {
  /// What does not hold, each number that differs on a line of its own.
  package var description: String {
    switch self {
    case .unrecorded(_, let path, nil):
      "\(Escaped(path)) has numbers that no record knows\n  hint: assay run"
    case .unrecorded(_, let path, let fault?):
      "\(Escaped(path)) has numbers that no record knows: \(fault)\n  hint: assay run"
    case .altered(let stage, let path, let recorded, let found, let shifts):
      "\(Escaped(path)) was altered: the record of `\(stage)` names the bytes "
        + "\(recorded.hex.prefix(12)), these are \(found.hex.prefix(12))" + Self.told(shifts)
    case .contradicted(let stage, let path, let shifts):
      "the record of `\(stage)` lists other values than \(Escaped(path)), which it names"
        + Self.lines(shifts)
    case .malformed(let stage, let diagnostic):
      "the recorded numbers of `\(stage)` cannot be read: \(diagnostic)"
    case .gone(let stage, let path):
      "the numbers that the record of `\(stage)` names are gone: there is no \(Escaped(path))"
        + "\n  hint: assay run"
    case .disagreement(let finding): finding.description
    }
  }

  private static func told(_ shifts: [Shift]?) -> String {
    guard let shifts else { return "\n  it cannot be read any more" }
    return shifts.isEmpty ? "\n  the numbers in it are the same" : lines(shifts)
  }

  private static func lines(_ shifts: [Shift]) -> String {
    shifts.map { "\n  \($0)" }.joined()
  }
}

extension Shift: CustomStringConvertible {
  /// The name, what the record says, and what the file says.
  package var description: String {
    "\(name): \(Self.text(old, beside: new)) → \(Self.text(new, beside: old))"
  }

  /// A value; its uncertainty too where only that differs.
  private static func text(_ value: Record.Value?, beside other: Record.Value?) -> String {
    guard let value else { return "absent" }
    let isSame = value.value == other?.value && value.unit == other?.unit
    let uncertainty = value.uncertainty.map { ", u = \($0)" } ?? ", no u"
    let unit = value.unit == Unit.one.symbol ? "" : " \(Escaped(value.unit))"
    return "\(value.value)\(unit)" + (isSame ? uncertainty : "")
  }
}

extension Finding: CustomStringConvertible {
  /// Where, and what differs.
  package var description: String { "\(subject.words(stage)): \(disagreement)" }
}

extension Finding.Subject {
  fileprivate func words(_ stage: String) -> String {
    switch self {
    case .number(let id): id
    case .step(let id, let label, let cell):
      ([cell ?? "\(stage) step \(id)"] + (label.map { ["(\($0))"] } ?? []))
        .map { Escaped($0).description }.joined(separator: " ")
    }
  }
}

extension Disagreement: CustomStringConvertible {
  /// What was recorded and what was found.
  package var description: String {
    switch self {
    case .cellText(let recorded, let found):
      "the cell was taken in as \"\(Escaped(recorded))\", it says \"\(Escaped(found))\""
    case .noCell: "no cell stands there"
    case .notATable(let diagnostic):
      "the file cannot be split into cells: "
        + (diagnostic.place.map { "\($0): " } ?? "") + diagnostic.message
    case .notAnInput(let path): "the record does not name \(Escaped(path)) as an input"
    case .notANumber(let text): "the text \"\(Escaped(text))\" is no number"
    case .parameter(let recorded, let found):
      "the parameter was given as \"\(Escaped(recorded))\", the step says \"\(Escaped(found))\""
    case .noSuchNumber(let id): "there is no number \(Escaped(id))"
    case .impossible(let error): "cannot be calculated again: \(error)"
    default: comparison
    }
  }

  /// The sentences that hold one value against another.
  private var comparison: String {
    switch self {
    case .cellValue(let recorded, let found, let unit):
      "recorded \(Self.text(recorded, unit)), the cell says \(found)"
    case .value(let recorded, let found, let unit):
      "recorded \(Self.text(recorded, unit)), recomputed \(found)"
    case .otherNumber(let id, let recorded, let found):
      "taken as \(Self.text(recorded)), but \(Escaped(id)) is \(Self.text(found))"
    case .otherUncertainty(let id, let recorded, let found, let unit):
      "taken with u = \(Self.text(recorded, unit)), but \(Escaped(id)) has "
        + (found.map { "u = \(Self.text($0, unit))" } ?? "none")
    case .numberValue(let recorded, let found):
      "published as \(Self.text(recorded)), its step says \(Self.text(found))"
    case .uncertainty(let recorded, let found, let unit):
      "standard uncertainty recorded \(Self.text(recorded, unit)), "
        + (found.map { "recomputed \($0)" } ?? "but nothing it rests on states one")
    case .degreesOfFreedom(let recorded, let found):
      "degrees of freedom recorded \(recorded), "
        + (found.map { "recomputed \($0)" } ?? "recomputed infinitely many")
    case .contribution(let variable, let recorded, let found, let unit):
      "contribution of \(Escaped(variable)) recorded \(Self.text(recorded, unit)), "
        + "recomputed \(found)"
    default: "differs"
    }
  }

  private static func text(_ operand: Operation.Operand) -> String {
    text(operand.value, operand.unit)
  }

  /// A value with all its digits; a pure number has no unit.
  private static func text(_ value: Double, _ unit: Unit) -> String {
    unit == .one ? "\(value)" : "\(value) \(Escaped(unit.symbol))"
  }
}

extension Staleness: CustomStringConvertible {
  /// What happened since.
  package var description: String {
    switch self {
    case .changed(let path): "\(Escaped(path)) has changed since"
    case .missing(let path): "\(Escaped(path)) is missing"
    case .neverRun(let stage): "stage `\(stage)` has never run"
    case .doubted(let stage): "the numbers of `\(stage)` are in doubt"
    case .redeclared(let stage, let what):
      "the \(Escaped(what)) of stage `\(stage)` has changed since"
    }
  }
}
