import Glibc
import Synchronization
package import Text

/// What JSON Schemas mean, by an outside authority: Debian's python3-jsonschema, one process for
/// all documents of a test run.
package final class Validator: Sendable {
  /// The validator; `nil` where python3-jsonschema is not installed.
  package static let shared = Validator()

  /// What keeps the authority from answering.
  package struct Silence: Error { let schema: String }

  /// The interpreter that Debian's package belongs to; the first one on `PATH` may know no schemas.
  private static let interpreter = "/usr/bin/python3"

  private let socket: Mutex<Int32>

  /// A line asked is a schema's name and a document, a line answered the list of what is wrong.
  private static let program = #"""
    import glob, json, os, sys
    try:
        from jsonschema import Draft202012Validator, RefResolver
    except ImportError:
        sys.exit()
    print("ready", flush=True)
    schemas = {os.path.basename(path): json.load(open(path))
               for path in glob.glob(sys.argv[1] + "/*.schema.json")}
    def validator(schema):
        Draft202012Validator.check_schema(schema)
        resolver = RefResolver(schema["$id"], schema, store=schemas)
        return Draft202012Validator(schema, resolver=resolver)
    validators = {name: validator(schema) for name, schema in schemas.items()}
    for line in sys.stdin:
        name, document = line.split(" ", 1)
        known = validators.get(name + ".schema.json")
        errors = known.iter_errors(json.loads(document)) if known else []
        words = [error.json_path + ": " + error.message[:200] for error in errors]
        print(json.dumps(words if known else ["there is no such schema"]), flush=True)
    """#

  private init?() {
    guard let socket = Self.start(), Self.line(from: socket) == "ready" else { return nil }
    self.socket = Mutex(socket)
  }

  /// What is wrong with a document by a schema, in the words of the authority.
  package func faults(in document: JSON, by schema: String) throws -> [String] {
    let answer = socket.withLock { socket in
      Self.send("\(schema) \(document.compact)\n", to: socket)
      return Self.line(from: socket)
    }
    guard let answer else { throw Silence(schema: schema) }
    let faults = try JSON.read(Array(answer.utf8), file: "python3-jsonschema")
    return faults.array?.compactMap(\.string) ?? []
  }
}

extension Validator {
  /// Starts the process; it ends when this one does, because it reads until the socket closes.
  private static func start() -> Int32? {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let arguments = [interpreter, "-c", program, Schemas.folder]
    let environment = ["PATH=\(path)", "PYTHONUTF8=1"]
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, interpreter, &actions, nil, words, variables)
    if code != 0 { close(ends[0]) }
    return code == 0 ? ends[0] : nil
  }

  private static func send(_ text: String, to socket: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// The next line; `nil` when the process has ended.
  private static func line(from socket: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = recv(socket, &byte, 1, 0)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
