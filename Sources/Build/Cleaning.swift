import Host
import Pipeline
import Store

/// Removes outputs that the store can give back whole, and nothing else.
package struct Cleaning {
  /// What became of something that stood there.
  package enum Fate: Sendable {
    case removed
    case kept(Reason)
  }

  /// Why something stays where it is.
  package enum Reason: Sendable {
    /// The store does not have all its bytes.
    case noCopy
    /// The folder holds a file that is no part of its content.
    case holdsStranger(String)
    /// Anything that knows how to say itself: a link in the way, a file that cannot be read.
    case told(any Error)
  }

  /// Whether it is only asked what would be done.
  private let isDry: Bool
  private var disk: Disk
  /// The same files, none of them overlooked.
  private var everything: Disk
  private let store = Store()

  package init(isDry: Bool) {
    self.isDry = isDry
    let cache = Snapshot.load()
    disk = Disk(cache: cache, ignoring: Glob.ignores)
    everything = Disk(cache: cache) { _ in false }
  }

  /// Removes the output of a stage at a path; `nil` when nothing stands there.
  package mutating func clean(_ path: String, of stage: String) throws -> Fate? {
    do {
      guard let content = try disk.content(of: path, as: .output) else { return nil }
      guard try store.holdsWhole(content) else { return .kept(.noCopy) }
      if let stranger = try stranger(in: path, content) {
        return .kept(.holdsStranger("\(path)/\(stranger)"))
      }
      // The way there must not lead out of the project.
      try Files.makeFolders(parent(of: path))
    } catch {
      return .kept(.told(error))
    }
    if !isDry { try remove(path, of: stage) }
    return .removed
  }

  /// What lies in a folder and is no part of its content.
  private mutating func stranger(in path: String, _ content: Content) throws -> String? {
    guard content.kind == .folder else { return nil }
    let known = Set(try disk.tree(of: path, as: .output).entries.map(\.name))
    return try everything.tree(of: path, as: .output).entries.map(\.name)
      .first { !known.contains($0) }
  }

  /// Takes a path away in one step, then the folders above it that are empty now.
  private func remove(_ path: String, of stage: String) throws {
    var aside = Aside(stage: stage, time: Machine.now.description)
    try aside.move(path, isInStore: true)
    _ = aside.settle()
    var folder = parent(of: path)
    while folder != ".", (try? Files.removeFolder(folder)) == true { folder = parent(of: folder) }
  }
}
