import Git
import Host
import Pipeline
import Quantity
import Store
import Text

/// The project at one moment, a revision or the working tree: its pipeline, its committed records, and
/// their numbers.
final class Snapshot {
  /// The files.
  let files: ProjectFiles
  /// The pipeline as it was then.
  let pipeline: Pipeline
  /// The records that could be read, by stage.
  private(set) var records: [String: Record] = [:]
  /// What is wrong with those that could not.
  private(set) var faults: [String] = []
  private var numbers: [String: NumbersFile] = [:]
  var grounds: [String: [String: Ground]] = [:]
  var origins: [String: Set<Origin>] = [:]
  var isAsked: Set<String> = []

  /// Reads a pipeline and all records; where the pipeline is refused, `substitute` stands in for it.
  ///
  /// - Throws: `AuditError.noPipeline` or `.noRecords`; a diagnostic for a pipeline that is refused.
  init(_ files: ProjectFiles, pipeline file: String, substitute: Pipeline? = nil) throws {
    self.files = files
    let name = files.revision?.name
    if try files.bytes(of: file) == nil, let name {
      throw AuditError.noPipeline(file, revision: name)
    }
    do throws(Diagnostic) {
      pipeline = try Pipeline(file: file) { try files.bytes(of: $0) }
    } catch {
      guard let name else { throw error }
      guard let substitute else {
        throw Diagnostic(
          "at \(Escaped(name)): \(error.message)", at: error.place, line: error.line,
          width: error.width, hint: error.hint)
      }
      pipeline = substitute
      let place = error.place.map { "\($0)" } ?? Escaped(file).description
      faults.append("\(place) is refused (\(error.message)); the later pipeline stands in for it")
    }
    let others = faults.count
    try readRecords()
    guard records.isEmpty else { return }
    if let fault = faults.dropFirst(others).first {
      throw AuditError.unreadableRecords(revision: name, fault: fault)
    }
    throw AuditError.noRecords(revision: name)
  }

  private func readRecords() throws {
    for name in try files.names(in: Layout.provenance) where name.hasSuffix(".json") {
      guard !name.hasSuffix(".numbers.json") else { continue }
      let (stage, path) = (String(name.dropLast(".json".count)), "\(Layout.provenance)/\(name)")
      guard let bytes = try files.bytes(of: path) else { continue }
      do throws(RecordFault) {
        let record = try Records.record(bytes, path: path) { path in
          (try? files.bytes(of: path)) ?? Records.onDisk(path)
        }
        guard record.stage == stage else { throw .contradicts(path: path) }
        records[stage] = record
      } catch {
        faults.append("\(error)")
      }
    }
  }

  /// The numbers of a stage with their derivations; `nil` when it has none, or when the copy beside
  /// its record is not what the record names.
  func numbers(of stage: String) -> NumbersFile? {
    if let known = numbers[stage] { return known }
    guard let output = records[stage]?.numbers else { return nil }
    let path = Layout.numbers(of: stage)
    guard let bytes = try? files.bytes(of: path), Digest.of(bytes) == output.content.digest,
      let file = try? NumbersFile.read(bytes, file: path)
    else {
      let fault = "\(Escaped(path)) is not what its record names; left out"
      if !faults.contains(fault) { faults.append(fault) }
      return nil
    }
    numbers[stage] = file
    return file
  }

  /// A number by its id.
  func number(_ id: String) -> Number? {
    Self.parts(of: id).flatMap { numbers(of: $0.stage)?[$0.name] }
  }

  /// The stage and the name in the id of a number.
  static func parts(of id: String) -> (stage: String, name: String)? {
    guard let dot = id.lastIndex(of: ".") else { return nil }
    return (String(id[..<dot]), String(id[id.index(after: dot)...]))
  }

  /// The stage that makes a path and has a record, or is of the machine.
  func maker(of path: String) -> Stage? { pipeline.maker(of: path).map { pipeline[$0] } }
}
