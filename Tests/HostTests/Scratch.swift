import Testing

@testable import Host

/// A fresh folder for one test, removed with all that is in it when the test is over.
final class Scratch {
  let path: String

  init() throws { path = try Files.temporaryFolder("assay-test") }

  deinit { try? Files.removeTree(path) }

  /// The path of a name in the folder.
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a text file and gives its path.
  @discardableResult
  func file(_ name: String, _ text: String = "") throws -> String {
    try Files.makeFolders(Files.split(self(name)).parent)
    try Files.write(text, to: self(name))
    return self(name)
  }

  /// Everything below the folder as lines `kind name`, links with their text, sorted.
  func listing() throws -> [String] {
    var lines: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for entry in try Files.entries(of: self(folder)) {
        let name = folder + entry.name
        switch entry.kind {
        case .file: lines.append("file \(name)")
        case .link: lines.append("link \(name) -> \(try Files.linkText(of: self(name)))")
        case .other: lines.append("other \(name)")
        case .folder:
          lines.append("folder \(name)")
          folders.append(name + "/")
        }
      }
    }
    return lines.sorted()
  }
}

/// The text of a file.
func text(of path: String) throws -> String {
  String(decoding: try Files.read(path), as: UTF8.self)
}

/// The words of the error that a call throws, or a note that it threw none.
func words<T: ~Copyable>(of call: () throws -> T) -> String {
  do {
    _ = try call()
    return "no error"
  } catch { return "\(error)" }
}
