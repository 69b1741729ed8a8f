// What `git blame` says of a file, and what we say, in the same words.

import Testing

@testable import Git

extension Scratch {
  /// One text a line: its number, the commit, the path and number there; `^` marks, if
  /// wanted, where the history ends.
  func blame(_ file: String, in folder: String = ".", marked: Bool = false) throws -> [String] {
    // Without --root the first commit of a whole history is marked too.
    let root = marked ? "--no-root" : "--root"
    let answer = try git("blame", root, "--line-porcelain", file, in: folder)
    var lines: [String] = []
    var header: [Substring] = []
    var (path, mark) = ("", "")
    let newline = UInt8(ascii: "\n")
    for line in answer.utf8.split(separator: newline, omittingEmptySubsequences: false) {
      let line = Substring(line)
      if line.utf8.first == UInt8(ascii: "\t") {
        let isCommitted = !header[0].allSatisfy { $0 == "0" }
        lines.append(
          "\(header[2]) " + (isCommitted ? "\(mark)\(header[0]) \(path):\(header[1])" : "-"))
        (header, mark) = ([], "")
      } else if header.isEmpty {
        header = line.split(separator: " ")
      } else if line.hasPrefix("filename ") {
        path = String(line.dropFirst("filename ".count))
      } else if line == "boundary" {
        mark = "^"
      }
    }
    return lines
  }

  /// The same of ours, for all the file's lines.
  func origins(_ file: String, count: Int, in folder: String = "") throws -> [String] {
    guard count > 0 else { return [] }
    let origins = try open(folder).origins(ofLines: Array(1...count), in: file)
    return origins.sorted { $0.key < $1.key }.map { "\($0) \(told($1))" }
  }

  /// Asks both about a file and compares.
  func compare(_ file: String, location: SourceLocation = #_sourceLocation) throws {
    let expected = try blame(file)
    #expect(try origins(file, count: expected.count) == expected, sourceLocation: location)
  }
}

private func told(_ origin: LineOrigin) -> String {
  switch origin {
  case .commit(let commit, let path, let line): "\(commit.id) \(path):\(line)"
  case .shallow(let commit, let path, let line): "^\(commit.id) \(path):\(line)"
  case .notCommitted: "-"
  case .outside: "outside"
  }
}
