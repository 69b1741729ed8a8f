import Analysis
import Elements
import ICPExport
import Quantity
import Text

/// The atom fractions of Ni, Co and Mn in one sample, from several digests of it.
///
/// A digest is one independent result: the readings of one share its errors, so its mean counts
/// once, whatever their number.
struct Digests {
  /// What the digests had to say of one element.
  struct Row {
    let element: Element
    let line: String
    /// The concentration less the blank, by digest.
    let concentrations: [Quantity]
    /// The atom fraction, by digest.
    let fractions: [Quantity]
  }

  let derivation: Derivation
  let labels: [String]
  let readingCount: Int
  let rows: [Row]
  private let range: Procedure.Input

  init(_ labels: [String], at lines: [String], in export: ICPExport) throws {
    guard !labels.isEmpty else { throw StageFault.optionCount("digest", 0) }
    for (index, label) in labels.enumerated() where labels[..<index].contains(label) {
      throw Diagnostic("--digest names \"\(Escaped(label))\" twice: that is one digest")
    }
    let elements = Element.transitionMetals
    let derivation = Derivation()
    let samples = try export.samples(labels, at: lines)
    let blanks = try lines.map { try export.blank(at: $0, in: derivation) }
    let scales = try lines.map { try export.scale(at: $0, in: derivation) }
    let atoms = try AtomFractions(elements, in: derivation)
    var concentrations: [[Quantity]] = []
    var fractions: [[Quantity]] = []
    for (label, sample) in zip(labels, samples) {
      let nets = try elements.indices.map { index in
        try (export.net(of: sample[index], less: blanks[index], in: derivation) * scales[index])
          .named("c_\(elements[index].symbol)(\(label))")
      }
      concentrations.append(nets)
      fractions.append(try atoms.fractions(of: nets, in: label))
    }
    self.derivation = derivation
    self.labels = labels
    readingCount = samples[0][0].count
    rows = elements.indices.map { index in
      Row(
        element: elements[index], line: lines[index],
        concentrations: concentrations.map { $0[index] }, fractions: fractions.map { $0[index] })
    }
    range = export.range(of: samples.flatMap { $0.flatMap(\.self) })
  }

  /// How the fractions of each two elements go together from digest to digest: the covariance of
  /// their means.
  var covariance: [[Double]] {
    let count = Double(labels.count)
    let deviations = rows.map { row in
      let values = row.fractions.map(\.value)
      let mean = values.reduce(0, +) / count
      return values.map { $0 - mean }
    }
    return deviations.map { one in
      deviations.map { other in
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } / (count - 1) / count
      }
    }
  }

  /// The mean fraction of each element, in %; with the scatter of three digests or more.
  func means() throws -> [Quantity] {
    let means = try rows.map { row in
      try (Quantity.sum(row.fractions) / Double(labels.count)).named("mean x_\(row.element.symbol)")
    }
    guard labels.count >= 3 else { return try means.map { try $0.converted(to: Unit("%")) } }
    return try zip(means, scatter()).map { mean, error in
      try (mean + error).converted(to: Unit("%"))
    }
  }

  /// The errors of the means: 0, with the uncertainties and covariances that the digests show.
  private func scatter() throws -> [Quantity] {
    let inputs = rows.flatMap { row in
      zip(labels, row.fractions).map { label, fraction in
        Named("x_\(row.element.symbol)(\(label))", Procedure.Input.step(fraction.step))
      }
    }
    let names = rows.map { "error of the mean x_\($0.element.symbol)" }
    let errors = try derivation.procedure(
      Procedure(
        "scatter of the digests", output: names[0],
        method: """
          the errors of the means of \(labels.count) digests: 0, with the covariance matrix of the \
          digests over \(labels.count); readings of one digest are not independent and not counted
          """,
        inputs: [Named("readings", range)] + inputs),
      outputs: names.map { Named($0, .init(0, .one)) }, covariance: covariance,
      dof: Double(labels.count - 1), Evaluation(.a, source: "repeatability of the digests"))
    for (row, error) in zip(rows, errors) { error.named("δ(x_\(row.element.symbol))") }
    return errors
  }
}
