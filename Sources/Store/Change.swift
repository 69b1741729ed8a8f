/// One difference between two manifests, or, without old and new, another reason to run.
package struct Change: Hashable, Sendable {
  /// What changed: kind and name; or the whole reason.
  package let what: String
  /// What was known before; `nil` when it was not there.
  package let old: String?
  /// What is so now; `nil` when it is gone.
  package let new: String?

  package init(what: String, old: String?, new: String?) {
    self.what = what
    self.old = old
    self.new = new
  }
}

extension Manifest {
  /// What became different since an earlier manifest, in the order of the lines; the command comes
  /// last, because it changes with what is put into its braces.
  ///
  /// That a stage was seen to ask something else is no cause, only what it is answered.
  package func changes(since earlier: Manifest) -> [Change] {
    differences(from: earlier).filter { change in
      let isFound = change.what.hasPrefix(ManifestLine.Kind.found.rawValue + " ")
      let isPackage = change.what.hasPrefix(ManifestLine.Kind.package.rawValue + " ")
      return !(isFound || isPackage) || change.old != nil && change.new != nil
    }
  }

  /// All that is different from another manifest.
  package func differences(from earlier: Manifest) -> [Change] {
    let before = Dictionary(grouping: earlier.lines, by: \.subject)
    let now = Dictionary(grouping: lines, by: \.subject)
    let subjects = Set(before.keys).union(now.keys).sorted { $0.lexicographicallyPrecedes($1) }
    let all: [Change] = subjects.compactMap { subject in
      let old = before[subject]?.first?.state
      let new = now[subject]?.first?.state
      guard old != new else { return nil }
      return Change(
        what: subject.joined(separator: " "), old: old?.joined(separator: " "),
        new: new?.joined(separator: " "))
    }
    let command = ManifestLine.Kind.command.rawValue
    return all.filter { $0.what != command } + all.filter { $0.what == command }
  }
}
