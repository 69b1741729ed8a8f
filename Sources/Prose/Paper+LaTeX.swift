// Papers in LaTeX, of one file or of several.

extension Paper {
  /// Reads a paper in LaTeX, with the files that it takes in.
  ///
  /// - Parameters:
  ///   - bytes: the main file.
  ///   - file: its path from the root of the project, where other files are looked for beside it.
  ///   - reading: gives the bytes of another file, by its path; `nil` when there is no such file.
  ///     Without it the main file is read alone.
  /// - Throws: A diagnostic when bytes are no UTF-8, or a file is missing, takes in itself, or lies
  ///   outside of the project; and what `reading` throws.
  package init(
    latex bytes: [UInt8], file: String, reading: ((String) throws -> [UInt8]?)? = nil
  ) throws {
    let flat = try LaTeXFlat(bytes, file: file, reading: reading)
    self.init(
      flat.parts, file: file, format: .latex, passages: LaTeXReader(flat).passages,
      slots: flat.slots)
    images = flat.images
  }
}
