import CHost
import Synchronization

/// A file being written under a name of its own, then given its final name as a whole.
///
/// Whoever reads the final name sees the old content or the new, never a part. When the file is
/// given up its own name is removed; a kill can leave one behind, which begins with `.assay-` and
/// so belongs to no output.
struct NewFile: ~Copyable {
  let file: Descriptor
  private let temporary: String
  private let path: String
  private var isNamed = false

  private static let count = Atomic<UInt64>(0)

  /// Makes an empty file beside a path.
  init(beside path: String, _ mode: FileMode) throws(HostError) {
    try Files.forbidNUL(path)
    let prefix = Files.split(path).parent + (path.utf8.contains(UInt8(ascii: "/")) ? "/" : "")
    var temporary = ""
    let file = try Descriptor(.write, path) { number in
      var code = EEXIST
      while code == EEXIST {
        let turn = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        temporary = "\(prefix).assay-\(host_process_id())-\(turn)"
        code = host_open_new(HOST_HERE, temporary, mode.rawValue, &number)
      }
      return code
    }
    self.file = file
    self.temporary = temporary
    self.path = path
  }

  /// Gives the file its final name; what stood there before is gone.
  mutating func rename(to name: String) throws(HostError) {
    try Files.check(.write, path, host_rename(HOST_HERE, temporary, HOST_HERE, name))
    isNamed = true
  }

  deinit {
    if !isNamed { _ = host_remove_file(HOST_HERE, temporary) }
  }
}
