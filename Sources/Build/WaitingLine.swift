import Pipeline

/// The stages that must run and wait for room, and whose turn it is.
///
/// The rule: of those that fit, the first in the order of ``CriticalPath`` starts, past all that do not
/// fit. A stage that was passed by as many starts as there are processors is *due*: what it needs is
/// kept for it as it comes free (``Capacity/kept(for:)``), while stages that need other things go on
/// beside it. So it waits only for what already runs. Who fell due first yields to none.
///
/// Stages with equal needs fit together or not at all; only the first of each such group is looked
/// at, so that a start costs the same however many wait.
struct WaitingLine {
  private struct Group {
    let needs: Resources
    /// Its stages, by their places in that order.
    var places = Heap()
    /// How many starts have passed the first of them.
    var passed = 0
    /// When that one fell due: the how-manieth of all that ever did.
    var due: Int?
  }

  private var groups: [Group] = []
  private var indices: [Resources: Int] = [:]
  private var dueCount = 0

  /// Adds a stage by its place in the order.
  mutating func insert(_ place: Int, needing needs: Resources) {
    let index = indices[needs] ?? groups.count
    if index == groups.count {
      groups.append(Group(needs: needs))
      indices[needs] = index
    }
    groups[index].places.insert(place)
  }

  /// Takes the stage whose turn it is; `nil` when there is room for none.
  mutating func takeNext(within capacity: Capacity) -> Int? {
    guard let next = next(within: capacity) else { return nil }
    _ = groups[next.index].places.removeFirst()
    groups[next.index].passed = 0
    groups[next.index].due = nil
    notePassed(by: next.place, within: capacity)
    return next.place
  }

  /// Whether there is room for any.
  func hasNext(within capacity: Capacity) -> Bool { next(within: capacity) != nil }

  /// The stage whose turn it is, as its group and its place.
  private func next(within capacity: Capacity) -> (index: Int, place: Int)? {
    var next: (index: Int, place: Int)?
    for index in groups.indices {
      guard let place = groups[index].places.first, place < next?.place ?? .max,
        capacity.lack(of: groups[index].needs).isEmpty,
        !mustYield(groups[index], within: capacity)
      else { continue }
      next = (index, place)
    }
    return next
  }

  /// Whether a stage that is due before these needs what they would take.
  private func mustYield(_ group: Group, within capacity: Capacity) -> Bool {
    groups.contains { other in
      guard let due = other.due, due < group.due ?? .max else { return false }
      return group.needs.takes(from: other.needs, capacity.kept(for: other.needs))
    }
  }

  private mutating func notePassed(by place: Int, within capacity: Capacity) {
    for index in groups.indices {
      guard let first = groups[index].places.first, first < place else { continue }
      groups[index].passed += 1
      guard groups[index].passed >= capacity.cpus, groups[index].due == nil else { continue }
      groups[index].due = dueCount
      dueCount += 1
    }
  }
}
