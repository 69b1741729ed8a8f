import CGit2
import Testing

@testable import Git

@Suite struct GitErrorTests {
  @Test(arguments: [
    (
      GitError.libraryMissing(reason: "libgit2.so.1.5: no such file"),
      "the history cannot be read: libgit2 \(LIBGIT2_SOVERSION) cannot be loaded "
        + "(libgit2.so.1.5: no such file); "
        + "install the package libgit2-\(LIBGIT2_SOVERSION), or build assay again"
    ),
    (
      .notOwned(path: "/p"),
      "the git repository at /p belongs to another user; "
        + "if you trust it: git config --global --add safe.directory '/p'"
    ),
    (
      .unsupportedFormat(path: "/p", extension: "objectformat"),
      "the git repository at /p names its objects by SHA-256, which libgit2 cannot read; "
        + "provenance needs a SHA-1 repository (git init --object-format=sha1)"
    ),
    (
      .unsupportedFormat(path: "/p", extension: "refstorage"),
      "the git repository at /p uses the format extension `refstorage`, which libgit2 cannot read"
    ),
    (
      .bare(path: "/p"),
      "the git repository at /p is bare; work in a clone or in a worktree of it"
    ),
    (
      .damaged(path: "/p", detail: "bad header"),
      "the git repository at /p cannot be read (bad header); git fsck tells what is broken"
    ),
    (
      .missingObject(id: "abc", path: "/p"),
      "the git repository at /p lacks the object abc; "
        + "in a partial clone fetch it (git fetch --refetch --no-filter), else see git fsck"
    ),
    (
      .filtered(path: "a.csv", by: "filter=lfs"),
      "a.csv is stored in git through filter=lfs, which only git itself can run; "
        + "its content cannot be compared with the history"
    ),
    (.noSuchPath("a.csv"), "a.csv is neither in the working tree nor in HEAD"),
    (.notAFile("raw"), "raw is no file, so it has no lines"),
    (.noSuchLine(3, path: "a.csv", count: 1), "a.csv has no line 3: it has 1 line"),
    (.noSuchLine(3, path: "a.csv", count: 0), "a.csv has no line 3: it has 0 lines"),
    (
      .unreadable(path: "a.csv", reason: "Permission denied"),
      "a.csv cannot be read: Permission denied"
    ),
  ])
  func `every error says what is wrong and what to do`(error: GitError, text: String) {
    #expect(error.description == text)
  }
}
