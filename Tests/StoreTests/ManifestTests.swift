import Host
import Testing

@testable import Store

struct ManifestTests {
  private let lines = [
    ManifestLine(.input, ["a.csv", "file", "11"]), ManifestLine(.command, ["sort", "a.csv"]),
    ManifestLine(.platform, ["linux x86_64"]),
  ]

  @Test func `the key is the digest of netstrings that a shell can make`() {
    let fields = "7:command,4:sort,5:a.csv,"
    let bytes = "16:assay manifest 1,\(fields.utf8.count):\(fields),"
    let manifest = Manifest([ManifestLine(.command, ["sort", "a.csv"])])
    #expect(String(decoding: manifest.bytes, as: UTF8.self) == bytes)
    // printf '16:assay manifest 1,25:7:command,4:sort,5:a.csv,,' | sha256sum
    #expect(
      manifest.key.hex == "4c388248499d748116f400ba3dcf0d0fe74efd5ea48cb700225ec46064064da5")
  }

  @Test func `the order in which facts were found does not matter`() {
    #expect(Manifest(lines).key == Manifest(lines.reversed()).key)
  }

  @Test func `a field cannot imitate another field or line`() {
    let honest = Manifest([ManifestLine(.command, ["a", "b"])])
    let imitation = Manifest([ManifestLine(.command, ["a,1:b"])])
    #expect(honest.key != imitation.key)
  }

  @Test func `the machine is in the key and not in the recipe`() {
    let here = Manifest(lines)
    let there = Manifest(lines.dropLast() + [ManifestLine(.platform, ["linux aarch64"])])
    #expect(here.recipe == there.recipe)
    #expect(here.key != there.key)
  }

  @Test func `discovered files are in the key and not in the static key`() {
    let found = Manifest(lines + [ManifestLine(.found, ["b.csv", "file", "22"])])
    #expect(found.staticKey == Manifest(lines).staticKey)
    #expect(found.key != found.staticKey)
  }

  @Test func `a manifest is read back from the bytes that its key names`() throws {
    let manifest = Manifest(lines)
    #expect(Manifest(bytes: manifest.bytes) == manifest)
    #expect(Manifest(bytes: manifest.bytes.dropLast()) == nil)
    #expect(Manifest(bytes: Array("16:assay manifest 2,".utf8)) == nil)
  }

  @Test func `changes are told by subject, old to new`() {
    let earlier = Manifest(lines)
    let now = Manifest([
      ManifestLine(.input, ["a.csv", "file", "33"]), ManifestLine(.command, ["sort", "a.csv"]),
      ManifestLine(.platform, ["linux x86_64"]), ManifestLine(.parameter, ["p", "integer", "1"]),
    ])
    #expect(
      now.changes(since: earlier) == [
        Change(what: "input a.csv", old: "file 11", new: "file 33"),
        Change(what: "parameter p", old: nil, new: "integer 1"),
      ])
  }
}
