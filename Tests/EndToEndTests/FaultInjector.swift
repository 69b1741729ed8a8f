import Host

/// What is made to happen at one system call of a run, through the program in `Tests/FaultInjector`.
struct Fault: CustomStringConvertible {
  /// Whose calls are counted.
  enum Role: String { case tool, keeper, warden }

  /// Which calls are counted.
  struct Calls: OptionSet {
    let rawValue: Int
    /// A file of the project is changed, or forced to the disk.
    static let changes = Calls(rawValue: 1)
    /// Another process is started, spoken to, or waited for.
    static let talks = Calls(rawValue: 2)
    /// A file of the project is read or looked for.
    static let reads = Calls(rawValue: 4)
  }

  let role: Role
  let calls: Calls
  /// As the program takes it: `kill=tk:9`.
  let action: String
  /// Of the command it happens to.
  let arguments: [String]

  init(
    _ action: String, at calls: Calls, of role: Role = .tool,
    in arguments: [String] = ["run", "-j2"]
  ) {
    self.arguments = arguments
    self.role = role
    self.calls = calls
    self.action = action
  }

  var description: String { "\(action) at \(kind)" }

  /// Which calls are counted, in words.
  var kind: String {
    "\(role.rawValue):\(calls.rawValue) of \(arguments.joined(separator: " "))"
  }
}

extension Workspace {
  /// A run to which something happened.
  struct Struck {
    /// How many calls were made of those that count.
    let calls: Int
    /// The call that it happened at; `nothing` when there were fewer.
    let hit: String
    /// How the tool ended: `exit 1`, `signal 9`.
    let ending: String
    let stdout: String
    let stderr: String
  }

  /// The program lies beside the tool.
  private static var injector: String { assay.dropLast("assay".count) + "fault-injector" }

  /// Whether the system lets one process stop another at its calls.
  static let canStrike: Bool = {
    guard let w = try? Workspace("assay: 1\nstages: {}") else { return false }
    return (try? w.strike(Fault("fail=5", at: .changes), at: 0)) != nil
  }()

  /// Runs `assay` to its end with a fault at one of its calls; at the 0th means never.
  func strike(_ fault: Fault, at number: Int) throws -> Struck? {
    let report = "\(root)/report"
    try Files.removeTree(report)
    let outcome = try end(
      of: start(
        [
          Self.injector, report, fault.role.rawValue, "\(fault.calls.rawValue)", "\(number)",
          fault.action, Self.assay,
        ] + fault.arguments))
    guard outcome.code == 0 else { return nil }
    let lines = String(decoding: try Files.read(report), as: UTF8.self).split(separator: "\n")
    guard lines.count == 3, let calls = Int(lines[0]) else { return nil }
    return Struck(
      calls: calls, hit: String(lines[1]), ending: String(lines[2]), stdout: outcome.stdout,
      stderr: outcome.stderr)
  }
}
