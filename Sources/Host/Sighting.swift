import CHost

/// A path that a command's processes named, and what they did with it.
package struct Sighting: Hashable, Sendable {
  /// What can be done with a path.
  package struct Uses: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// It was opened for reading, or run.
    package static let read = Uses(rawValue: HOST_READ.rawValue)
    /// It was asked whether it is there, and what it is.
    package static let lookedFor = Uses(rawValue: HOST_LOOKED_FOR.rawValue)
    /// The names in it were listed.
    package static let listed = Uses(rawValue: HOST_LISTED.rawValue)
    /// It was made, written, moved or removed.
    package static let wrote = Uses(rawValue: HOST_WROTE.rawValue)
    /// Nothing was there when it was written first.
    package static let made = Uses(rawValue: HOST_MADE.rawValue)
    /// Of `.`: a sandboxed command asked for the network.
    package static let network = Uses(rawValue: HOST_NETWORK.rawValue)
  }

  /// The path from the working directory on, `.` for that folder itself; absolute for what was read
  /// outside of it.
  package let path: String
  /// What was done with it.
  package let uses: Uses

  /// Whether it lies outside of the working directory.
  package var isOutside: Bool { path.utf8.first == UInt8(ascii: "/") }

  /// Makes a sighting.
  package init(_ path: String, _ uses: Uses) {
    self.path = path
    self.uses = uses
  }

  /// Reads what was taken down of one command, sorted by path; a name that is not UTF-8 is no path of
  /// a project.
  package static func all(in file: String) throws(HostError) -> [Sighting] {
    let bytes = try Files.read(file, limit: 1 << 30)
    let sightings = bytes.split(separator: 0).compactMap { line -> Sighting? in
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let uses = UInt32(String(decoding: line[..<blank], as: UTF8.self)),
        let path = String(validating: line[(blank + 1)...], as: UTF8.self)
      else { return nil }
      return Sighting(path, Uses(rawValue: uses))
    }
    return sightings.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
