// What is said of a refused pipeline: every sentence of this room.

import Text
import YAML

extension Pipeline.Fault {
  /// The fault in words, with the line it stands in.
  func diagnostic(in texts: [SourceText]) -> Diagnostic {
    if case .shape(.elsewhere(let diagnostic)) = fact { return diagnostic }
    let texts = source.map { [$0] } ?? texts
    let (message, hint) = Words(texts: texts).said(of: fact)
    let told = (instance.map { "in \(code($0)), " } ?? "") + message
    guard texts.indices.contains(mark.file) else { return Diagnostic(told, hint: hint) }
    return texts[mark.file].diagnostic(
      told, line: mark.line, column: mark.column, width: mark.width, hint: hint)
  }

  /// Something that was asked for and is neither a stage nor an output.
  static func unknownTarget(_ name: String, stages: [String], outputs: [String]) -> Diagnostic {
    Diagnostic(
      "there is no stage \(code(name)), and no stage makes a file of this path",
      hint: guess(name, among: stages + outputs) ?? "the stages are \(list(stages, "and"))")
  }

  /// A stage that was asked for and is not there.
  static func unknownStage(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "there is no stage \(code(name))",
      hint: guess(name, among: known) ?? "the stages are \(list(known, "and"))")
  }
}

/// One function for each kind of fact; a message is a sentence, a hint says what to do.
private struct Words {
  typealias Said = (message: String, hint: String?)

  let texts: [SourceText]

  func said(of fact: Pipeline.Fact) -> Said {
    switch fact {
    case .shape(let fact): said(of: fact)
    case .value(let fact): said(of: fact)
    case .path(let fact): said(of: fact)
    case .braces(let fact): said(of: fact)
    case .foreach(let fact): said(of: fact)
    case .claim(let fact): said(of: fact)
    case .graph(let fact): said(of: fact)
    case .disk(let fact): said(of: fact)
    }
  }

  private func said(of fact: Pipeline.ShapeFact) -> Said {
    switch fact {
    case .bracesUnquoted(let reference):
      ("YAML reads unquoted braces as a map", "quote them: \"\(Escaped(reference))\"")
    case .commandTooLong(let longest):
      (
        "this text is longer than \(longest) bytes, which no program can be given",
        "write it to a file and run that"
      )
    case .elsewhere(let diagnostic): (diagnostic.message, diagnostic.hint)
    case .expected(let shape, let found, let key):
      (
        "expected \(shape.words)\(key.map { " under \(code($0))" } ?? ""), found \(found.words)",
        nil
      )
    case .fileMissing(let path): ("there is no file \(code(path))", nil)
    case .fileNamedTwice(let path, let first?):
      ("\(code(path)) is named twice, first at \(place(first))", nil)
    case .fileNamedTwice(let path, nil):
      ("\(code(path)) is the pipeline itself, it cannot be taken in again", nil)
    case .fileUnreadable(let path, let reason):
      ("\(code(path)) cannot be read: \(Escaped(reason))", nil)
    case .givenTwice(let kind, let name, let first):
      ("\(kind) \(code(name)) is given twice, first at \(place(first))", nil)
    case .keyMissing(let key, let owner):
      ("\(owner) needs \(code(key))", key == "assay" ? Self.version : nil)
    case .keyOfMainFile(let key):
      ("\(code(key)) can stand in no included file", "write it in the main file")
    case .keyUnknown(let key, let owner, let known):
      (
        "unknown key \(code(key)) in \(owner)",
        guess(key, among: known) ?? "\(owner) may have \(list(known, "and"))"
      )
    case .nulCharacter: ("a NUL character can stand in no path, argument or variable", nil)
    case .outputNotListed(let path):
      (
        "a map under `outputs` gives names to outputs, and `cache` is none",
        "write outputs: [{path: \(Escaped(path)), cache: false}]"
      )
    case .runEmpty: ("there is no program to run", nil)
    case .runIsMap:
      (
        "YAML reads this command as a map",
        "quote it, or write it on the lines below `run: |`: a `: ` in plain text makes a map"
      )
    case .versionUnknown(let version): ("unknown version \(code(version))", Self.version)
    }
  }

  private static let version = "this assay reads `assay: 1`"

  private func said(of fact: Pipeline.ValueFact) -> Said {
    switch fact {
    case .accessUnknown(let text):
      ("unknown access \(code(text))", guess(text, among: accesses) ?? knownAccess)
    case .countInvalid(let text, let least):
      ("\(code(text)) is not a whole number of at least \(least)", nil)
    case .dateInvalid(let text):
      ("\(code(text)) is not a date", "write 2024, 2024-05 or 2024-05-31")
    case .doiInvalid(let text):
      ("\(code(text)) is not a DOI", "write 10.5281/zenodo.1234567, without https://doi.org/")
    case .durationInvalid(let text):
      ("\(code(text)) is not a duration", "write 90 s, 30 min, 2 h or 1 d")
    case .listedTwice(let text, let first):
      ("\(code(text)) is listed twice, first at \(place(first))", nil)
    case .memoryInvalid(let text):
      ("\(code(text)) is not an amount of memory", "write 500 MB, 4 GB or 16 GiB")
    case .nameCaseClash(let name, let other, let first):
      (
        "stage \(code(name)) differs only in case from \(code(other)) at \(place(first))",
        "give one of them another name"
      )
    case .nameInvalid(let name, let kind): (kind.refusal(of: name), kind.rule)
    case .nameReserved(let name):
      ("the name \(code(name)) ends in `.numbers`", "so ends the file of a stage's numbers")
    case .nameTooLong(let name, let longest):
      (
        "the name \(code(name)) has \(name.utf8.count) bytes, more than \(longest)",
        name.contains("@")
          ? "it becomes the name of a file: let shorter values tell the instances apart"
          : "it becomes the name of a file"
      )
    case .originIncomplete(let missing):
      ("`origin: measured` needs \(list(missing, "and"))", nil)
    case .originUnknown(let text):
      ("unknown origin \(code(text))", guess(text, among: origins) ?? list(origins, "or"))
    case .poolUnknown(let name, let known):
      (
        "there is no pool \(code(name))",
        guess(name, among: known) ?? "declare it: pools: { \(Escaped(name)): 1 }"
      )
    case .strictUnobserved(let stage):
      (
        "\(code(stage)) is strict, and what it reads is not observed",
        "take away `access: declared` or `scratch`, or `strict`"
      )
    case .toleranceInvalid(let text):
      (
        "\(code(text)) is not a tolerance",
        "write 0.1 u, of the recorded standard uncertainty, or 1e-9 relative, of the recorded value"
      )
    case .tolerancePatternInvalid(let text):
      ("\(code(text)) names no number", "write stage.number; `*` stands for anything")
    case .toolIsPath(let text):
      (
        "\(code(text)) is not the name of a program on PATH",
        "a program of the project is an input"
      )
    case .valueCaseClash(let value, let other, let first):
      (
        "\(code(value)) differs only in case from \(code(other)) at \(place(first))",
        "records are files, and some disks know no case"
      )
    }
  }

  private var accesses: [String] { Access.allCases.map(\.rawValue) }

  private var knownAccess: String { "\(list(accesses, "and")) are what this assay knows" }

  private var origins: [String] { Origin.allCases.map(\.rawValue) }

  private func said(of fact: Pipeline.PathFact) -> Said {
    switch fact {
    case .exclusionIsMade(let path, let stage):
      (
        "\(code(path)) is made by stage \(code(stage))",
        "only data can be excluded: files that no stage makes"
      )
    case .folderReserved(let path, let folder):
      (
        "no stage may write \(code(path))",
        "\(code(folder)) belongs to \(folder == ".git" ? "git" : "assay")"
      )
    case .inputExcluded(let path, let excluded, let reason, let first):
      (
        path == excluded
          ? "\(code(path)) is excluded at \(place(first)): \(Escaped(reason))"
          : "\(code(path)) may hold \(code(excluded)), which is excluded at \(place(first)): "
            + Escaped(reason).description,
        path == excluded ? nil : "name the files by a glob: it leaves out what is excluded"
      )
    case .numbersOutside(let path):
      ("\(code(path)) lies in no output of this stage", "declare it, or its folder, as an output")
    case .outputIsPipeline(let path):
      ("the pipeline itself is read from \(code(path)), no stage may write it", nil)
    case .partEmpty: ("nothing stands behind `#`", "name the part: `raw/a.csv#B7`")
    case .patternNamesFolder(let path):
      ("\(code(path + "/")) names folders, but wildcards find files", "write \(code(path + "/**"))")
    case .patternNotAllowed(let path):
      ("\(code(path)) holds wildcards, but a single path is needed", "name the file or its folder")
    case .refused(let refusal, let path): refusal.said(of: path)
    }
  }

  private func said(of fact: Pipeline.BracesFact) -> Said {
    switch fact {
    case .misplaced(let reference, let site): site.said(of: reference)
    case .nested(let reference):
      (
        "\(code(reference)) holds braces within braces",
        "braces are replaced once: write one name, or take the value itself from `foreach`"
      )
    case .outputNotNamed(let reference):
      ("\(code(reference)) names no output", "write `{stages.NAME.OUTPUT}`")
    case .outputUnknown(let name, let stage, let known):
      (
        "stage \(code(stage)) has no output named \(code(name))",
        choice(
          name, known, "give it that name: outputs: { \(Escaped(name)): … }")
      )
    case .parameterNotTaken(let name):
      (
        "this stage does not take the parameter \(code(name))",
        "add it to the stage: parameters: [\(Escaped(name))]"
      )
    case .parameterUnknown(let name, let known):
      ("unknown parameter \(code(name))", choice(name, known, "there are no parameters"))
    case .referenceUnknown(let reference, let known):
      (
        "\(code(reference.text)) names nothing",
        choice(reference.name, known, nothing(in: reference.group))
      )
    case .secondOutput(let reference):
      ("\(code(reference)) is the second `{stages…}` of one path", "list one path for each")
    case .severalWords(let reference, let count):
      (
        "\(code(reference)) is \(count) words here, but only one fits",
        "let it stand alone, outside of quotes"
      )
    case .stageUnknown(let name, let known):
      ("there is no stage \(code(name))", choice(name, known, "there are no other stages"))
    case .takesItself(let reference, let stage):
      (
        "\(code(reference)) is made by stage \(code(stage)) itself",
        "a stage takes in what others make"
      )
    case .wildcardInValue(let reference, let value):
      (
        "\(code(reference)) is \(code(value)), which would be a wildcard in this path",
        "a value names one file: wildcards are written in the pipeline"
      )
    case .wordInQuotes(let reference, let value):
      (
        "\(code(reference)) is \(code(value)), which needs quotes of its own",
        "write \(code(reference)) outside of quotes, comments and here-documents: it is quoted "
          + "for you"
      )
    }
  }

  private func nothing(in group: Template.Group) -> String {
    switch group {
    case .foreach: "this stage has no `foreach`"
    case .parameters: "there are no parameters"
    case .inputs, .outputs, .stage, .stages: "this stage has no named \(group.rawValue)"
    }
  }

  private func said(of fact: Pipeline.ForeachFact) -> Said {
    switch fact {
    case .cellEmpty(let column, let instance):
      (
        "the cell under \(code(column)) is empty, but \(code(instance)) uses it",
        "fill it in, or let `where` leave the row out"
      )
    case .columnTwice(let column, let table, let columns):
      (
        "the heading \(code(column)) stands in columns "
          + "\(list(columns.map(String.init), "and"))\(table.map { " of \(code($0))" } ?? "")",
        "give one of them another heading"
      )
    case .columnUnknown(let column, let table, let known):
      (
        "\(code(table)) has no column \(code(column))",
        choice(column, known, "the table is empty")
      )
    case .instanceTwice(let name, let first):
      (
        "there are two rows for \(code(name)), the first at \(place(first))",
        "let `key` list the columns that tell them apart"
      )
    case .keyEmpty(let column):
      (
        "the cell under \(code(column)) is empty, but it names an instance",
        "fill it in, or let `where` leave the row out"
      )
    case .listEmpty(let name): ("the list \(code(name)) is empty", nil)
    case .noList(let name):
      (
        "the values of \(code(name)) are no list",
        guess(name, among: ["rows"]) ?? "write { \(Escaped(name)): [10W, 25W] }"
      )
    case .noRowLeft(let table, let column):
      (
        "\(code(column)) leaves no row of \(code(table))",
        "a row counts unless its cell is empty, `no`, `false`, `0` or `-`"
      )
    case .noRows(let table): ("\(code(table)) has no rows below its headings", nil)
    case .nothingListed:
      ("this `foreach` lists nothing", "write { sample: [10W, 25W] } or { rows: samples.csv }")
    case .outputShared(let path, let makers, let keys):
      (
        "\(list(makers, "and")) would both make \(code(path))",
        keys.isEmpty
          ? "let the values stand apart in it"
          : "put \(list(keys.map { "{foreach.\($0)}" }, "and")) into it"
      )
    case .tableIsOutput(let path, let stage):
      (
        "\(code(path)) is made by stage \(code(stage))",
        "a table is read before any stage runs, so no stage can make it"
      )
    case .tableMissing(let path):
      ("there is no table \(code(path))", "it is read before any stage runs")
    case .tooManyInstances(let most): ("this `foreach` makes more than \(most) instances", nil)
    case .valueEmpty(let name): ("\(code(name)) has an empty value here", nil)
    }
  }

  private func said(of fact: Pipeline.ClaimFact) -> Said {
    switch fact {
    case .claimSaysBoth:
      ("a claim has `binds` or `reason`, not both", "a number of the project needs no reason")
    case .claimSaysNothing:
      (
        "a claim needs `binds` or `reason`",
        "say what the numbers in the quote are, or why they are no results of the project"
      )
    case .condition(let fault): (fault.message, fault.hint)
    case .manuscriptNameEmpty: ("this name has no letters and no digits", nil)
    case .noNumber(let text): ("\(code(text)) is no number of a stage", nil)
    case .nothingBound: ("there is nothing in this list", "name what the numbers in the quote are")
    case .notTwo(let count): ("two numbers are compared, these are \(count)", nil)
    case .quoteEmpty: ("there are no words to quote", nil)
    case .target(let fault): (fault.message, fault.hint)
    }
  }

  private func said(of fact: Pipeline.GraphFact) -> Said {
    switch fact {
    case .inputIsOwnOutput(let input, let output) where input == output:
      ("\(code(input)) is an input and an output of the same stage", nil)
    case .inputIsOwnOutput(let input, let output):
      (
        "the input \(code(input)) meets \(code(output)), which the same stage makes",
        "let inputs and outputs lie in different folders"
      )
    case .outputClaimed(let path, let stage, let first):
      ("\(code(path)) is already an output of stage \(code(stage)) at \(place(first))", nil)
    case .outputNested(let path, let other, let stage, let first):
      (
        "the outputs \(code(path)) and \(code(other)) of stage \(code(stage)) at \(place(first)) "
          + "lie in one another", "let outputs lie side by side"
      )
    case .ring(let names):
      (
        "the stages form a ring: \(ring(names))",
        "each reads what the one before it makes: take out one of these inputs"
      )
    case .scratchMeets(let path, let stage, let other, let owner, let first):
      (
        "the scratch folder \(code(path)) of stage \(code(stage)) meets \(code(other)) of stage "
          + "\(code(owner)) at \(place(first))",
        "give each stage a folder of its own: they may run at the same time"
      )
    case .scratchShared(let path, let scratch, let stage, let first):
      (
        "\(code(path)) meets the scratch folder \(code(scratch)) of stage \(code(stage)) at "
          + place(first), "what other stages read or make must not lie in a scratch folder"
      )
    }
  }

  /// A ring of names, its middle left out if it is long.
  private func ring(_ names: [String]) -> String {
    let shown = 12
    guard names.count > shown else { return names.joined(separator: " -> ") }
    let middle = "(\(names.count - shown) more)"
    return (names.prefix(shown / 2) + [middle] + names.suffix(shown / 2)).joined(separator: " -> ")
  }

  private func said(of fact: Pipeline.DiskFact) -> Said {
    switch fact {
    case .exclusionMatchesNothing(let path):
      ("\(code(path)) is excluded, but there is no such file", nil)
    case .parametersMoved(let path):
      ("\(code(path)) changed after the pipeline was read", "run assay again")
    case .inputMissing(let path, let stage, let near):
      (
        "the input \(code(path)) of stage \(code(stage)) is missing, and no stage makes it",
        near.map { "did you mean \(code($0))?" }
      )
    case .patternFindsOutput(let pattern, let stage, let found, let maker):
      (
        "\(code(pattern)) of stage \(code(stage)) finds \(code(found)), which stage "
          + "\(code(maker)) makes, but need not have made before",
        "write a slash after the output that is a folder"
      )
    case .patternMatchesNothing(let pattern, let stage):
      ("the input \(code(pattern)) of stage \(code(stage)) matches nothing", nil)
    case .toolMissing(let tool, let stage):
      (
        "stage \(code(stage)) needs the tool \(code(tool)), which is not on PATH",
        "install it, or take it out of `tools`"
      )
    }
  }

  private func place(_ mark: Mark) -> String {
    Place(file: texts[mark.file].file, line: mark.line, column: mark.column).description
  }
}

extension TargetFault {
  /// What is wrong, one sentence.
  package var message: String {
    switch self {
    case .cellsInvalid(let text): "\(code(text)) names no cell"
    case .form(let text): "\(code(text)) names neither a number nor a parameter nor a cell"
    case .nameInvalid(let text): "\(code(text)) cannot be the name of a number"
    case .parameterIsMap(let name, _): "\(code(name)) is a map of parameters"
    case .parameterUnknown(let name, _): "there is no parameter \(code(name))"
    case .path(let text): "\(code(text)) names no file of the project"
    case .stageIsFamily(let name, let instances):
      "\(code(name)) is \(instances.count) stages, and a number is of one of them"
    case .stageSilent(let name): "stage \(code(name)) declares no numbers"
    case .stageUnknown(let name, _): "there is no stage \(code(name))"
    }
  }

  /// What to do about it.
  package var hint: String? {
    switch self {
    case .cellsInvalid: "write B2, or B2:B6 for a block: columns are letters, lines count from 1"
    case .form: "write STAGE.NUMBER, parameters.NAME or PATH#B2"
    case .nameInvalid: "a letter a-z or A-Z or `_`, then letters, digits and `_`"
    case .parameterIsMap(let name, let members):
      "it holds \(list(members.map { String($0.dropFirst(name.count + 1)) }, "and"))"
    case .parameterUnknown(let name, let known): choice(name, known, "there are none")
    case .path: ProjectPath.Refusal.root
    case .stageIsFamily(_, let instances): "they are \(list(instances, "and"))"
    case .stageSilent: "`numbers:` names the file that holds them"
    case .stageUnknown(let name, let known):
      choice(name, known, "no stage declares numbers")
    }
  }
}

extension ProjectPath.Refusal {
  fileprivate func said(of path: String) -> (message: String, hint: String?) {
    switch self {
    case .absolute: ("\(code(path)) is an absolute path", Self.root)
    case .empty: ("an empty path", nil)
    case .home: ("\(code(path)) begins in a home folder", Self.root)
    case .parent: ("\(code(path)) leads out of a folder by `..`", Self.root)
    case .project:
      ("\(code(path)) is the whole project", "name the folders or files that are meant")
    case .starsWithinName:
      ("`**` must be a whole name in \(code(path))", "write `folder/**/name`")
    }
  }

  fileprivate static let root = "paths begin at the folder of the pipeline and stay inside it"
}

extension Braces.Site {
  fileprivate func said(of reference: String) -> (message: String, hint: String?) {
    switch self {
    case .elsewhere:
      (
        "\(code(reference)) means nothing here",
        "braces are replaced in `run` and in the paths of a stage"
      )
    case .parameter:
      ("\(code(reference)) means nothing in the name of a parameter", "only `{foreach.x}` does")
    case .path:
      (
        "\(code(reference)) means nothing in this path",
        "`{foreach.x}` does in the paths of a stage, `{stages.x.y}` in its inputs"
      )
    case .run:
      (
        "\(code(reference)) means nothing in `run`",
        "name it among the inputs, as in { all: \"\(Escaped(reference))\" }, and write "
          + "`{inputs.all}`"
      )
    }
  }
}

extension Pipeline.Name {
  fileprivate func refusal(of name: String) -> String {
    switch self {
    case .field: "\(code(name)) cannot stand in braces"
    case .parameter: "\(code(name)) cannot be the name of a parameter"
    case .pool: "\(code(name)) cannot be the name of a pool"
    case .stage: "\(code(name)) cannot be the name of a stage"
    case .variable: "\(code(name)) cannot be the name of a variable"
    }
  }

  fileprivate var rule: String {
    switch self {
    case .field, .parameter, .pool: "names are made of letters a-z and A-Z, digits, `_` and `-`"
    case .stage: "a letter a-z or A-Z, then letters, digits, `_` and `-`"
    case .variable: "a letter a-z or A-Z or `_`, then letters, digits and `_`"
    }
  }
}

extension Pipeline.Shape {
  fileprivate var words: String {
    switch self {
    case .flag: "`true` or `false`"
    case .list: "a list"
    case .map: "a map"
    case .path: "a path"
    case .scalarOrList: "a single value or a list of them"
    case .text: "a text"
    }
  }
}

extension Pipeline.Kind {
  fileprivate var words: String {
    switch self {
    case .flag: "a truth value"
    case .list: "a list"
    case .map: "a map"
    case .nothing: "nothing"
    case .text: "a text"
    }
  }
}

// MARK: - Small change

/// A word of the user's, cut to a length that can be read.
private func code(_ word: String) -> String {
  let longest = 120
  let scalars = word.unicodeScalars
  guard scalars.count > longest else { return "`\(Escaped(word))`" }
  return "`\(Escaped(String(scalars.prefix(longest))))…`"
}

/// A few words as a sentence lists them: `a`, `b` or `c`.
private func list(_ words: [String], _ joint: String) -> String {
  let longest = 20
  var shown = words.prefix(longest).map(code)
  if words.count > longest { shown.append("\(words.count - longest) more") }
  guard let last = shown.popLast() else { return "none" }
  return shown.isEmpty ? last : shown.joined(separator: ", ") + " \(joint) \(last)"
}

private func guess(_ word: String, among known: [String]) -> String? {
  Nearest.word(to: word, among: known).map { "did you mean \(code($0))?" }
}

private func choice(_ word: String, _ known: [String], _ none: String) -> String {
  var seen: Set<String> = []
  let known = known.filter { seen.insert($0).inserted }
  return known.isEmpty ? none : guess(word, among: known) ?? "there are \(list(known, "and"))"
}
