/// What files outside of the project belong to, each looked up once.
package struct PackageBook {
  /// Where no file is part of what is installed: the kernel's files and state of the moment.
  private static let passedOver = ["/proc/", "/sys/", "/dev/", "/run/", "/etc/ld.so.cache"]

  private let home: String?
  private var known: [String: Package?] = [:]
  private var debian = Debian()
  private var python = Python()

  /// Makes an empty book; paths below the home folder are written with `~`.
  package init(home: String?) { self.home = home.flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// The packages of files that a command read, sorted; what is no file is passed over, and so is
  /// what lies in its temporary folder.
  package mutating func packages(
    of paths: [String], except temporary: String
  ) throws(HostError) -> [Package] {
    let paths = paths.filter { !$0.hasPrefix(temporary + "/") }
    try learn(paths.filter { known[$0] == nil })
    let packages = Set(paths.compactMap { known[$0] ?? nil })
    return packages.sorted {
      ($0.kind.rawValue, $0.name, $0.version) < ($1.kind.rawValue, $1.name, $1.version)
    }
  }

  /// The version of a package as it is installed now; `nil` when it is not.
  package mutating func version(of package: Package) throws(HostError) -> String? {
    switch package.kind {
    case .debian: try debian.version(of: package.name)
    case .interpreter, .python: python.version(of: package)
    case .r: Self.description(in: "\(package.place)/\(package.name)")
    case .file: try Self.isFile(package.place) ? Files.digest(of: package.place).digest.hex : nil
    }
  }

  private mutating func learn(_ paths: [String]) throws(HostError) {
    var files: [String] = []
    for path in paths {
      known[path] = .some(nil)
      guard !Self.passedOver.contains(where: path.hasPrefix), try Self.isFile(path) else {
        continue
      }
      files.append(path)
    }
    guard !files.isEmpty else { return }
    let owners = try debian.owners(of: files)
    for path in files {
      if let owner = owners[path] { known[path] = owner } else { known[path] = try owner(of: path) }
    }
  }

  /// What a file belongs to that is no package of the system's; settings of the machine are nobody's.
  private mutating func owner(of path: String) throws(HostError) -> Package? {
    if let package = python.owner(of: path) ?? Self.packageOfR(path) { return package }
    if path.hasPrefix("/etc/") { return nil }
    let digest = try Files.digest(of: path).digest.hex
    return Package(.file, shown(path), digest, place: path)
  }

  private func shown(_ path: String) -> String {
    guard let home, home != "/", path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  private static func isFile(_ path: String) throws(HostError) -> Bool {
    try Files.status(path)?.kind == .file
  }

  /// `NAME` of `…/library/NAME/…`, if that says that it is one.
  private static func packageOfR(_ path: String) -> Package? {
    let parts = path.split(separator: "/").map(String.init)
    guard let index = parts.lastIndex(where: { $0.hasSuffix("library") }), index + 2 < parts.count
    else { return nil }
    let library = "/" + parts[...index].joined(separator: "/")
    let name = parts[index + 1]
    return description(in: "\(library)/\(name)").map { Package(.r, name, $0, place: library) }
  }

  /// Source: "Writing R Extensions", 1.1.1, the DESCRIPTION file.
  private static func description(in folder: String) -> String? {
    guard let bytes = try? Files.read("\(folder)/DESCRIPTION", limit: 1 << 20) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let version = lines.first { $0.hasPrefix("Version:") }
    return version?.dropFirst("Version:".count).drop { $0 == " " }.description
  }
}
