import CHost

/// This machine and this process: names, clock, processors, programs.
package enum Machine {
  /// System and processor architecture: `linux x86_64`.
  package static let platform = names { system, architecture, size in
    host_platform(system, architecture, size)
  }.joined(separator: " ")

  /// The machine's own name; empty when it has none.
  package static var hostName: String {
    names { name, _, size in host_name(name, size) }.first ?? ""
  }

  /// What changes at every start of the system, or `nil` where it does not say.
  package static var bootID: String? {
    guard let bytes = try? Files.read("/proc/sys/kernel/random/boot_id", limit: 64) else {
      return nil
    }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// How many processors this process may run on, at least 1.
  package static var processorCount: Int { Int(host_processor_count()) }

  /// The id of this process.
  package static var processID: Int32 { host_process_id() }

  /// The present time by the clock on the wall.
  package static var now: Moment {
    var (seconds, nanoseconds): (Int64, Int64) = (0, 0)
    host_now(&seconds, &nanoseconds)
    return Moment(seconds: seconds, nanoseconds: nanoseconds)
  }

  /// A clock that only goes forward: the time since some moment that stays the same.
  package static var uptime: Duration { .nanoseconds(host_monotonic()) }

  /// A variable of this process's environment, or `nil` when it is unset or not UTF-8.
  package static func variable(_ name: String) -> String? {
    guard let value = host_variable(name) else { return nil }
    return String(validatingCString: value)
  }

  /// The working directory.
  package static func currentFolder() throws(HostError) -> String {
    var failure: Int32 = 0
    let path = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      failure = host_current_folder(buffer.baseAddress, buffer.count)
      return failure == 0 ? buffer.baseAddress.flatMap { String(validatingCString: $0) } : ""
    }
    try Files.check(.inspect, ".", failure)
    guard let path else { throw .nameNotUTF8(folder: ".", shown: "working directory") }
    return path
  }

  /// Makes a folder the working directory, for the whole process.
  package static func enter(_ folder: String) throws(HostError) {
    try Files.forbidNUL(folder)
    try Files.check(.enter, folder, host_enter_folder(folder))
  }

  /// The program a name stands for, as a shell would find it: an absolute path, links not resolved.
  ///
  /// `path` lists the folders to look in, separated by `:`; an empty one is the working directory.
  /// A name with a `/` is looked for nowhere else. The answer is `nil` when there is none.
  package static func executable(named name: String, path: String) -> String? {
    places(of: name, path: path).first(where: isProgram).flatMap(absolute)
  }

  /// Where a program is looked for, in this order.
  package static func places(of name: String, path: String) -> [String] {
    guard !name.isEmpty else { return [] }
    if name.utf8.contains(UInt8(ascii: "/")) { return [name] }
    return path.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { $0.isEmpty ? name : "\(Substring($0))/\(name)" }
  }

  private static func isProgram(_ path: String) -> Bool {
    guard let status = try? Files.status(path), status.kind == .file else { return false }
    return host_may_execute(path)
  }

  private static func absolute(_ path: String) -> String? {
    if path.utf8.first == UInt8(ascii: "/") { return path }
    guard let folder = try? currentFolder() else { return nil }
    return "\(folder)/\(path)"
  }

  private static func names(
    _ ask: (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?, Int) -> Int32
  ) -> [String] {
    let size = 256
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2 * size) { buffer in
      buffer.initialize(repeating: 0)
      guard let first = buffer.baseAddress, ask(first, first + size, size) == 0 else { return [] }
      return [String(cString: first), String(cString: first + size)]
    }
  }
}
