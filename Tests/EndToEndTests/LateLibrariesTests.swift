import Host
import Testing

/// What holds where a library that is loaded late cannot be: the loader finds an empty file first.
struct LateLibrariesTests {
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: cat in > out, inputs: [in], outputs: [out] }
    """

  private func project(without library: String) throws -> Workspace {
    let w = try Workspace(Self.pipeline, files: ["in": "in\n", "../broken/\(library)": ""])
    w.environment["LD_LIBRARY_PATH"] = "\(w.root)/broken"
    return w
  }

  @Test func `without libcrypto nothing is begun, and what to install is told`() throws {
    let w = try project(without: "libcrypto.so.3")
    try w.assay(
      "run",
      stderr: """
        assay needs libcrypto.so.3 of OpenSSL: <root>/broken/libcrypto.so.3: file too short
          hint: install libssl3
        """, code: 2)
    w.environment["LD_LIBRARY_PATH"] = nil
    #expect(try w.runs())
    #expect(try w.runs("verify"))
  }

  @Test(arguments: [
    ("libzip.so.4", "a.xlsx", "libzip4"), ("libxml2.so.2", "a.xrdml", "libxml2"),
    ("libtiff.so.6", "a.tif", "libtiff6"),
  ])
  func `without a library that reads a format all but that goes on`(
    library: String, file: String, package: String
  ) throws {
    let w = try project(without: library)
    try w.write("../broken/libzip.so.5", "")
    try w.write("a.xrdml", "<x xmlns=\"http://www.xrdml.com/XRDMeasurement/1.5\"/>")
    #expect(try w.call(["python3", "-c", Self.workbook]).code == 0)
    #expect(try w.runs())
    try w.write("a.tif", "II*\0")
    let told = try w.call([Workspace.assay, "cells", file])
    #expect(told.code == 2 && told.stdout == "")
    #expect(told.stderr.hasPrefix("assay needs \(library): "))
    #expect(told.stderr.hasSuffix("\n  hint: install \(package)\n"))
  }

  private static let workbook = """
    import zipfile
    with zipfile.ZipFile("a.xlsx", "w") as book: book.writestr("xl/workbook.xml", "<workbook/>")
    """

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
