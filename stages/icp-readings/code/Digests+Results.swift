import Analysis
import Elements
import Quantity

/// The digests as numbers, with their definitions, and as a table.
extension Digests {
  /// The mean fractions as numbers.
  func publication() throws -> Publication {
    var publication = Publication()
    for (index, mean) in try means().enumerated() {
      try publication.publish(
        rows[index].element.symbol.lowercased(), mean, definition: definition(of: index),
        budget: budget(of: index), decimals: 2)
    }
    return publication
  }

  /// What every digest gave.
  var table: ResultFile {
    let lines = labels.indices.flatMap { digest in
      rows.map { row in
        let concentration = row.concentrations[digest]
        return [
          labels[digest], row.element.symbol, row.line, "\(readingCount)",
          "\(concentration.value)", concentration.unit.symbol,
          "\(100 * row.fractions[digest].value)",
        ]
      }
    }
    return .table(
      "digests.csv",
      headings: [
        "digest", "element", "line", "readings", "concentration less blank", "unit",
        "atom fraction (%)",
      ], rows: lines)
  }

  private func definition(of index: Int) -> String {
    let row = rows[index]
    let uncertainty =
      labels.count < 3
      ? ""
      : """
      ; uncertainty from the scatter of the digests (the readings of one are not independent), \
      the blank, the line through the standards, the last digits and the atomic weights; \
      \(correlations(of: index))
      """
    return """
      atom fraction of \(row.element.symbol) among Ni, Co and Mn: mean of \(count(labels.count, "digest")), \
      each from the mean of \(count(readingCount, "reading")) at \(row.line) less the mean blank, \
      over the standard atomic weight; on the scale of the standards the instrument was calibrated \
      with\(uncertainty)
      """
  }

  /// The fractions add up to 100 %: who combines two of them needs to know how they hang together.
  private func correlations(of index: Int) -> String {
    let covariance = covariance
    let others = rows.indices.filter { $0 != index }.map { other in
      let norm = (covariance[index][index] * covariance[other][other]).squareRoot()
      let correlation = norm > 0 ? covariance[index][other] / norm : 0
      let text = Printed(correlation, uncertainty: nil, unit: .one, decimals: 2).description
      return "\(text) with \(rows[other].element.symbol)"
    }
    return "correlation of the digests' means \(others.joined(separator: " and "))"
  }

  private func budget(of index: Int) throws -> Budget {
    guard labels.count < 3 else { return .complete }
    let values = rows[index].fractions.map {
      Printed(100 * $0.value, uncertainty: nil, unit: .one, decimals: 2).description
    }
    return .partial(
      missing: "scatter between digests: three or more are wanted, here are "
        + values.joined(separator: " and ") + " %")
  }

  private func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
