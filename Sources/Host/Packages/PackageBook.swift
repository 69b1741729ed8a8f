/// What files outside of the project belong to, each looked up once.
package struct PackageBook {
  /// Where no file is part of what is installed: the kernel's files and state of the moment.
  private static let passedOver = ["/proc/", "/sys/", "/dev/", "/run/", "/etc/ld.so.cache"]

  /// A longer file is known by its length unless its bytes count: nobody waits for a digest of what was
  /// only read.
  private static let longest: UInt64 = 64 << 20
  /// More files of nobody's are told by their folders.
  private static let fewFiles = 100

  private var known: [String: Package?] = [:]
  private var debian = Debian()
  private var python = Python()

  /// Makes an empty book.
  package init() {}

  /// The packages of files that a command read, sorted, less what lies in its temporary folder.
  ///
  /// Where they count, every file of nobody's is listed by its digest.
  package mutating func packages(
    of paths: [String], except temporary: String, counting counts: Bool
  ) throws(HostError) -> [Package] {
    let folder = temporary + "/"
    let paths = paths.filter { !$0.utf8.starts(with: folder.utf8) }
    try learn(paths.filter { known[$0] == nil })
    var packages = Set(paths.compactMap { known[$0] ?? nil })
    if counts {
      for package in packages where package.version.hasSuffix(Self.bytes) {
        packages.remove(package)
        let digest = try Files.digest(of: package.place).digest.hex
        packages.insert(Package(.file, package.name, digest, place: package.place))
      }
    } else if packages.count(where: { $0.kind == .file }) > Self.fewFiles {
      packages = Self.byFolder(packages)
    }
    return Self.named(packages).sorted {
      ($0.kind.rawValue, $0.name, $0.version) < ($1.kind.rawValue, $1.name, $1.version)
    }
  }

  /// The version of a package as it is installed now; `nil` when it is not.
  package mutating func version(of package: Package) throws(HostError) -> String? {
    switch package.kind {
    case .debian: try debian.version(of: package.name)
    case .interpreter, .python: python.version(of: package)
    case .r: Self.description(in: "\(package.place)/\(package.name)")
    case .file where package.name.hasSuffix(Self.all): package.version
    case .file:
      try Self.version(ofFile: package.place, byDigest: !package.version.hasSuffix(Self.bytes))
    }
  }

  private static let bytes = " bytes"
  private static let all = "/*"

  /// Files of nobody's by their folders and how many they are.
  private static func byFolder(_ packages: Set<Package>) -> Set<Package> {
    let files = packages.filter { $0.kind == .file }
    let folders = Dictionary(grouping: files) { Files.split($0.name).parent }
      .filter { $0.value.count > 1 }
    return packages.subtracting(folders.values.joined()).union(
      folders.map { folder, files in Package(.file, folder + all, "\(files.count) files") })
  }

  private static func version(ofFile path: String, byDigest: Bool) throws(HostError) -> String? {
    guard let status = try Files.status(path), status.kind == .file else { return nil }
    guard byDigest || status.identity.size <= longest else {
      return "\(status.identity.size)\(bytes)"
    }
    return try Files.digest(of: path).digest.hex
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
    return try Self.version(ofFile: path, byDigest: false)
      .map { Package(.file, path, $0, place: path) }
  }

  /// Files of nobody's by their names, with the folder only where two have the same: where they lie on
  /// this machine is nobody else's concern.
  private static func named(_ packages: Set<Package>) -> [Package] {
    let files = packages.filter { $0.kind == .file }
    let sharing = Dictionary(grouping: files) { ending(of: $0.name, 1) }
    return packages.subtracting(files)
      + sharing.flatMap { name, files in
        files.map { file in
          let name = files.count == 1 && name != "*" ? name : ending(of: file.name, 2)
          return Package(.file, name, file.version, place: file.place)
        }
      }
  }

  /// The last parts of a path.
  private static func ending(of path: String, _ count: Int) -> String {
    path.split(separator: "/").suffix(count).joined(separator: "/")
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
