import Text
import YAML

/// What braces stand for in the paths and names of one stage.
struct Braces: Sendable {
  /// The text the stage was read from, to point into a word.
  let text: SourceText
  /// Which instance it is; `nil` of a stage without `foreach`.
  let instance: Instance?

  /// Where braces of a known group can be out of place.
  enum Site {
    /// Outside of stages.
    case elsewhere
    case parameter
    case path
    case run
  }

  /// The value of a `{foreach.x}`.
  func value(
    of reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) -> String {
    guard let instance else {
      throw Pipeline.Fault(.referenceUnknown(reference, known: []), at: mark)
    }
    return try instance.value(of: reference, at: mark)
  }

  /// The name of a parameter, in which only `{foreach.x}` stands for something.
  func parameter(_ word: Word) throws(Pipeline.Fault) -> String {
    var name = ""
    for piece in Template(word.text).pieces {
      switch piece {
      case .literal(let text): name += text
      case .reference(let reference):
        try Self.refuseNested(reference, at: word.mark)
        guard reference.group == .foreach else {
          throw Pipeline.Fault(.misplaced(reference.text, in: .parameter), at: word.mark)
        }
        name += try value(of: reference, at: word.mark)
      }
    }
    return name
  }

  /// A fault that came of what braces stand for: it names the instance.
  func placed(_ fault: Pipeline.Fault) -> Pipeline.Fault {
    var fault = fault
    fault.instance = instance?.name
    return fault
  }

  /// Refuses braces within the braces.
  static func refuseNested(
    _ reference: Template.Reference, at mark: Mark
  ) throws(Pipeline.Fault) {
    if reference.isNested { throw Pipeline.Fault(.nested(reference.text), at: mark) }
  }
}
