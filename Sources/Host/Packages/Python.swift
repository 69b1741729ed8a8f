/// Distributions and installations of Python, by the files they leave.
///
/// Source: "Recording installed projects", Python Packaging User Guide (`*.dist-info`, `RECORD`).
struct Python {
  /// The distributions of a folder by the first part of the paths they install.
  private var folders: [String: [String: Package]] = [:]

  /// What a file belongs to; `nil` when it is no part of an installed Python.
  mutating func owner(of path: String) -> Package? {
    let parts = path.split(separator: "/").map(String.init)
    if let index = parts.lastIndex(where: { $0 == "site-packages" || $0 == "dist-packages" }) {
      guard index + 1 < parts.count else { return nil }
      let folder = "/" + parts[...index].joined(separator: "/")
      return distributions(in: folder)[Self.module(parts[index + 1])]
    }
    guard let index = parts.lastIndex(of: "lib") ?? parts.lastIndex(of: "bin"),
      index + 1 < parts.count, let series = Self.series(in: parts[index + 1])
    else { return nil }
    return Self.interpreter(series, in: "/" + parts[..<index].joined(separator: "/"))
  }

  /// The version that stands in a place now.
  mutating func version(of package: Package) -> String? {
    package.kind == .interpreter
      ? Self.series(in: package.name).flatMap {
        Self.interpreter($0, in: package.place)?.version
      }
      : distributions(in: package.place).values.first { $0.name == package.name }?.version
  }

  /// `numpy` for `numpy`, `six.py` and `numpy-1.0.dist-info`: what RECORD paths begin with.
  private static func module(_ name: String) -> String {
    name.hasSuffix(".dist-info") ? name : String(name.prefix { $0 != "." })
  }

  /// `3.11` of `python3.11` or `libpython3.11.so.1.0`.
  private static func series(in name: String) -> String? {
    guard let start = name.ranges(of: "python").first?.upperBound else { return nil }
    let parts = name[start...].split(separator: ".").prefix(2)
      .map { $0.prefix { $0.isASCII && $0.isNumber } }
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? parts.joined(separator: ".") : nil
  }

  private static func interpreter(_ series: String, in prefix: String) -> Package? {
    let name = "python\(series)"
    guard let kind = try? Files.status("\(prefix)/lib/\(name)")?.kind, kind == .folder
    else { return nil }
    let header = "\(prefix)/include/\(name)/patchlevel.h"
    let text = (try? Files.read(header, limit: 1 << 16)).map { String(decoding: $0, as: UTF8.self) }
    let line = text?.split(separator: "\n").first { $0.hasPrefix("#define PY_VERSION ") }
    let version = line?.split(separator: "\"").dropFirst().first.map(String.init)
    return Package(.interpreter, name, version ?? series, place: prefix)
  }

  private mutating func distributions(in folder: String) -> [String: Package] {
    if let known = folders[folder] { return known }
    var owners: [String: Package] = [:]
    for entry in (try? Files.entries(of: folder)) ?? [] where entry.name.hasSuffix(".dist-info") {
      let parts = entry.name.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let package = Package(.python, String(parts[0]), String(parts[1]), place: folder)
      owners[entry.name] = package
      let record = try? Files.read("\(folder)/\(entry.name)/RECORD", limit: 1 << 26)
      for line in (record ?? []).split(separator: UInt8(ascii: "\n")) {
        let first = line.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
        let name = Self.module(String(decoding: first, as: UTF8.self))
        if !name.isEmpty, name != "__pycache__", owners[name] == nil { owners[name] = package }
      }
    }
    folders[folder] = owners
    return owners
  }
}
