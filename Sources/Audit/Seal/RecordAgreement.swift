import Host
import Quantity
import Store
import Text

/// Sealed records held against themselves, one another, and the files that are sealed beside them.
struct RecordAgreement {
  private let files: [SealedFile]
  private let digests: [String: Digest]
  private var records: [Record] = []
  private var faults: [(path: String, role: SealedFile.Role, message: String)] = []
  private var numbers: [String: NumbersFile] = [:]

  /// Reads records and copies of numbers; bytes that are not there are no finding of its own.
  init(of files: [SealedFile], bytes: (String) throws -> [UInt8]?) throws {
    self.files = files
    digests = Dictionary(files.map { ($0.path, $0.digest) }) { first, _ in first }
    for file in files where file.role == .record || file.role == .numbers {
      guard let bytes = try bytes(file.path), Digest.of(bytes) == file.digest else { continue }
      if file.role == .numbers {
        read(numbers: bytes, file)
      } else {
        read(record: bytes, file)
      }
    }
    compare()
  }

  /// What does not agree, told of a place.
  func findings(at place: SealFinding.Place) -> [SealFinding] {
    faults.map { SealFinding(place, $0.role.rawValue, $0.path, $0.message) }
  }

  private mutating func read(record bytes: [UInt8], _ file: SealedFile) {
    do throws(RecordFault) {
      let record = try Records.record(bytes, path: file.path)
      if Layout.record(of: record.stage, isMachine: false) == file.path {
        records.append(record)
      } else {
        faults.append((file.path, .record, "speaks of another stage, `\(Escaped(record.stage))`"))
      }
    } catch {
      faults.append((file.path, .record, error.reason))
    }
  }

  private mutating func read(numbers bytes: [UInt8], _ file: SealedFile) {
    guard let read = try? NumbersFile.read(bytes, file: file.path) else {
      faults.append((file.path, .numbers, "cannot be read as numbers"))
      return
    }
    numbers[file.path] = read
    for stated in file.numbers {
      let number = read[stated.name]
      let isSame =
        number?.value == stated.value && number?.unit.symbol == stated.unit
        && number?.uncertainty?.standard == stated.uncertainty
      if !isSame {
        faults.append(
          (file.path, .numbers, "says otherwise of `\(Escaped(stated.name))` than the seal does"))
      }
    }
  }

  private mutating func compare() {
    var made: [String: Content] = [:]
    for output in records.flatMap(\.outputs) { made[output.path] = output.content }
    for record in records {
      let path = Layout.record(of: record.stage, isMachine: false)
      for line in RecordedInputs(of: record).lines {
        let known = made[line.path]?.digest ?? digests[line.path]
        if line.kind != .link, let known, known != line.digest {
          let origin = made[line.path] == nil ? "is sealed" : "the record of its stage says"
          faults.append(
            (path, .record, "names other bytes of `\(Escaped(line.path))` than \(origin)"))
        }
      }
      for output in record.outputs where output.content.kind != .folder {
        if let sealed = digests[output.path], sealed != output.content.digest {
          faults.append(
            (path, .record, "names other bytes of `\(Escaped(output.path))` than are sealed"))
        }
      }
      compareNumbers(of: record, at: path)
    }
  }

  private mutating func compareNumbers(of record: Record, at path: String) {
    guard let output = record.numbers else { return }
    let copy = Layout.numbers(of: record.stage)
    guard let sealed = digests[copy] else {
      faults.append((path, .record, "has numbers, and their copy `\(Escaped(copy))` is not sealed"))
      return
    }
    if sealed != output.content.digest {
      faults.append((path, .record, "names other bytes of its numbers than are sealed"))
    } else if let file = numbers[copy], !Shift.between(record.values, file.numbers).isEmpty {
      faults.append((path, .record, "lists other values than `\(Escaped(copy))` holds"))
    }
  }
}
