import CHost
import Synchronization

/// A file being written under a name of its own, then given its final name as a whole.
///
/// Whoever reads the final name sees the old content or the new, never a part. When the file is
/// given up its own name is removed; a kill can leave one behind, which begins with `.assay-` and
/// so belongs to no output.
struct NewFile: ~Copyable {
  /// Where a file grows up.
  enum Place {
    /// In the folder of its final path, whatever leads there.
    case beside(String)
    /// In a folder of the tool's own, made when missing. Neither there nor to the final path does a link
    /// lead: if somebody put one in the way, the file is not made or not named.
    case folder(String)
  }

  let file: Descriptor
  private let temporary: String
  private let place: Place
  private var isNamed = false

  private static let count = Atomic<UInt64>(0)
  private static let process = host_process_id()

  /// Makes an empty file.
  init(_ place: Place, _ mode: FileMode) throws(HostError) {
    var temporary = ""
    switch place {
    case .beside(let path):
      try Files.forbidNUL(path)
      let prefix = Files.split(path).parent + (path.utf8.contains(UInt8(ascii: "/")) ? "/" : "")
      file = try Descriptor(.write, path) { number in
        Self.made(&temporary, prefix) { name in
          host_open_new(HOST_HERE, name, mode.rawValue, &number)
        }
      }
    case .folder(let folder):
      try Files.forbidNUL(folder)
      let isAbsolute = Files.isAbsolute(folder)
      func open(_ number: inout Int32) -> Int32 {
        Self.made(&temporary, "\(folder)/") { name in
          isAbsolute
            ? host_open_new(HOST_HERE, name, mode.rawValue, &number)
            : host_open_new_beneath(name, mode.rawValue, &number)
        }
      }
      file = try Descriptor(.write, folder) { number throws(HostError) in
        var code = open(&number)
        if code == ENOENT {
          try Files.makeFolders(folder)
          code = open(&number)
        }
        if code == ELOOP || code == EXDEV { throw .leadsOutside(path: folder) }
        return code
      }
    }
    self.temporary = temporary
    self.place = place
  }

  /// Tries one name after the other until none is taken.
  private static func made(
    _ name: inout String, _ prefix: String, _ open: (String) -> Int32
  ) -> Int32 {
    while true {
      let turn = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
      name = "\(prefix).assay-\(process)-\(turn)"
      let code = open(name)
      guard code == EEXIST else { return code }
    }
  }

  /// Gives the file its final path; what stood there before is gone.
  mutating func name(_ path: String) throws(HostError) {
    try Files.forbidNUL(path)
    if case .folder = place, !Files.isAbsolute(path) {
      let folder = try Files.openParent(of: path, beneath: ".")
      let name = Files.split(path).name
      try Files.check(.write, path, host_rename(HOST_HERE, temporary, folder.number, name))
    } else {
      try Files.check(.write, path, host_rename(HOST_HERE, temporary, HOST_HERE, path))
    }
    isNamed = true
  }

  deinit {
    if !isNamed { _ = host_remove_file(HOST_HERE, temporary) }
  }
}
