/// What can be said of a value for which only the stage's word stands: it may rest on all its data.
struct Statement: Sendable {
  /// Asserted, or stale when any of the data has changed since.
  var check = Check.asserted
  /// What the data rest on.
  var ground = Ground()
}
