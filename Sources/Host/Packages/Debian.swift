/// Packages of the system, as `dpkg-query` knows them; none where there is no dpkg.
struct Debian {
  private static let program = "/usr/bin/dpkg-query"
  /// Paths that are asked for in one call: a command line holds some 100 kB.
  private static let chunk = 500
  /// The installed version of each package.
  private var versions: [String: String]?

  /// The packages that files belong to, by path.
  mutating func owners(of paths: [String]) throws(HostError) -> [String: Package] {
    var owners: [String: Package] = [:]
    var asked: [String: String] = [:]
    for path in paths where !path.contains(where: { "*?[]\\".contains($0) }) {
      for name in Self.names(of: path) { asked[name] = path }
    }
    let names = asked.keys.sorted()
    for start in stride(from: 0, to: names.count, by: Self.chunk) {
      let some = names[start..<min(start + Self.chunk, names.count)]
      let answer = try Program.output(of: [Self.program, "--search", "--"] + some, upTo: 1) ?? ""
      for line in answer.split(separator: "\n") {
        guard let colon = line.ranges(of: ": /").first, !line.hasPrefix("diversion by "),
          let path = asked[String(line[line.index(colon.lowerBound, offsetBy: 2)...])],
          let name = line[..<colon.lowerBound].split(separator: ",").first.map(Self.bare),
          let version = try version(of: name)
        else { continue }
        owners[path] = Package(.debian, name, version)
      }
    }
    return owners
  }

  /// The version that is installed now; `nil` when none is.
  mutating func version(of package: String) throws(HostError) -> String? {
    if let versions { return versions[package] }
    let format = "${db:Status-Abbrev}\\t${Package}\\t${Version}\\n"
    let answer = try Program.output(of: [Self.program, "--show", "--showformat", format]) ?? ""
    var installed: [String: String] = [:]
    for line in answer.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      guard fields.count == 3, fields[0].hasPrefix("ii") else { continue }
      installed[String(fields[1])] = String(fields[2])
    }
    versions = installed
    return installed[package]
  }

  /// A file is listed under the name it was packed by, with or without the `/usr` that its folder is
  /// a link into today.
  private static func names(of path: String) -> [String] {
    path.hasPrefix("/usr/") ? [path, String(path.dropFirst(4))] : [path, "/usr" + path]
  }

  /// The name less its architecture.
  private static func bare(_ name: Substring) -> String {
    String(name.split(separator: ":").first ?? name)
  }
}
