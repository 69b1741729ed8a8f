@testable import Pipeline

/// Globs: the first line is a pattern, each other one a path it is held against.
enum GlobChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    guard let pattern = lines.first else { return }
    let glob = Glob(pattern)
    for path in lines.dropFirst() where glob.matches(path) {
      let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
      for count in names.indices {
        let folder = names[..<count].joined(separator: "/")
        try require(glob.couldMatch(beneath: folder), "\(path) is not looked for in \(folder)")
      }
      let plain = names.joined(separator: "/")
      try require(
        plain.utf8.starts(with: glob.prefix.utf8), "\(path) does not begin with \(glob.prefix)")
    }
  }
}
