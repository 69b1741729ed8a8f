import Host
import Store

/// Digests of secrets that nobody can guess back: salted with bytes that never leave this machine.
enum LocalSalt {
  private static let path = "\(Layout.local)/salt"

  /// The digest of a secret value, the same on this machine and different on every other.
  ///
  /// Before the first run there is no salt, and nothing that a secret could be compared with.
  static func digest(of secret: String) -> Digest {
    salt.map { Digest.of($0 + Array(secret.utf8)) } ?? Digest.of("no salt")
  }

  private static var salt: [UInt8]? {
    guard let salt = try? Files.read(path, limit: 1024), salt.count == 32 else { return nil }
    return salt
  }

  /// Makes the salt of a project that has none yet; only a run does, under its lock.
  static func prepare() throws {
    guard salt == nil else { return }
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    try Files.write(salt, to: path, mode: .readOnly, by: Layout.incoming)
  }
}
