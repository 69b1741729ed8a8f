// How much memory there is to share out.

import CHost

extension Machine {
  /// How much memory this process may share out, in bytes: the machine's, or less where a control
  /// group, as of a container, allows less.
  package static var memory: Int {
    let physical = Int(host_memory())
    let limits = (try? text(of: "/proc/self/cgroup")).map(memoryLimits) ?? []
    return limits.reduce(physical > 0 ? physical : .max, min)
  }

  /// What the control groups of this process and all above them allow.
  private static func memoryLimits(of groups: String) -> [Int] {
    memoryLimitFiles(of: groups).compactMap { file in
      (try? text(of: file)).flatMap { Int($0.prefix { $0 != "\n" }) }
    }
  }

  /// The files in which control groups of both versions state their limit.
  ///
  /// `groups` is what `/proc/self/cgroup` says. In a container the mount may begin below what it
  /// says: the folders above are asked too.
  static func memoryLimitFiles(of groups: String) -> [String] {
    groups.split(separator: "\n").flatMap { line -> [String] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let place: (root: String, file: String)? =
        if fields[1].isEmpty {
          ("/sys/fs/cgroup", "memory.max")
        } else if fields[1].split(separator: ",").contains("memory") {
          ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
        } else {
          nil
        }
      guard let place else { return [] }
      var files = ["\(place.root)/\(place.file)"]
      var folder = place.root
      for name in fields[2].utf8.split(separator: UInt8(ascii: "/")) {
        folder += "/\(Substring(name))"
        files.append("\(folder)/\(place.file)")
      }
      return files
    }
  }

  private static func text(of file: String) throws(HostError) -> String {
    String(decoding: try Files.read(file, limit: 1 << 16), as: UTF8.self)
  }
}
