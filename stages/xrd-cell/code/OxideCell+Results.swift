import Analysis
import Diffraction
import Numerics
import Quantity

/// What the stage leaves: numbers, and tables for the figure.
extension OxideCell {
  /// a, c, c/a, the displacement, the R-factor and the widths.
  func publication() throws -> Publication {
    var publication = Publication()
    let count = groups.reduce(0) { $0 + $1.used.count }
    let words = """
      by weighted least squares from the places of \(count) reflections of R-3m with the term \
      s·cos θ for the displacement of the specimen, the zero of the standard taken off; reduced χ² \
      \(rounded(lattice.reducedChiSquared)) with \(lattice.degreesOfFreedom) degrees of freedom; \
      for the wavelength of the file, at the temperature of the measurement
      """
    try publication.publish(
      "a", a, definition: "edge a of the hexagonal cell \(words)", budget: .complete)
    try publication.publish(
      "c", c, definition: "edge c of the hexagonal cell \(words)", budget: .complete)
    try publication.publish(
      "c_over_a", (c / a).named("c/a"), definition: "c/a of the same fit, with their covariance",
      budget: .complete)
    try publication.publish(
      "displacement", displacement,
      definition: "s in 2θ = 2θ(a, c) + s·cos θ of this specimen as mounted", budget: .complete)
    try publication.publish(
      "r_factor", rFactor,
      definition: """
        (I(006) + I(012))/I(101), areas of pseudo-Voigt doublets over one background, smeared by \
        the axial divergence of the standard; preferred orientation is part of the value
        """, budget: .complete)
    for group in groups {
      let names = group.indices.map(\.description)
      for name in names {
        let common = names.count > 1 ? ", common to \(names.joined(separator: ", "))" : ""
        try publication.publish(
          "fwhm_\(name)", group.width,
          definition: "full width at half maximum of one line of \(name)\(common), that of the "
            + "instrument not taken off", budget: .complete)
      }
    }
    return publication
  }

  /// The whole pattern, the reflections, and the points with the curves of the fits.
  var tables: [ResultFile] {
    let whole = ResultFile.table(
      "pattern.csv", headings: ["two_theta (°)", "intensity (counts)"],
      rows: zip(pattern.places, pattern.values).map { ["\($0)", "\($1)"] })
    return [whole, reflections, fits]
  }

  private var reflections: ResultFile {
    var rows: [[String]] = []
    for group in groups {
      for number in group.used {
        let index = group.indices[number]
        let place = group.place(number)
        let expected = lattice.positions[rows.count] + zero
        let u = group.covariance(number, number).squareRoot()
        let values = [
          place, u, expected, place - expected, group.areas[number].value, group.width.value,
        ]
        rows.append([index.description] + values.map { "\($0)" })
      }
    }
    return .table(
      "reflections.csv",
      headings: [
        "hkl", "two_theta (°)", "u two_theta (°)", "two_theta of the cell (°)", "difference (°)",
        "area (counts·°)", "fwhm (°)",
      ], rows: rows)
  }

  private var fits: ResultFile {
    let rows = groups.flatMap { group in
      let name = group.indices.map(\.description).joined(separator: " ")
      return group.points.places.indices.map { point in
        [name]
          + [
            group.points.places[point], group.points.values[point], group.fit.curve[point],
            group.fit.background[point],
          ].map { "\($0)" }
      }
    }
    return .table(
      "fits.csv",
      headings: [
        "hkl", "two_theta (°)", "intensity (counts)", "fit (counts)", "background (counts)",
      ], rows: rows)
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
