import Analysis
import Diffraction
import Numerics
import Quantity

/// What the stage leaves: numbers, and tables for the figure.
extension PhaseAnalysis {
  /// For each phase how far its strongest reflection stands over its limit of detection; lattice and
  /// size of those that are there.
  func publication() throws -> Publication {
    var publication = Publication()
    for finding in findings {
      let (name, group) = (finding.candidate.name, finding.candidate.group)
      try publication.publish(
        "area_\(name)", finding.area,
        definition: """
          area of \(finding.candidate.strongest) of \(name) (\(group)) at its nominal lattice and \
          \(settings.size / 10) nm: the phase is \(finding.isPresent ? "present" : "not detected"), \
          the limit is \(finding.limit) counts·° (3.29 u, both errors 5 %)
          """, budget: .partial(missing: "lattice and size, which are held"), decimals: 0)
      guard let size = finding.size else { continue }
      try publication.publish(
        "size_\(name)", size,
        definition: """
          size D of the domains of \(name) (\(group)), by Scherrer's equation from the full widths \
          at half maximum of all its reflections with K = \(settings.shape.value), the width of \
          the instrument by the standard subtracted (Lorentz); no strain, one size for all \
          directions; reduced χ² \((fit.reducedChiSquared * 1000).rounded() / 1000)
          """, budget: .complete)
      for (edge, quantity) in zip(["a", "c"], finding.edges) {
        try publication.publish(
          "\(edge)_\(name)", quantity,
          definition: "edge \(edge) of \(name) (\(group)) by the same fit, the displacement of the "
            + "specimen fitted, for the wavelength of the parameters", budget: .complete)
      }
    }
    return publication
  }

  /// The pattern with its fit, the reflections as tick marks, and the verdicts.
  var tables: [ResultFile] { [pattern, ticks, verdicts] }

  private var pattern: ResultFile {
    .table(
      "pattern.csv",
      headings: ["two_theta (°)", "intensity (counts)", "fit (counts)", "background (counts)"],
      rows: points.places.indices.map { index in
        [points.places[index], points.values[index], fit.curve[index], fit.background[index]]
          .map { "\($0)" }
      })
  }

  private var ticks: ResultFile {
    let peaks = model.peaks(fit.parameters).map(\.peak)
    var rows: [[String]] = []
    let present = findings.filter(\.isPresent)
    for finding in present {
      for index in finding.candidate.reflections {
        let peak = peaks[rows.count]
        rows.append(
          [finding.candidate.name, index.description]
            + [peak.position, peak.area, peak.width].map { "\($0)" })
      }
    }
    return .table(
      "reflections.csv",
      headings: ["phase", "hkl", "two_theta (°)", "area (counts·°)", "fwhm (°)"], rows: rows)
  }

  private var verdicts: ResultFile {
    .table(
      "phases.csv",
      headings: [
        "phase", "space group", "verdict", "area (counts·°)", "u area (counts·°)",
        "limit (counts·°)", "D (nm)", "u D (nm)",
      ],
      rows: findings.map { finding in
        let u = finding.size.flatMap { (try? $0.propagated().uncertainty) ?? nil }
        return [
          finding.candidate.name, finding.candidate.group,
          finding.isPresent ? "present" : "not detected", "\(finding.area.value)",
          "\(finding.limit / 3.29)", "\(finding.limit)",
          finding.size.map { "\($0.value)" } ?? "", u.map { "\($0)" } ?? "",
        ]
      })
  }
}
