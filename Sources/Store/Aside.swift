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
    let root =
      isInStore
      ? "\(Layout.hold)/\(stage)" : try Self.free("\(Layout.aside)/\(time)-\(stage)", path)
    let target = "\(root)/\(path)"
    try Files.makeFolders(parent(of: target))
    if isInStore { try Files.removeTree(target) }
    try Files.rename(path, to: target)
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
  package mutating func settle() throws -> [String] {
    if moved.contains(where: \.isHeld) { try Files.removeTree("\(Layout.hold)/\(stage)") }
    defer { moved = [] }
    return moved.filter { !$0.isHeld }.map(\.to)
  }

  /// The stage failed: what it left is moved aside and the old outputs come back.
  ///
  /// Returns where the stage's own partial outputs lie now.
  package mutating func putBack(outputs: [String]) throws -> [String] {
    var partial = Aside(stage: stage, time: time)
    for path in outputs {
      guard let status = try Files.status(path, followingLinks: false) else { continue }
      if status.kind == .folder, (try? Files.entries(of: path))?.isEmpty == true {
        // Nobody loses an empty folder, least of all the one made for the stage.
        try Files.removeTree(path)
      } else {
        try partial.move(path, isInStore: false)
      }
    }
    for item in moved.reversed() {
      try Files.makeFolders(parent(of: item.path))
      try Files.rename(item.to, to: item.path)
    }
    moved = []
    return partial.moved.map(\.to)
  }

  /// Drops what a run that was killed still held; the store has all of it.
  package static func dropHeld() throws { try Files.removeTree(Layout.hold) }
}
