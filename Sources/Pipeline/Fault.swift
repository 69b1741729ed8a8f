// What can be wrong with a pipeline: facts and places, no words.

import Text
package import YAML

extension Pipeline {
  /// What is wrong with a pipeline, as a fact and a place; the words stand in `Fault+Words.swift`.
  package struct Fault: Error, Sendable {
    let fact: Fact
    /// Where it stands.
    package private(set) var mark: Mark
    /// The text it stands in, where that is not the pipeline.
    var source: SourceText?
    /// The instance that it came up in, where others may be right.
    var instance: String?

    init(_ fact: ShapeFact, at mark: Mark) { (self.fact, self.mark) = (.shape(fact), mark) }
    init(_ fact: ValueFact, at mark: Mark) { (self.fact, self.mark) = (.value(fact), mark) }
    init(_ fact: PathFact, at mark: Mark) { (self.fact, self.mark) = (.path(fact), mark) }
    init(_ fact: BracesFact, at mark: Mark) { (self.fact, self.mark) = (.braces(fact), mark) }
    init(_ fact: ForeachFact, at mark: Mark) { (self.fact, self.mark) = (.foreach(fact), mark) }
    init(_ fact: ClaimFact, at mark: Mark) { (self.fact, self.mark) = (.claim(fact), mark) }
    init(_ fact: GraphFact, at mark: Mark) { (self.fact, self.mark) = (.graph(fact), mark) }
    init(_ fact: DiskFact, at mark: Mark) { (self.fact, self.mark) = (.disk(fact), mark) }
  }
}

extension Pipeline.Fault {
  /// The same fault; where it is that nothing stands behind a key, with that key.
  func naming(_ entry: Node.Entry) -> Self {
    guard case .shape(.expected(let shape, .nothing, nil)) = fact, mark == entry.value.mark else {
      return self
    }
    return Self(.expected(shape, found: .nothing, under: entry.key), at: mark)
  }

  /// The same fault at another place.
  func moved(to mark: Mark) -> Self {
    var fault = self
    fault.mark = mark
    return fault
  }
}

extension Pipeline.Fault {
  /// An input that is not there and that no stage makes; the nearest of the candidates, paths that
  /// are there, is proposed.
  package static func inputMissing(
    _ input: Input, of stage: Stage, among candidates: [String]
  ) -> Self {
    let near = Nearest.word(to: input.pattern.text, among: candidates)
    return Self(.inputMissing(input.pattern.text, of: stage.name, near: near), at: input.mark)
  }

  /// A pattern that nothing on disk and no declared output matches.
  package static func patternMatchesNothing(_ input: Input, of stage: Stage) -> Self {
    Self(.patternMatchesNothing(input.pattern.text, of: stage.name), at: input.mark)
  }

  /// Something excluded that is not there.
  package static func exclusionMatchesNothing(_ exclusion: Exclusion) -> Self {
    Self(.exclusionMatchesNothing(exclusion.files.text), at: exclusion.mark)
  }

  /// A file of parameters that is no longer what it was when the pipeline was read.
  package static func parametersMoved(_ input: Input, _ file: ParameterFile) -> Self {
    Self(.parametersMoved(file.path), at: input.mark)
  }

  /// A tool that is not on `PATH`.
  package static func toolMissing(_ name: String, of stage: Stage) -> Self {
    Self(.toolMissing(name, of: stage.name), at: stage.mark)
  }

  /// A pattern that matches a file inside the output of a stage that need not have run before,
  /// because the output was not known to be a folder.
  package static func patternFindsOutput(
    _ input: Input, of stage: Stage, found path: String, madeBy maker: Stage
  ) -> Self {
    Self(
      .patternFindsOutput(input.pattern.text, of: stage.name, found: path, by: maker.name),
      at: input.mark)
  }
}

extension Pipeline {
  /// One way in which a pipeline can be refused.
  enum Fact {
    case shape(ShapeFact)
    case value(ValueFact)
    case path(PathFact)
    case braces(BracesFact)
    case foreach(ForeachFact)
    case claim(ClaimFact)
    case graph(GraphFact)
    case disk(DiskFact)
  }

  /// What can be wrong with the shape of the file.
  enum ShapeFact {
    /// A fault that another reader found in a file of its own.
    case elsewhere(Diagnostic)
    case bracesUnquoted(String)
    case commandTooLong(longest: Int)
    case expected(Shape, found: Kind, under: String?)
    case fileMissing(String)
    case fileNamedTwice(String, first: Mark?)
    case fileUnreadable(String, reason: String)
    case givenTwice(String, String, first: Mark)
    case keyMissing(String, of: String)
    case keyOfMainFile(String)
    case keyUnknown(String, of: String, known: [String])
    case nulCharacter
    case outputNotListed(path: String)
    case runEmpty
    case runIsMap
    case versionUnknown(String)
  }

  /// What can be wrong with a name or a single value.
  enum ValueFact {
    case accessUnknown(String)
    case countInvalid(String, least: Int)
    case dateInvalid(String)
    case doiInvalid(String)
    case durationInvalid(String)
    case listedTwice(String, first: Mark)
    case memoryInvalid(String)
    case nameCaseClash(String, with: String, first: Mark)
    case nameInvalid(String, of: Name)
    case nameReserved(String)
    case nameTooLong(String, longest: Int)
    case originIncomplete(missing: [String])
    case originUnknown(String)
    case poolUnknown(String, known: [String])
    case strictUnobserved(String)
    case toleranceInvalid(String)
    case tolerancePatternInvalid(String)
    case toolIsPath(String)
    case valueCaseClash(String, with: String, first: Mark)
  }

  /// What can be wrong with a path.
  enum PathFact {
    case exclusionIsMade(String, by: String)
    case folderReserved(String, folder: String)
    case inputExcluded(String, by: String, reason: String, first: Mark)
    case numbersOutside(String)
    case outputIsPipeline(String)
    case partEmpty
    case patternNamesFolder(String)
    case patternNotAllowed(String)
    case refused(ProjectPath.Refusal, String)
  }

  /// What can be wrong with a parameter or with braces.
  enum BracesFact {
    case misplaced(String, in: Braces.Site)
    case nested(String)
    case outputNotNamed(String)
    case outputUnknown(String, of: String, known: [String])
    case parameterNotTaken(String)
    case parameterUnknown(String, known: [String])
    case referenceUnknown(Template.Reference, known: [String])
    case secondOutput(String)
    case severalWords(String, count: Int)
    case stageUnknown(String, known: [String])
    case takesItself(String, String)
    case wildcardInValue(String, String)
    case wordInQuotes(String, value: String)
  }

  /// What can be wrong with a `foreach`.
  enum ForeachFact {
    case cellEmpty(String, of: String)
    case columnTwice(String, of: String?, columns: [Int])
    case columnUnknown(String, of: String, known: [String])
    case instanceTwice(String, first: Mark)
    case keyEmpty(String)
    case listEmpty(String)
    case noList(String)
    case noRowLeft(String, under: String)
    case noRows(String)
    case nothingListed
    case outputShared(String, by: [String], without: [String])
    case tableIsOutput(String, by: String)
    case tableMissing(String)
    case tooManyInstances(most: Int)
    case valueEmpty(String)
  }

  /// What can be wrong with what is said of manuscripts and numbers.
  enum ClaimFact {
    case claimSaysBoth
    case claimSaysNothing
    case condition(ConditionFault)
    case manuscriptNameEmpty
    case noNumber(String)
    case nothingBound
    case notTwo(Int)
    case quoteEmpty
    case target(TargetFault)
  }

  /// What can be wrong between stages.
  enum GraphFact {
    case inputIsOwnOutput(String, output: String)
    case outputClaimed(String, by: String, first: Mark)
    case outputNested(String, with: String, of: String, first: Mark)
    case ring([String])
    case scratchMeets(String, of: String, with: String, by: String, first: Mark)
    case scratchShared(String, with: String, of: String, first: Mark)
  }

  /// What only the disk can show.
  enum DiskFact {
    case exclusionMatchesNothing(String)
    case inputMissing(String, of: String, near: String?)
    case parametersMoved(String)
    case patternFindsOutput(String, of: String, found: String, by: String)
    case patternMatchesNothing(String, of: String)
    case toolMissing(String, of: String)
  }

  /// What a value should have been.
  enum Shape {
    case flag
    case list
    case map
    case path
    case scalarOrList
    case text
  }

  /// What a value is.
  enum Kind {
    case flag
    case list
    case map
    case nothing
    case text
  }

  /// What a name names.
  enum Name {
    case field
    case parameter
    case pool
    case stage
    case variable
  }
}
