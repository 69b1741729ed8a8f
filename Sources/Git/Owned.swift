/// A libgit2 object that is freed when its owner is done with it.
struct Owned: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Takes over what `make` stored, or throws what its failure means to the caller.
  init(
    _ free: @escaping (OpaquePointer?) -> Void, or failure: (Failure) -> GitError,
    _ make: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var made: OpaquePointer?
    let code = make(&made)
    guard code >= 0, let made else { throw failure(Failure(code: code)) }
    pointer = made
    self.free = free
  }

  /// Takes over an object made elsewhere.
  init(_ pointer: OpaquePointer, _ free: @escaping (OpaquePointer?) -> Void) {
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}
