import CHost

/// A program of the system that answers a question and ends at once.
enum Program {
  /// What it prints; `nil` when it is not there.
  ///
  /// - Throws: `HostError.noAnswer` when it ends with a higher exit code than those of an answer.
  static func output(
    of arguments: [String], upTo highest: Int32 = 0
  ) throws(HostError) -> String? {
    var texts: [CChar] = []
    for argument in arguments {
      try Files.forbidNUL(argument)
      texts += argument.utf8CString
    }
    var (process, output): (Int32, Int32) = (0, -1)
    let failure = host_program_start(&texts, arguments.count, &process, &output)
    if failure == ENOENT { return nil }
    try Files.check(.start, arguments[0], failure)
    var bytes: [UInt8] = []
    do {
      let pipe = Descriptor(output)
      _ = try pipe.pass(arguments[0], expecting: 0) { (block) throws(HostError) in bytes += block }
    } catch {
      _ = host_program_end(process)
      throw error
    }
    let code = host_program_end(process)
    guard code <= highest else { throw .noAnswer(program: arguments[0], code: code) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
