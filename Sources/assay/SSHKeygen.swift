import ArgumentParser
import Host
import Text

/// `ssh-keygen`, which signs and looks at signatures as git has it do.
enum SSHKeygen {
  /// What signatures are made for: one over anything else is none over a seal.
  static let namespace = "assay-seal"

  /// What signs: a private key, or a public one whose private key the agent holds.
  enum Key {
    case file(String)
    /// The text of a public key.
    case text(String)
  }

  /// Signs a message; the answer is the text of the signature.
  static func sign(_ message: [UInt8], with key: Key) throws -> String {
    try inFolder { folder in
      let file: String
      switch key {
      case .file(let path): file = path
      case .text(let text):
        file = "\(folder)/key.pub"
        try Files.write(text + "\n", to: file)
      }
      try Files.write(message, to: "\(folder)/message")
      let (code, log) = try run(
        ["sign", "-n", namespace, "-f", file, "\(folder)/message"], reading: "/dev/null", folder)
      // 255 is its own; above 128 a signal ended it.
      if (129..<255).contains(code) { throw ExitCode(Failure.interrupted) }
      guard code == 0 else { throw refusal(log) }
      return String(decoding: try Files.read("\(folder)/message.sig", limit: limit), as: UTF8.self)
    }
  }

  /// The fingerprint of the key that made a signature over a message; `nil` when it is none over it.
  static func key(of signature: String, over message: [UInt8]) throws -> String? {
    try inFolder { folder in
      try Files.write(message, to: "\(folder)/message")
      try Files.write(signature, to: "\(folder)/message.sig")
      let (code, log) = try run(
        ["check-novalidate", "-n", namespace, "-s", "\(folder)/message.sig"],
        reading: "\(folder)/message", folder)
      guard code == 0 else { return nil }
      return log.split { $0 == " " || $0 == "\n" }.first { $0.hasPrefix("SHA256:") }.map(
        String.init)
    }
  }

  /// Whose key made a signature over a message, by a file of allowed signers; `nil` for nobody's.
  static func owner(
    of signature: String, over message: [UInt8], among allowed: String
  ) throws -> String? {
    try inFolder { folder in
      try Files.write(message, to: "\(folder)/message")
      try Files.write(signature, to: "\(folder)/message.sig")
      let (code, names) = try run(
        ["find-principals", "-s", "\(folder)/message.sig", "-f", allowed], reading: "/dev/null",
        folder)
      guard code == 0 else { return nil }
      return try names.split(separator: "\n").map(String.init).first { name in
        let arguments = [
          "verify", "-n", namespace, "-I", name, "-f", allowed, "-s", "\(folder)/message.sig",
        ]
        return try run(arguments, reading: "\(folder)/message", folder).code == 0
      }
    }
  }

  private static let limit = 1 << 20

  private static let absent = Diagnostic(
    "`ssh-keygen` is not on the PATH", hint: "install openssh-client")

  private static func refusal(_ log: String) -> Diagnostic {
    let lines = log.split(whereSeparator: \.isNewline).map { "\n  | \(Escaped(String($0)))" }
      .joined()
    return Diagnostic("`ssh-keygen` did not sign" + lines)
  }

  private static func run(
    _ arguments: [String], reading input: String, _ folder: String
  ) throws -> (code: Int32, log: String) {
    let log = "\(folder)/log"
    guard
      let code = try Program.run(["ssh-keygen", "-Y"] + arguments, input: input, output: log)
    else { throw absent }
    return (code, String(decoding: try Files.read(log, limit: limit), as: UTF8.self))
  }

  private static func inFolder<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
    let folder = try Files.temporaryFolder("assay")
    defer { try? Files.removeTree(folder) }
    return try body(folder)
  }
}
