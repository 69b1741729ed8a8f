import CHost

/// A program of the system that answers a question and ends at once.
enum Program {
  /// What it prints, whatever its exit code; `nil` when it is not there.
  static func output(of arguments: [String]) throws(HostError) -> String? {
    var texts: [CChar] = []
    for argument in arguments {
      try Files.forbidNUL(argument)
      texts += argument.utf8CString
    }
    var (process, output): (Int32, Int32) = (0, -1)
    guard host_program_start(&texts, arguments.count, &process, &output) == 0 else { return nil }
    defer { _ = host_program_end(process) }
    let pipe = Descriptor(output)
    var bytes: [UInt8] = []
    _ = try pipe.pass(arguments[0], expecting: 0) { (block) throws(HostError) in bytes += block }
    return String(decoding: bytes, as: UTF8.self)
  }
}
