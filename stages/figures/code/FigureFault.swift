import Text

/// What can be wrong with a figure, as facts; their words stand here.
enum FigureFault: Error, CustomStringConvertible {
  /// The picture does not show the mark that its data demand.
  case unmarked(String)
  /// A name that gnuplot could not use for a table.
  case notAName(String)
  /// A path that cannot stand in a script.
  case notAPath(String)
  /// A size that is not two numbers.
  case notASize(String)
  /// What was drawn has not the form that its program is known to give.
  case unexpected(String)

  var description: String {
    switch self {
    case .unmarked(let mark):
      "the picture does not say \(mark), but its data are\n  hint: the script must not take label 9001 away"
    case .notAName(let name): "--table \"\(Escaped(name))\" is no name of letters, digits and _"
    case .notAPath(let path): "the path \"\(Escaped(path))\" holds a quote or a line break"
    case .notASize(let text):
      "--size wants two numbers of centimetres such as 8.5x6, not \"\(Escaped(text))\""
    case .unexpected(let what): what
    }
  }
}
