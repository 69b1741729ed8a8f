import Host

/// An empty project to write into; it is the working directory while the body runs.
///
/// The tests of the rooms run one after another, because a process has one working directory.
func inScratchProject(_ body: () throws -> Void) throws {
  let before = try Machine.currentFolder()
  let folder = try Files.temporaryFolder("assay-store")
  try Machine.enter(folder)
  defer {
    try? Machine.enter(before)
    try? Files.removeTree(folder)
  }
  try Files.makeFolders(".assay")
  try body()
}

func write(_ text: String, to path: String) throws { try Files.write(text, to: path) }

func read(_ path: String) throws -> String {
  String(decoding: try Files.read(path), as: UTF8.self)
}
