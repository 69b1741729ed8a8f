import Host
import SchemaChecks
import Testing
import Text
import YAML

@testable import Pipeline

extension Workspace {
  /// What the schemas say against a call of `assay`: against its JSON answer and its events, and
  /// where they do not agree with the reader about the pipeline.
  ///
  /// Every pipeline that is accepted must be so by the schemas too, every one that is refused is so
  /// by them or for a rule beyond them.
  func schemaFaults(
    _ arguments: [String], _ outcome: Outcome, in folder: String = "."
  ) throws -> [String] {
    let disputes =
      [try dispute(in: folder)].compactMap(\.self) + (try eventFaults(arguments, in: folder))
    guard let schema = Self.schema(of: arguments), !outcome.stdout.isEmpty else { return disputes }
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let faults = try Validator.shared?.faults(in: answer, by: schema) ?? []
    return disputes + faults.map { "\(schema): \($0)" }
  }

  /// What is wrong with the lines of `--events FILE`.
  private func eventFaults(_ arguments: [String], in folder: String) throws -> [String] {
    guard let option = arguments.firstIndex(of: "--events"), option + 1 < arguments.count else {
      return []
    }
    let file = path("\(folder)/\(arguments[option + 1])")
    guard try Files.status(file)?.kind == .file else { return [] }
    return try Files.read(file).split(separator: UInt8(ascii: "\n")).flatMap { line in
      let event = try JSON.read(Array(line), file: file)
      return try Validator.shared?.faults(in: event, by: "events") ?? []
    }
  }

  private func dispute(in folder: String) throws -> String? {
    let root = path(folder)
    let reading = { (name: String) throws -> [UInt8]? in
      try Files.status("\(root)/\(name)") == nil ? nil : try Files.read("\(root)/\(name)")
    }
    var files = PipelineFiles(reading)
    guard let roots = try? files.roots(from: "pipeline.yaml") else { return nil }
    var again = PipelineFiles(reading)
    do {
      _ = try Pipeline("pipeline.yaml", &again)
      return try Agreement.dispute(over: roots, refusedFor: nil)
    } catch let fault as Pipeline.Fault {
      return try Agreement.dispute(over: roots, refusedFor: fault, in: fault.mark.file)
    }
  }

  /// The schema of the answer; a dry run answers as `status` does.
  private static func schema(of arguments: [String]) -> String? {
    guard arguments.contains("--json"), arguments.count > 1 else { return nil }
    switch arguments[1] {
    case "run" where arguments.contains("-n") || arguments.contains("--dry-run"): return "status"
    case "numbers": return "numbers-list"
    case "restore": return "run"
    case "verify" where arguments.contains("--seal"): return "verify-seal"
    default: return arguments[1]
    }
  }
}
