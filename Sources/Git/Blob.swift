internal import CGit2

/// The content of a file in the history.
struct Blob: ~Copyable {
  let id: ObjectID
  private let handle: Owned

  init(_ handle: consuming Owned, id: ObjectID) {
    self.handle = handle
    self.id = id
  }

  /// Lends out the bytes.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let count = Int(git_blob_rawsize(handle.pointer))
    let bytes = UnsafeRawBufferPointer(start: git_blob_rawcontent(handle.pointer), count: count)
    return try body(bytes)
  }
}
