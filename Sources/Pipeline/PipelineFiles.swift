import Text
import YAML

/// The files a pipeline is read from; marks call them by their number, the main file 0.
struct PipelineFiles {
  /// Gives a file's bytes; `nil` when there is no such file.
  typealias Reading = (String) throws -> [UInt8]?

  private let reading: Reading
  /// The text of every YAML file that was read, by its number.
  private(set) var texts: [SourceText] = []
  /// Where each YAML file was named first; the main file is named nowhere.
  private var named: [String: Mark?] = [:]
  /// Every path that was read.
  private(set) var paths: Set<String> = []
  /// The bytes of those that there are.
  private(set) var contents: [String: [UInt8]] = [:]

  init(_ reading: @escaping Reading) { self.reading = reading }

  /// Reads the main file and, depth first, what it includes: the tops of all of them.
  mutating func roots(from file: String) throws(Pipeline.Fault) -> [Node] {
    named[file] = .some(nil)
    return try roots(below: document(file, namedAt: Mark(line: 1, column: 1)).root)
  }

  private mutating func roots(below root: Node) throws(Pipeline.Fault) -> [Node] {
    var roots = [root]
    guard case .mapping(let entries) = root.content,
      let entry = entries.first(where: { $0.key == "include" })
    else { return roots }
    for path in try ProjectPath.plainList(entry.value) {
      roots += try self.roots(below: document(path).root)
    }
    return roots
  }

  /// Reads a YAML file that another one names; none may be named twice.
  mutating func document(
    _ path: ProjectPath
  ) throws(Pipeline.Fault) -> (root: Node, bytes: [UInt8]) {
    if let first = named.updateValue(path.mark, forKey: path.text) {
      throw Pipeline.Fault(.fileNamedTwice(path.text, first: first), at: path.mark)
    }
    return try document(path.text, namedAt: path.mark)
  }

  private mutating func document(
    _ path: String, namedAt mark: Mark
  ) throws(Pipeline.Fault) -> (root: Node, bytes: [UInt8]) {
    guard let bytes = try content(of: path, namedAt: mark) else {
      throw Pipeline.Fault(.fileMissing(path), at: mark)
    }
    do {
      let document = try Document(bytes, file: path, number: texts.count)
      texts.append(document.text)
      return (document.root, bytes)
    } catch {
      throw Pipeline.Fault(.elsewhere(error), at: mark)
    }
  }

  /// The bytes of a file that the pipeline is made from; `nil` when there is none.
  mutating func content(
    of path: String, namedAt mark: Mark
  ) throws(Pipeline.Fault) -> [UInt8]? {
    paths.insert(path)
    do {
      let bytes = try reading(path)
      contents[path] = bytes
      return bytes
    } catch {
      throw Pipeline.Fault(.fileUnreadable(path, reason: "\(error)"), at: mark)
    }
  }
}
