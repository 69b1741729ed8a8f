import Host
import Testing

/// What holds where a library that is loaded late cannot be: the loader finds an empty file first.
struct LateLibrariesTests {
  /// A stage with an output of each length at which the padding of SHA-256 changes, and a long one.
  private static let pipeline = """
    assay: 1
    defaults: { access: declared }
    stages:
      a:
        run: "for n in 0 1 55 56 57 63 64 65 119 120 128 1000003; do head -c $n in > d/$n; done"
        inputs: [in]
        outputs: [d/]
    """

  private func project(without library: String) throws -> Workspace {
    let input = String(repeating: "Nickel, cobalt and manganese.", count: 40_000)
    let w = try Workspace(Self.pipeline, files: ["in": input, "../broken/\(library)": ""])
    w.environment["LD_LIBRARY_PATH"] = "\(w.root)/broken"
    return w
  }

  @Test func `without libcrypto every digest is what it is with it`() throws {
    let w = try project(without: "libcrypto.so.3")
    #expect(try w.runs())
    let blobs = try w.files(in: ".assay/cas")
    #expect(blobs.count > 12)
    for blob in blobs {
      let digest = try w.call(["sha256sum", ".assay/cas/\(blob)"]).stdout.prefix(64)
      #expect(blob.replacing("/", with: "") == digest)
    }
    w.environment["LD_LIBRARY_PATH"] = nil
    #expect(try w.runs("verify"))
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record")
  }

  @Test func `without libgit2 a run succeeds, and who asks the history is told`() throws {
    let w = try project(without: "libgit2.so.1.5")
    try w.initRepository()
    try w.commit("Begin")
    #expect(try w.runs())
    try w.assay(
      "gc",
      stderr: """
        error: it cannot be known what the history still needs: the history cannot be read: \
        libgit2 1.5 cannot be loaded (<root>/broken/libgit2.so.1.5: file too short); install the \
        package libgit2-1.5, or build assay again
          hint: nothing was moved
        """, code: 2)
  }
}
