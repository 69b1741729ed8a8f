import CHost
import Text

/// What the machine refused, as a fact; its words stand at the foot of this file.
package enum HostError: Error, Hashable, Sendable {
  /// What was being done when the machine refused.
  package enum Operation: String, Sendable {
    case inspect, read, list, write, copy, rename, remove, makeFolder = "make folder"
    case link, setPermissions = "set permissions of", lock, synchronize, enter, start
    case note = "leave a note of"
    case observe = "observe the reads of"
    case confine
  }

  /// The system refused an operation on a path, with its error number.
  case failed(Operation, path: String, code: Int32)
  /// A file was written to each time it was read.
  case changedWhileRead(path: String)
  /// A file is longer than its reader takes.
  case tooLarge(path: String, limit: Int)
  /// A folder holds a name that is not UTF-8; what is wrong in it is shown as U+FFFD.
  case nameNotUTF8(folder: String, shown: String)
  /// A path, argument or variable holds a NUL, which no system call can take.
  case holdsNUL(text: String)
  /// A way to an output leads through a symbolic link or out of the project.
  case leadsOutside(path: String)
  /// Other bytes came out of a file than its digest promised; they were put nowhere.
  case unexpectedContent(path: String, found: Digest)
  /// The wait for a lock was given up.
  case waitGivenUp(path: String)
  /// A program of the system that was asked gave no answer: its exit code, or 128 and the signal.
  case noAnswer(program: String, code: Int32)
  /// The process that runs the stages ended before its time.
  case keeperLost
  /// Processes of an earlier run do not end, though they were killed.
  case survivorsRemain([Int32])
}

extension HostError: CustomStringConvertible {
  /// The fact in words, one sentence without a final full stop.
  package var description: String {
    switch self {
    case .failed(let operation, let path, let code):
      "cannot \(operation.rawValue) `\(Escaped(path))`: \(Self.text(of: code))"
    case .changedWhileRead(let path):
      "`\(Escaped(path))` was changed by someone else while it was read"
    case .tooLarge(let path, let limit):
      "`\(Escaped(path))` is longer than the \(limit) bytes accepted here"
    case .nameNotUTF8(let folder, let shown):
      "the name `\(Escaped(shown))` in folder `\(Escaped(folder))` is not UTF-8"
    case .holdsNUL(let text):
      "`\(Escaped(text))` holds a NUL character"
    case .leadsOutside(let path):
      "the way to `\(Escaped(path))` leads through a symbolic link or out of the project"
    case .unexpectedContent(let path, let found):
      "`\(Escaped(path))` does not hold what its name says: its bytes have the digest \(found)"
    case .waitGivenUp(let path):
      "gave up waiting for the lock `\(Escaped(path))`"
    case .noAnswer(let program, let code):
      "`\(program)` gave no answer: it ended with exit code \(code)"
    case .keeperLost:
      "the process that runs the stages was ended from outside"
    case .survivorsRemain(let processes):
      "processes of an earlier run cannot be ended: "
        + processes.map(String.init).joined(separator: ", ")
    }
  }
}

extension HostError {
  /// Whether the system has no sandbox for a command.
  package var isAboutSandbox: Bool {
    if case .failed(.confine, _, _) = self { true } else { false }
  }

  /// Whether symbolic links lead round in a circle.
  package var isLinkLoop: Bool {
    if case .failed(_, _, ELOOP) = self { true } else { false }
  }

  /// The system's own words for an error number: `Permission denied`.
  static func text(of code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
      host_error_text(code, text.baseAddress, text.count)
      return text.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
