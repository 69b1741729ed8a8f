import Analysis
import Images

/// The tables a figure or a reader's own program needs; places are those of the middles of pixels and
/// blocks, x to the right, y downward from the upper left corner, in µm.
extension EDSMap {
  /// The maps, the blocks, the analysis by sizes of blocks, and the scale bar.
  var tables: [ResultFile] {
    [map(matrix, "ni"), map(trace, "w"), blockTable, sizeTable, scaleBarTable]
  }

  private var width: Double { pixelSize.width / 1000 }
  private var height: Double { pixelSize.height / 1000 }

  private func map(_ map: CountMap, _ name: String) -> ResultFile {
    let rows = map.counts.indices.map { index in
      let (row, column) = (index / map.width, index % map.width)
      return [
        Self.text((Double(column) + 0.5) * width), Self.text((Double(row) + 0.5) * height),
        "\(Int(map.counts[index]))", mask.inside[index] ? "1" : "0",
      ]
    }
    return .table(
      "map-\(name).csv", headings: ["x (µm)", "y (µm)", "counts", "on the particle"], rows: rows)
  }

  private var blockTable: ResultFile {
    let side = Double(uniformity.blocks.side)
    let residuals = uniformity.standardised
    let rows = uniformity.blocks.blocks.indices.map { index in
      let block = uniformity.blocks.blocks[index]
      let ratio = uniformity.ratios[index]
      return [
        "\(block.row + 1)", "\(block.column + 1)",
        Self.text((Double(block.column) + 0.5) * side * width),
        Self.text((Double(block.row) + 0.5) * side * height),
        "\(uniformity.matrix[index])", "\(uniformity.trace[index])", "\(ratio)",
        "\(uniformity.mean * uniformity.countingVariances[index].squareRoot())",
        "\(residuals[index])",
      ]
    }
    return .table(
      "blocks.csv",
      headings: [
        "block row", "block column", "x (µm)", "y (µm)", "net Ni (counts)", "net W (counts)",
        "W/Ni",
        "u of W/Ni by counting", "standardised residual",
      ], rows: rows)
  }

  private var sizeTable: ResultFile {
    let all = [(settings.block, Optional(uniformity))] + repeats.map { ($0.side, $0.uniformity) }
    let rows = all.sorted { $0.0 < $1.0 }.map { side, uniformity in
      guard let uniformity else {
        return ["\(side)", Self.text(Double(side) * width)] + [String](repeating: "", count: 7)
      }
      let interval = uniformity.excessInterval
      return ["\(side)", Self.text(Double(side) * width), "\(uniformity.count)"]
        + [
          100 * uniformity.variance.squareRoot(), 100 * uniformity.countingVariance.squareRoot(),
          100 * Self.signedRoot(uniformity.excess), 100 * Self.signedRoot(interval.lower),
          100 * Self.signedRoot(interval.upper), uniformity.dispersion,
        ].map { "\($0)" }
    }
    return .table(
      "block-sizes.csv",
      headings: [
        "side (pixels)", "side (µm)", "blocks", "CV of W/Ni (%)", "CV by counting (%)",
        "excess CV (%)", "lower end, 95 % (%)", "upper end, 95 % (%)", "index of dispersion",
      ], rows: rows)
  }

  /// A bar that ends a twentieth of the map away from the lower right corner.
  private var scaleBarTable: ResultFile {
    let (right, bottom) = (Double(matrix.width) * width, Double(matrix.height) * height)
    let end = 0.95 * right
    return .table(
      "scale-bar.csv", headings: ["length (µm)", "from x (µm)", "to x (µm)", "y (µm)"],
      rows: [[settings.scaleBar, end - settings.scaleBar, end, 0.95 * bottom].map(Self.text)])
  }

  /// A length with as many digits as pixels have, without the last bits of binary fractions.
  private static func text(_ length: Double) -> String {
    "\((length * 1e6).rounded() / 1e6)"
  }
}
