#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
public import Quantity
internal import Text

/// A file a stage leaves in its results folder.
public struct ResultFile: Hashable, Sendable {
  /// The name within the folder; it may lead through folders: `xrd/raw/scan.xy`.
  public let name: String
  /// The content.
  public let bytes: [UInt8]

  /// Makes a file from its parts.
  public init(_ name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The numbers of a stage, as `numbers.json`.
  public static func numbers(_ publication: Publication) -> ResultFile {
    ResultFile("numbers.json", bytes: Array(publication.file.text.utf8))
  }
}

/// The frame of every stage program: `PROGRAM WORDS --results FOLDER [--option VALUE]…`.
///
/// The work is done first and its files are written afterwards: a stage that fails leaves nothing.
public enum StageProgram {
  /// Runs a stage on the program's command line and ends the program.
  ///
  /// It ends with 0 when all files are written; with 1 after one message on standard error.
  /// - Parameters:
  ///   - usage: The command line in words, shown when it is wrong.
  ///   - options: The names of the options besides `results`.
  ///   - work: What the stage does; it returns the files for the results folder.
  public static func run(
    _ usage: String, options: Set<String> = [],
    _ work: (StageArguments) throws -> [ResultFile]
  ) -> Never {
    guard let message = outcome(Array(CommandLine.arguments.dropFirst()), usage, options, work)
    else { exit(0) }
    _ = StageFiles.writeAll(Array("\(message)\n".utf8), to: STDERR_FILENO)
    exit(1)
  }

  /// What is to be said after a run; `nil` when its files are written.
  static func outcome(
    _ words: [String], _ usage: String, _ options: Set<String>,
    _ work: (StageArguments) throws -> [ResultFile]
  ) -> String? {
    do {
      let arguments = try StageArguments(words, options: options.union(["results"]))
      let folder = try arguments.value(of: "results")
      try StageFiles.write(work(arguments), into: folder)
      return nil
    } catch let fault as StageFault {
      return diagnostic(fault, usage).description
    } catch {
      return "\(error)"
    }
  }

  /// The content of a file, or a fault that names it.
  public static func content(of path: String) throws(StageFault) -> [UInt8] {
    try StageFiles.read(path)
  }

  private static func diagnostic(_ fault: StageFault, _ usage: String) -> Diagnostic {
    Diagnostic(fault.description, hint: fault.isUsage ? "usage: \(usage)" : nil)
  }
}
