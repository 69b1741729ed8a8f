/// Squares of pixels that lie wholly on the particle, with their counts of both lines.
///
/// The squares begin in the first row and column of the map; one that holds a pixel beside the
/// particle is left out, so that none is cut by the edge where the mask follows the noise.
struct Blocks {
  /// One square.
  struct Block {
    /// The number of the square down the map and along it, counted from 0.
    let row: Int
    let column: Int
    /// The counts as measured.
    let matrix: Double
    let trace: Double
  }

  /// How many pixels are along a side.
  let side: Int
  let blocks: [Block]

  /// The pixels of a square.
  var pixels: Double { Double(side * side) }

  init(of side: Int, in mask: ParticleMask, matrix: CountMap, trace: CountMap) {
    self.side = side
    var blocks: [Block] = []
    for row in 0..<matrix.height / side {
      for column in 0..<matrix.width / side {
        let indices = (0..<side * side).map { index in
          (row * side + index / side) * matrix.width + column * side + index % side
        }
        guard indices.allSatisfy({ mask.inside[$0] }) else { continue }
        blocks.append(
          Block(
            row: row, column: column, matrix: indices.reduce(0) { $0 + matrix.counts[$1] },
            trace: indices.reduce(0) { $0 + trace.counts[$1] }))
      }
    }
    self.blocks = blocks
  }

  /// The pairs of squares that share an edge, by index, each once.
  var neighbours: [(Int, Int)] {
    var places: [[Int]: Int] = [:]
    for (index, block) in blocks.enumerated() { places[[block.row, block.column]] = index }
    return blocks.enumerated().flatMap { index, block in
      [[block.row, block.column + 1], [block.row + 1, block.column]].compactMap { place in
        places[place].map { (index, $0) }
      }
    }
  }
}
