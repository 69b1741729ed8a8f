import Host
import Pipeline
import Quantity
import Store
import Text

/// How the numbers of a stage stand before anything is calculated again.
package enum Standing: Sendable {
  /// The stage declares no numbers.
  case silent
  /// Neither record nor numbers are there.
  case neverRun
  /// A record holds them.
  case held(Holding)
  /// What is there is not what the record says; `names` are the numbers the record knows.
  case doubted(Doubt, names: [String])
}

extension Standing {
  /// A file of numbers larger than this is refused.
  private static let limit = 256 << 20

  /// Looks at a stage's record, its numbers on disk and their committed copy.
  init(of stage: Stage) throws {
    guard let declared = stage.numbers else {
      self = .silent
      return
    }
    let copy = Layout.numbers(of: stage.name)
    let (record, fault) = Self.record(of: stage)
    guard let record, let output = record.numbers else {
      let found = try [declared, copy].first { try Files.status($0) != nil }
      self =
        found.map { .doubted(.unrecorded(stage: stage.name, path: $0, fault), names: []) }
        ?? .neverRun
      return
    }
    var copies: [(path: String, bytes: [UInt8])] = []
    for path in stage.isMachine ? [output.path] : [output.path, copy]
    where try Files.status(path) != nil {
      // A second copy is of no use but to be other than recorded.
      if !copies.isEmpty, try Files.digest(of: path).digest == output.content.digest { continue }
      copies.append((path, try Files.read(path, limit: Self.limit)))
    }
    do throws(Doubt) {
      self = .held(try Self.holding(of: stage, record, output, copies))
    } catch {
      self = .doubted(error, names: record.values.map(\.name))
    }
  }

  private static func record(of stage: Stage) -> (Record?, RecordFault?) {
    do throws(RecordFault) {
      return (try Records.read(stage.name, isMachine: stage.isMachine), nil)
    } catch {
      return (nil, error)
    }
  }

  /// The numbers, when every copy has the bytes that the record names.
  private static func holding(
    of stage: Stage, _ record: Record, _ output: Action.Output,
    _ copies: [(path: String, bytes: [UInt8])]
  ) throws(Doubt) -> Holding {
    for copy in copies {
      let found = Digest.of(copy.bytes)
      guard found != output.content.digest else { continue }
      let file = try? NumbersFile.read(copy.bytes, file: copy.path)
      throw .altered(
        stage: stage.name, path: copy.path, recorded: output.content.digest, found: found,
        file.map { Shift.between(record.values, $0.numbers) })
    }
    guard let copy = copies.first else { throw .gone(stage: stage.name, path: output.path) }
    let file = try file(copy.bytes, at: copy.path, of: stage)
    let shifts = Shift.between(record.values, file.numbers)
    guard shifts.isEmpty else {
      throw .contradicted(stage: stage.name, path: copy.path, shifts)
    }
    return Holding(
      stage: stage, record: record, file: file, path: copy.path,
      isRebuiltHere: copy.path == output.path)
  }

  private static func file(
    _ bytes: [UInt8], at path: String, of stage: Stage
  ) throws(Doubt) -> NumbersFile {
    do throws(Diagnostic) {
      return try NumbersFile.read(bytes, file: path)
    } catch {
      throw .malformed(stage: stage.name, error)
    }
  }
}
