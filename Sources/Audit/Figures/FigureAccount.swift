package import Pipeline

/// Where a figure, or any file that a stage makes, comes from: its stage, the data below it, and where
/// manuscripts show it.
package struct FigureAccount: Sendable {
  /// Its path.
  package let path: String
  /// Whether it is what the pipeline makes, said as of an image in a manuscript.
  package let figure: ShownFigure
  /// The stage that makes it, if its record is here.
  package let stage: StageAccount?
  /// What kind of evidence it is: named by the weakest data it rests on.
  package let grade: NumberClass?
  /// What it rests on, the weakest first.
  package let origins: [Origin]
  /// The data below it that no stage makes.
  package let sources: [StageAccount.Data]
  /// Where manuscripts show it.
  package let uses: [ShownFigure]

  /// Whether it is what the pipeline makes, wherever it is shown.
  package var holds: Bool { figure.holds && uses.allSatisfy(\.holds) }
}
