import Glibc
import Host
import Testing

/// Disks that are full, and places that cannot be written to: the run says so, and when there is room
/// again the next one is right.
///
/// `ASSAY_FULL_DISKS` says how many amounts of free space are tried in each place.
@Suite(.serialized, .enabled(if: Workspace.canMount, "file systems cannot be mounted here"))
struct FullDiskTests {
  /// What lies on a small file system of its own.
  private static let places = [".", ".assay", "results"]
  private static let page = 4096
  /// More than a run writes.
  private static let mostPages = 110

  @Test func `disks that fill up`() throws {
    let project = try DoomedProject()
    try Torture.spread("ASSAY_FULL_DISKS", 3, over: Self.places.count) { way, share, dice in
      let place = Self.places[way]
      return try Torture.numbers(upTo: Self.mostPages, share, &dice).map { pages in
        let faults = try faults(of: project, place, free: pages - 1)
        #expect(faults == [], "\(place) with \(pages - 1) free pages")
        return faults.isEmpty
      }
    }
  }

  @Test func `places that can only be read`() throws {
    let project = try DoomedProject()
    for place in [".", ".assay", "provenance", "results"] { try onlyRead(place, of: project) }
  }

  private func onlyRead(_ place: String, of project: DoomedProject) throws {
    try project.begin()
    let disk = try SmallDisk(beneath: project.w, at: place)
    disk.forbidWriting(true)
    let outcome = try project.w.end(of: project.w.start([Workspace.assay, "run", "-j2"]))
    #expect(outcome.code == 1, "\(outcome)")
    #expect(outcome.stderr.contains("`: Read-only file system\n"), "\(outcome)")
    disk.forbidWriting(false)
    #expect(try project.faults() == [], "\(outcome)")
    _ = consume disk
  }

  private func faults(of project: DoomedProject, _ place: String, free pages: Int) throws
    -> [String]
  {
    try project.begin()
    let disk = try SmallDisk(beneath: project.w, at: place)
    let filler = project.w.path("\(place)/\(place == "." ? ".git/" : "")filler")
    try fill(filler, leaving: pages)
    let outcome = try project.w.end(of: project.w.start([Workspace.assay, "run", "-j2"]))
    var faults: [String] = []
    let errors = outcome.stderr.split(separator: "\n").filter { $0.hasPrefix("error:") }
    if ![0, 1].contains(outcome.code) || (outcome.code == 1) == errors.isEmpty
      || outcome.stderr.contains("BUG")
    {
      faults.append("the run on a full disk: \(outcome)")
    }
    try Files.remove(filler)
    faults += try project.faults()
    _ = consume disk
    return faults.isEmpty ? [] : faults + ["\(outcome)"]
  }

  /// Fills a file system up to some last pages.
  private func fill(_ path: String, leaving pages: Int) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    let bytes = [UInt8](repeating: 0, count: Self.page)
    while Glibc.write(file, bytes, bytes.count) == bytes.count {}
    let size = lseek(file, 0, SEEK_END)
    #expect(ftruncate(file, max(0, size - pages * Self.page)) == 0)
  }
}

/// A small file system in the place of a folder of a project, with what the folder held.
struct SmallDisk: ~Copyable {
  private let path: String

  init(beneath w: Workspace, at place: String) throws {
    path = w.path(place)
    let copy = "\(w.root)/copy"
    try Files.removeTree(copy)
    #expect(try w.call(["cp", "-a", path, copy], in: "..").code == 0)
    #expect(
      try w.call(["mount", "-t", "tmpfs", "-o", "size=2m", "assay-test", path], in: "..").code == 0)
    #expect(try w.call(["cp", "-a", "\(copy)/.", path], in: "..").code == 0)
  }

  func forbidWriting(_ isForbidden: Bool) {
    let flags = UInt(MS_REMOUNT) | (isForbidden ? UInt(MS_RDONLY) : 0)
    #expect(mount("assay-test", path, "tmpfs", flags, "size=2m") == 0)
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}

extension Workspace {
  /// Whether this user may mount file systems.
  static let canMount: Bool = {
    guard getuid() == 0, let w = try? Workspace() else { return false }
    let command = ["sh", "-c", "mount -t tmpfs -o size=64k assay-test . && umount ."]
    return (try? w.call(command))?.code == 0
  }()
}
