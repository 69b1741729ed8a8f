import ArgumentParser
import Host
import Pipeline
import Text

/// Which project a verb works on, and how it answers.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Work on the project in this folder.", valueName: "dir"),
    completion: .directory)
  var folder: String?

  @Option(
    name: .customShort("f"),
    help: ArgumentHelp("Read this pipeline file instead of pipeline.yaml.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String?

  @Option(help: ArgumentHelp("Colour the answer: auto, always or never.", valueName: "when"))
  var color: Style.Choice = .auto

  @Flag(help: "Answer in JSON.")
  var json = false
}

extension ProjectOptions {
  /// A file as the user names it, from where they stand; to be asked before the project is opened,
  /// which moves the working directory.
  func path(of file: String) throws -> String {
    try Project.absolute([folder, file].compactMap(\.self))
  }
}

extension Style.Choice: ExpressibleByArgument {}

/// What keeps a verb from finding its project.
enum ProjectError: Error, CustomStringConvertible {
  case noFolder(String)
  case noFile(String)
  case noPipeline(file: String, from: String, isAbove: Bool)

  var description: String {
    switch self {
    case .noFolder(let path): "there is no folder `\(Escaped(path))`"
    case .noFile(let path): "there is no file `\(Escaped(path))`"
    case .noPipeline(let file, let folder, let isAbove):
      """
      no \(Escaped(file)) in `\(Escaped(folder))`\(isAbove ? " or any folder above it" : "")
        hint: run assay inside a project, or name one with -C DIR
      """
    }
  }
}

/// A project that was found and read: its root is the working directory from here on.
enum Project {
  static let defaultFile = "pipeline.yaml"
  /// A longer pipeline, table or manuscript is refused.
  static let limit = 64 << 20

  /// Finds the project, makes its root the working directory and checks its pipeline.
  static func open(_ options: ProjectOptions) throws -> Pipeline { try read(enter(options)) }

  /// Finds the project and makes its root the working directory; returns the pipeline's file.
  static func enter(_ options: ProjectOptions) throws -> String {
    if let folder = options.folder {
      guard try Files.status(folder)?.kind == .folder else { throw ProjectError.noFolder(folder) }
      try Machine.enter(folder)
    }
    let start = try Machine.currentFolder()
    if let file = options.file {
      guard try Files.status(file)?.kind == .file else { throw ProjectError.noFile(file) }
      return file
    }
    let mayBeAbove = options.folder == nil
    if mayBeAbove { try enterProject(above: start) }
    guard try Files.status(defaultFile)?.kind == .file else {
      throw ProjectError.noPipeline(file: defaultFile, from: start, isAbove: mayBeAbove)
    }
    return defaultFile
  }

  /// Reads and checks a pipeline from the project's root.
  static func read(_ file: String) throws -> Pipeline {
    try Pipeline(file: file) { path in
      try Files.status(path) == nil ? nil : try Files.read(path, limit: limit)
    }
  }

  /// Whether a pipeline is all there is in the project: beside one that was named by `-f` there is
  /// another, whose records and outputs lie in the same places.
  static func isWhole(_ pipeline: Pipeline) -> Bool { pipeline.file == defaultFile }

  /// A way from the working directory, each part from where the one before it leads.
  static func absolute(_ parts: [String]) throws -> String {
    try parts.reduce(Machine.currentFolder()) { start, part in
      part.utf8.first == UInt8(ascii: "/") ? part : "\(start)/\(part)"
    }
  }

  /// A file as the project names it: as given when that is there, else from where the user stood, if
  /// that is in the project; to be asked when the root is the working directory.
  static func name(of file: String, from absolute: String) throws -> String {
    try Files.status(file) != nil ? file : inside(absolute) ?? file
  }

  /// The path within the project of an absolute one; `nil` of what lies elsewhere.
  static func inside(_ absolute: String) throws -> String? {
    let root = try Machine.currentFolder() + "/"
    let parts = ProjectPath.names(of: absolute).reduce(into: [Substring]()) { parts, part in
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    let path = "/" + parts.joined(separator: "/")
    guard path.utf8.starts(with: root.utf8) else { return nil }
    return String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self)
  }

  /// Makes the nearest folder with a pipeline the working directory, or the topmost one.
  private static func enterProject(above start: String) throws {
    try Machine.enter(nearest(above: start) ?? "/")
  }

  /// Makes the nearest folder with a pipeline the working directory; `false` when there is none.
  static func enterNearest() throws -> Bool {
    if try Files.status(defaultFile)?.kind == .file { return true }
    guard let folder = try nearest(above: Machine.currentFolder()) else { return false }
    try Machine.enter(folder)
    return true
  }

  private static func nearest(above start: String) throws -> String? {
    var folder = start
    while try Files.status("\(folder)/\(defaultFile)")?.kind != .file {
      if folder == "/" { return nil }
      folder = parent(of: folder)
    }
    return folder
  }

  private static func parent(of path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    guard let slash, slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
