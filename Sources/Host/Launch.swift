/// A command to be started, with all that it gets.
package struct Launch: Hashable, Sendable {
  /// A variable of the command's environment.
  package struct Variable: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// The program and its arguments; a program without a `/` is looked for in the `PATH` below.
  package let arguments: [String]
  /// The whole environment; nothing else is passed.
  package let environment: [Variable]
  /// The file that takes standard output and standard error; made new.
  package let log: String
  /// The folder that `TMPDIR` names: processes of a killed run are recognized by it.
  package let temporaryFolder: String
  /// The file that takes down what the command's processes were seen to do; `nil`: nobody looks.
  package let sightings: String?
  /// What it may touch of the project; `nil`: everything.
  ///
  /// A command that is confined must be observed too.
  package let sandbox: Sandbox?

  /// The paths of the project that a command may touch; each must be there when it starts.
  ///
  /// Outside of the project it may read everything and write only its temporary folder. It gets no
  /// sockets to other machines.
  package struct Sandbox: Hashable, Sendable {
    /// Files, and folders with all in them.
    package let readable: [String]
    /// Files that it may write, and folders in which it may make anything.
    package let writable: [String]

    /// Makes a sandbox.
    package init(readable: [String], writable: [String]) {
      self.readable = readable
      self.writable = writable
    }
  }

  /// A command from its parts, its variables as pairs of name and value.
  package init(
    arguments: [String], environment: [(String, String)], log: String, temporaryFolder: String,
    sightings: String? = nil, sandbox: Sandbox? = nil
  ) {
    self.arguments = arguments
    self.environment = environment.map { Variable(name: $0.0, value: $0.1) }
    self.log = log
    self.temporaryFolder = temporaryFolder
    self.sightings = sightings
    self.sandbox = sandbox
  }
}

extension Launch {
  /// The texts as the keeper takes them, each with a NUL at its end.
  func encoded() throws(HostError) -> [UInt8] {
    var bytes: [UInt8] = []
    let variables = environment.map { "\($0.name)=\($0.value)" }
    let confines = (sandbox?.readable ?? []) + (sandbox?.writable ?? [])
    for text in [log, temporaryFolder, sightings ?? ""] + arguments + variables + confines {
      try Files.forbidNUL(text)
      bytes += text.utf8
      bytes.append(0)
    }
    return bytes
  }
}
