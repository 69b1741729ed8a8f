/// The formats that manuscripts are read in, and how numbers are bound in each.
package enum PaperFormat: String, Sendable, CaseIterable {
  case markdown, latex, plain, word

  /// The format of a file by the ending of its name; `nil` when it is none of ours.
  package init?(file: String) {
    let name = file.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".")
    switch parts.count > 1 ? parts.last?.lowercased() : nil {
    case "md", "markdown", "qmd", "rmd": self = .markdown
    case "tex", "ltx", "latex": self = .latex
    case "txt", "text": self = .plain
    case "docx", "docm": self = .word
    default: return nil
    }
  }

  /// A note that binds the numbers before it; `nil` where the text can hold none.
  package func note(_ targets: String) -> String? {
    switch self {
    case .markdown: "<!-- assay: \(targets) -->"
    case .latex: "% assay: \(targets)"
    case .plain, .word: nil
    }
  }

  /// A place to fill in.
  package func slot(_ target: String) -> String {
    self == .latex ? "\\assay{\(target)}" : "{{\(target)}}"
  }
}

extension Paper {
  /// Reads a text in a format; `reading` gives the other files that a paper in LaTeX takes in.
  ///
  /// - Throws: A diagnostic for what cannot be read, and what `reading` throws.
  package init(
    _ bytes: [UInt8], in format: PaperFormat, file: String,
    reading: @escaping (String) throws -> [UInt8]?
  ) throws {
    switch format {
    case .markdown: try self.init(markdown: bytes, file: file)
    case .plain: try self.init(plain: bytes, file: file)
    case .latex: try self.init(latex: bytes, file: file, reading: reading)
    case .word: self = try WordDocument(bytes, file: file).paper
    }
  }
}
