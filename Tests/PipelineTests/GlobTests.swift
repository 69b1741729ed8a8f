import Testing

@testable import Pipeline

@Test(arguments: [
  ("*.csv", "a.csv", true), ("*.csv", "d/a.csv", false), ("*.csv", ".csv", false),
  ("a?.csv", "aé.csv", true), ("a?.csv", "a.csv", false), ("a??.csv", "aé.csv", false),
  ("a/*/c", "a/b/c", true), ("a/*/c", "a/c", false), ("a/*/c", "a/b/b/c", false),
  ("a/**", "a/b", true), ("a/**", "a/b/c/d", true), ("a/**", "a", false), ("**", "a", true),
  ("a/**/c", "a/c", true), ("a/**/c", "a/b/b/c", true), ("a/**/c", "a/b/d", false),
  ("**/**/x*y*z", "p/q/x-y-yz", true), ("**/x*y*z", "p/xzy", false),
  ("*a*b*c", "aabbcc", true), ("*a*b*c", "aabbccd", false), ("x*", "x", true),
  ("**", ".hidden", false), ("**", "a/.hidden/b", false), (".*", ".hidden", true),
  (".hidden/*", ".hidden/b", true), ("[a].csv", "[a].csv", true), ("[a].csv", "a.csv", false),
  ("stages/*/raw/**", "stages/icp/raw/x/y.csv", true),
  ("Sources/C*/**", "Sources/CHost/include/host.h", true),
  ("**", "a/provenance/x.json", false), ("provenance/*", "provenance/x.json", true),
  (".*", ".git", false), (".*/**", ".build/x", false), ("**/*.py", "__pycache__/a.py", false),
  ("*", "notes.txt~", false), ("*", "#notes#", false), ("*", "a.swp", false),
  ("*", "#1", true), ("*", "line\nbreak", true), ("a*b.csv", "ab.csv", true),
  ("a*b.csv", "a/b.csv", false), ("a?b", "ab", false), ("x", "ax", false), ("**/x", "x", true),
])
func `a glob matches what it says`(pattern: String, path: String, expected: Bool) {
  #expect(Glob(pattern).matches(path) == expected)
}

@Test(arguments: [
  ("a/*.csv", "a", true), ("a/*.csv", "b", false), ("a/*.csv", "a/b", false),
  ("a/**", "a/b/c", true), ("**/*.csv", "x/y", true), ("**/*.csv", ".git", false),
  ("a/*/c", "a/b", true), ("a/*/c", "a/b/c", false), ("a/**/c", "a/b/c", true),
  ("*", "a", false), ("*/x", "provenance", false),
])
func `a glob knows below which folders it may match`(
  pattern: String, folder: String, expected: Bool
) {
  #expect(Glob(pattern).couldMatch(beneath: folder) == expected)
}

@Test(arguments: [
  ("*.csv", ""), ("a/b/*.csv", "a/b"), ("a/b*/c", "a"), ("**", ""), ("a/**", "a"), ("a/b/?", "a/b"),
])
func `a glob knows the folder to begin in`(pattern: String, base: String) {
  #expect(Glob(pattern).base == base)
}

@Test func `a glob made to go astray is answered at once`() {
  let pattern = String(repeating: "*a", count: 200) + "b*"
  #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
  let folders = String(repeating: "**/a/", count: 40) + "b/*"
  #expect(!Glob(folders).matches(String(repeating: "a/", count: 200) + "c"))
}

@Test(arguments: [
  ".git", ".assay", ".build", ".build-release", "provenance", "__pycache__", ".DS_Store", "a~",
  "#a#", ".#a", "a.swp", ".a.swo",
])
func `folders of tools and droppings of editors are ignored`(name: String) {
  #expect(Glob.ignores(name))
}

@Test(arguments: ["a", ".gitignore", "build", "provenance.csv", "swp", "#a", "~a"])
func `other names are not ignored`(name: String) {
  #expect(!Glob.ignores(name))
}
