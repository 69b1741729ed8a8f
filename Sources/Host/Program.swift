import CHost

/// A program of the system that answers a question and ends at once.
package enum Program {
  /// What it prints; `nil` when it is not there.
  ///
  /// - Throws: `HostError.noAnswer` when it ends with a higher exit code than those of an answer.
  static func output(
    of arguments: [String], upTo highest: Int32 = 0
  ) throws(HostError) -> String? {
    var texts = try texts(of: arguments)
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

  /// Runs a program as a person would, with the terminal and all variables, and waits for its end.
  ///
  /// It reads the file `input`; what it prints, errors too, makes the file `output` new. The answer is its
  /// exit code, or 128 and the signal; `nil` when there is no such program in the `PATH`.
  package static func run(
    _ arguments: [String], input: String, output: String
  ) throws(HostError) -> Int32? {
    try Files.forbidNUL(input)
    try Files.forbidNUL(output)
    var texts = try texts(of: arguments)
    var ending: Int32 = 0
    let failure = host_program_run(&texts, arguments.count, input, output, &ending)
    if failure == ENOENT { return nil }
    try Files.check(.start, arguments[0], failure)
    return ending
  }

  /// The arguments as C takes them, one behind the other.
  private static func texts(of arguments: [String]) throws(HostError) -> [CChar] {
    var texts: [CChar] = []
    for argument in arguments {
      try Files.forbidNUL(argument)
      texts += argument.utf8CString
    }
    return texts
  }
}
