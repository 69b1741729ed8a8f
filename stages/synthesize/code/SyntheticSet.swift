import Text

/// The made-up measurement of one analysis: the instrument files, and what was put into them.
struct SyntheticSet {
  /// An instrument file.
  struct File {
    /// Where it lies under `stages/`, such as `tga/raw/synthetic_blank.txt`.
    let path: String
    /// The content.
    let bytes: [UInt8]

    init(_ path: String, _ text: String) {
      self.path = path
      bytes = Array(text.utf8)
    }

    init(_ path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The key of the truth, such as `FigS2`.
  let name: String
  /// The files in the order they are told.
  let files: [File]
  /// Every value that was put in, by name, with units in the names.
  let truth: JSON

  /// What each file says of itself, in its own words.
  static let notice =
    "SYNTHETIC: computed by stages/synthesize. Not measured, not from the authors of the article, "
    + "evidence of nothing. See stages/README.md."
}
