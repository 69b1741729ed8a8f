import Diffraction

/// A phase that may be in the pattern: where its reflections lie, the strongest named.
struct Candidate {
  /// The name in numbers and tables.
  let name: String
  /// The space group.
  let group: String
  let cell: UnitCell
  let reflections: [Miller]
  /// The reflection that shows whether the phase is there.
  let strongest: Miller

  /// β-hydroxide M(OH)₂ in P-3m1: its reflections below 80°, those too weak to be seen left out
  /// (PDF 14-0117, β-Ni(OH)₂).
  static func hydroxide(_ cell: UnitCell) -> Candidate {
    Candidate(
      name: "hydroxide", group: "P-3m1", cell: cell,
      reflections: [
        Miller(0, 0, 1), Miller(1, 0, 0), Miller(1, 0, 1), Miller(1, 0, 2), Miller(1, 1, 0),
        Miller(1, 1, 1),
      ], strongest: Miller(0, 0, 1))
  }

  /// Rock salt MO in Fm-3m (PDF 47-1049, NiO).
  static func rockSalt(_ cell: UnitCell) -> Candidate {
    Candidate(
      name: "rock_salt", group: "Fm-3m", cell: cell,
      reflections: [
        Miller(1, 1, 1), Miller(2, 0, 0), Miller(2, 2, 0), Miller(3, 1, 1), Miller(2, 2, 2),
      ], strongest: Miller(2, 0, 0))
  }

  /// Which of its reflections is the strongest.
  var strongestNumber: Int { reflections.firstIndex(of: strongest) ?? 0 }

  /// The phase as it is fitted.
  func phase(size: Double, isHeld: Bool) -> PowderPhases.Phase {
    PowderPhases.Phase(cell: cell, reflections: reflections, size: size, isHeld: isHeld)
  }
}
