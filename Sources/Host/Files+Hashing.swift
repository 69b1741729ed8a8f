// Several files hashed at a time.

internal import CHost

extension Files {
  /// For each file what ``digest(of:)`` gives or throws, hashed on several threads.
  package static func digests(
    of paths: [String], threads: Int = Machine.processorCount
  ) -> [Result<Hashed, HostError>] {
    var results = [Result<Hashed, HostError>?](repeating: nil, count: paths.count)
    results.withUnsafeMutableBufferPointer { results in
      var work = Hashing(paths: paths, results: results)
      withUnsafeMutablePointer(to: &work) { work in
        host_each(
          paths.count, Int32(clamping: threads),
          { work, index in work?.assumingMemoryBound(to: Hashing.self).pointee.hash(index) }, work)
      }
    }
    return results.compactMap(\.self)
  }
}

/// The files to be hashed, and where each answer goes: no two threads have the same place.
private struct Hashing {
  let paths: [String]
  let results: UnsafeMutableBufferPointer<Result<Files.Hashed, HostError>?>

  func hash(_ index: Int) {
    let path = paths[index]
    results[index] = Result { () throws(HostError) in try Files.digest(of: path) }
  }
}
