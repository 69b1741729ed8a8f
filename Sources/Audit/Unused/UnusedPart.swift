package import Pipeline

/// A part of a data file that no number rests on.
package struct UnusedPart: Hashable, Sendable {
  /// What it is made of.
  package enum Kind: String, CaseIterable, Sendable {
    case rows, columns, cells, keys, pixels
  }

  /// What it is made of.
  package let kind: Kind
  /// The table in the file; empty where it has no name.
  package let table: String
  /// Which they are, in words.
  package let label: String
  /// Where they stand: lines of the file, or rows of the table where these have no lines.
  package let places: [ClosedRange<Int>]
  /// Whether the places are lines.
  package let areLines: Bool
  /// How many there are.
  package let count: Int
  /// How many of the kind the table has.
  package let total: Int
  /// Why they are left out, if somebody says so.
  package let exclusion: Exclusion?

  package static func == (one: UnusedPart, other: UnusedPart) -> Bool {
    one.kind == other.kind && one.table == other.table && one.label == other.label
      && one.places == other.places && one.count == other.count && one.total == other.total
      && one.exclusion?.mark == other.exclusion?.mark
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(label)
    hasher.combine(places)
  }
}

/// A raw file, and what of it no number rests on.
package struct UnusedFile: Sendable {
  /// How much of a file is used.
  package enum Use: Hashable, Sendable {
    /// Nothing.
    case nothing
    /// Some cells.
    case cells
    /// All of it, as far as is known: these stages do not say which cells they took.
    case whole(by: [String])
  }

  /// The path.
  package let path: String
  /// How many bytes it has.
  package let size: Int
  /// The stages that read it.
  package let readBy: [String]
  /// How much of it is used.
  package let use: Use
  /// Why it is left out as a whole, if somebody says so.
  package let exclusion: Exclusion?
  /// The parts that are not used, where some are; of a file that counts as used as a whole, those
  /// that are declared as left out.
  package let parts: [UnusedPart]
  /// What is declared as left out of it although numbers rest on it, with how many of its cells.
  package let broken: [(exclusion: Exclusion, count: Int)]
}

/// What of the raw data no number rests on.
package struct UnusedData: Sendable {
  /// How many numbers were followed.
  package let numbers: Int
  /// The raw files, in the order of their paths.
  package let files: [UnusedFile]
  /// The stages whose numbers are not there to be followed.
  package let untold: [String]
  /// Exclusions of a file that is not there, of a part that it does not have, or of one that is told
  /// in words only.
  package let unmatched: [Exclusion]

  /// Whether nothing rests on what is declared as left out.
  package var holds: Bool { files.allSatisfy(\.broken.isEmpty) }
}
