/// How what stands in the working tree at a path came there.
package enum LastChange: Hashable, Sendable {
  /// It is as HEAD has it, and this commit was the last to change it.
  case committed(Commit)
  /// The history of this clone ends at this commit: the change is from it or from before.
  case shallow(Commit)
  /// Git knows the path, but HEAD has something else there, or nothing.
  case uncommitted
  /// Git does not know the path.
  case untracked
  /// Git was told not to look at the path.
  case ignored
  /// The path is not of this repository: outside its folder, or in another one nested in it.
  case outside
}
