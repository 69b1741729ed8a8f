import CHost

/// The tokens that a `make -j` shares among the programs it starts, of which this process is one.
///
/// A program has one processor from whoever started it, and takes a token for each further one. What
/// was taken is given back when this goes out of sight, at the latest.
package struct Jobserver: ~Copyable {
  private let reading: Descriptor
  private let writing: Descriptor
  /// Which byte a token is may mean something to whoever gave it.
  private var tokens: [UInt8] = []

  /// How many tokens this process has.
  package var count: Int { tokens.count }

  /// What can be read when there is a token to take, for the one who waits for it.
  var descriptor: Int32 { reading.number }

  /// Joins what the variable `MAKEFLAGS` names; `nil` when it names nothing that is there.
  ///
  /// Descriptors are told by their numbers, and only a recipe that begins with `+` or names `$(MAKE)`
  /// gets them: nothing that this process opened may stand under these numbers yet.
  package static func join(_ flags: String?) -> Jobserver? {
    guard let flags, let (reading, writing) = paths(in: flags) else { return nil }
    var (reader, writer): (Int32, Int32) = (-1, -1)
    guard host_jobserver_open(reading, writing, &reader, &writer) == 0 else { return nil }
    return Jobserver(reading: Descriptor(reader), writing: Descriptor(writer))
  }

  private init(reading: consuming Descriptor, writing: consuming Descriptor) {
    self.reading = reading
    self.writing = writing
  }

  deinit { Self.write(tokens[...], to: writing) }

  /// Takes a token; `false` when there is none now.
  package mutating func take() -> Bool {
    var (byte, count): (UInt8, Int) = (0, 0)
    guard host_read(reading.number, &byte, 1, &count) == 0, count == 1 else { return false }
    tokens.append(byte)
    return true
  }

  /// Gives all tokens back but so many.
  package mutating func giveBack(keeping count: Int) {
    guard tokens.count > max(count, 0) else { return }
    Self.write(tokens[max(count, 0)...], to: writing)
    tokens.removeSubrange(max(count, 0)...)
  }

  /// There is room in a pipe for what came out of it.
  private static func write(_ tokens: ArraySlice<UInt8>, to file: borrowing Descriptor) {
    _ = tokens.withUnsafeBytes { host_write_all(file.number, $0.baseAddress, $0.count) }
  }

  /// The two ends of the pipe as paths; the last word about it counts, and none behind `--`, where
  /// variables stand.
  static func paths(in flags: String) -> (reading: String, writing: String)? {
    var told: Substring?
    for word in flags.split(separator: " ") {
      if word == "--" { break }
      for name in ["--jobserver-auth=", "--jobserver-fds="] where word.hasPrefix(name) {
        told = word.dropFirst(name.count)
      }
    }
    guard let told else { return nil }
    if told.hasPrefix("fifo:") {
      let path = String(told.dropFirst(5))
      return path.isEmpty ? nil : (path, path)
    }
    let numbers = told.split(separator: ",", omittingEmptySubsequences: false).map { Int32($0) }
    guard numbers.count == 2, let reading = numbers[0], let writing = numbers[1],
      reading >= 0, writing >= 0
    else { return nil }
    return ("/proc/self/fd/\(reading)", "/proc/self/fd/\(writing)")
  }
}
