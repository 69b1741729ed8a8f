import Host

/// What stood in the way of a stage's outputs, kept so that no byte of anybody else is destroyed.
///
/// Bytes that the store has too are *held* while the stage runs and dropped when it ends well;
/// all others are moved to `.assay/aside/TIME-STAGE/` for good, and named.
package struct Aside {
  private let stage: String
  private let time: String
  /// Where each output went, in the order of moving.
  private var moved: [(path: String, to: String, isHeld: Bool)] = []

  package init(stage: String, time: String) {
    self.stage = stage
    self.time = time
  }

  /// Moves away what stands at an output's path.
  package mutating func move(_ path: String, isInStore: Bool) throws {
    let target =
      isInStore
      ? "\(Layout.hold)/\(stage).\(moved.count)"
      : "\(try Self.free("\(Layout.aside)/\(time)-\(stage)", path))/\(path)"
    try Files.makeFolders(parent(of: target))
    if isInStore { try Files.removeTree(target) }
    try Files.carry(path, to: target)
    moved.append((path, target, isInStore))
  }

  /// A folder under `aside` in which the path is not taken: two runs may share a second.
  private static func free(_ root: String, _ path: String) throws -> String {
    var candidate = root
    var number = 2
    while try Files.status("\(candidate)/\(path)", followingLinks: false) != nil {
      candidate = "\(root)-\(number)"
      number += 1
    }
    return candidate
  }

  /// The stage ended well: what the store has is dropped; the rest is returned, to be named.
  ///
  /// What cannot be dropped is no reason to take back what is written down by now: the next run drops it.
  package mutating func settle() -> [String] {
    for item in moved where item.isHeld { try? Files.removeTree(item.to) }
    defer { moved = [] }
    return moved.filter { !$0.isHeld }.map(\.to)
  }

  /// The stage failed: what it left is moved aside and the old outputs come back.
  ///
  /// Where the stage itself put a link in the way, what lies behind it is not touched. Returns where
  /// the stage's own partial outputs lie now, and what cannot come back. As much as can be is put back
  /// before an error is thrown.
  package mutating func putBack(outputs: [String]) throws -> [String] {
    var partial = Aside(stage: stage, time: time)
    var firstError: (any Error)?
    func attempt(_ step: () throws -> Void) {
      do { try step() } catch { firstError = firstError ?? error }
    }
    for path in outputs where Self.isReached(path) {
      attempt { try partial.moveUnlessEmpty(path) }
    }
    var left: [String] = []
    for item in moved.reversed() {
      if Self.isReached(item.path) {
        attempt { try Self.putBack(item.to, at: item.path) }
      } else if !item.isHeld {
        left.append(item.to)
      }
    }
    moved = []
    if let firstError { throw firstError }
    return partial.moved.map(\.to) + left
  }

  /// Whether the way to a path leads through no link; the folders on it are made.
  private static func isReached(_ path: String) -> Bool {
    do { try Files.makeFolders(parent(of: path)) } catch {
      if case .leadsOutside = error { return false }
    }
    return true
  }

  /// Nobody loses an empty folder, least of all the one made for the stage.
  private mutating func moveUnlessEmpty(_ path: String) throws {
    guard let status = try Files.status(path, followingLinks: false) else { return }
    if status.kind == .folder, try Files.removeFolder(path) { return }
    try move(path, isInStore: false)
  }

  private static func putBack(_ held: String, at path: String) throws {
    try Files.makeFolders(parent(of: path))
    // Where a folder was made for the stage, a file may have stood.
    if try Files.status(path, followingLinks: false)?.kind == .folder {
      _ = try Files.removeFolder(path)
    }
    try Files.carry(held, to: path)
  }

  /// Drops what a run that was killed still held; the store has all of it.
  package static func dropHeld() throws { try Files.removeTree(Layout.hold) }
}
