import Host
import Testing

extension Workspace {
  /// The repository that holds this test.
  static let repository = String(#filePath.dropLast("/Tests/EndToEndTests/Paper.swift".count))

  /// A fresh repository of the files of this one, in which `assay` is on the `PATH`.
  static func paper() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.copyTrackedFiles()
    workspace.environment["PATH"] =
      "\(assay.dropLast("/assay".count)):\(Machine.variable("PATH") ?? "/usr/bin:/bin")"
    // Compilers keep what they know of the machine in the user's own home.
    workspace.environment["HOME"] = Machine.variable("HOME")
    return workspace
  }

  private func copyTrackedFiles() throws {
    let copy =
      #"cd "$1" && git ls-files -coz --exclude-standard | tar -c --null -T - | tar -x -C "$2""#
    #expect(try call(["sh", "-c", copy, "sh", Self.repository, path(".")]).code == 0)
    try git("init", "-q", "-b", "main")
    try commit("Begin")
  }
}
