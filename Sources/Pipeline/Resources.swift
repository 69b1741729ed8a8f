/// What a stage occupies while it runs: what the scheduler adds up, no limit that is enforced.
package struct Resources: Hashable, Sendable {
  /// Processors, at least 1.
  package var cpus = 1
  /// Memory, in bytes; `nil` when nothing is said.
  package var memory: Int?
  /// The pool of which it takes one place.
  package var pool: String?
}
