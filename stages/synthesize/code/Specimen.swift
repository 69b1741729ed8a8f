#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A crystal seen along a zone axis: where its columns of atoms stand, and how bright they are.
struct Specimen {
  /// The crystal, and the direction it is seen along.
  enum Crystal {
    /// Rock salt along [110].
    case rockSalt
    /// The layered oxide, R-3m in the hexagonal setting, along [100].
    case layered
  }

  /// The name of the image, as its file bears it.
  let name: String
  let crystal: Crystal
  /// How deep the first rows have transition metal on the sites of lithium, nm.
  var shell = 0.0
  /// The amplitude of the strain put in.
  var strain = 0.0

  /// The images of Figure S5.
  static let zones = [
    Specimen(name: "FigS5b_inner_rocksalt", crystal: .rockSalt),
    Specimen(name: "FigS5c_Bare_surface", crystal: .layered, shell: 2.5),
    Specimen(name: "FigS5d_25W_surface", crystal: .layered, shell: 0.6),
  ]
  /// The images of Figure S9.
  static let strained = [
    Specimen(name: "FigS9_Bare", crystal: .layered, strain: 0.030),
    Specimen(name: "FigS9_25W", crystal: .layered, strain: 0.006),
  ]

  /// The edges of the cells, nm.
  static let layeredA = 0.2876
  static let layeredC = 1.4195
  static let rockSaltEdge = 0.418

  /// A column of atoms, in nm from the middle of the image.
  struct Column {
    let x: Double
    let y: Double
    /// The intensity over that of a column of transition metal.
    let intensity: Double
    /// The same where the column is in the shell.
    let shellIntensity: Double
  }

  /// The columns within a distance of the middle each way.
  ///
  /// Rows of cations follow one another by c/6 (or a/√3 of rock salt), each moved by two thirds of the
  /// distance in the row, a·√3/2 (or a·√6/4); every second row of the layered oxide is lithium.
  func columns(within reach: Double) -> [Column] {
    let (distance, height) = spacings
    let count = Int(reach / height) + 1
    return (-count...count).flatMap { row in
      let isLithium = crystal == .layered && row % 2 != 0
      let shift = distance * Double(((2 * row) % 3 + 3) % 3) / 3
      let inRow = Int(reach / distance) + 1
      return (-inRow...inRow).map {
        Column(
          x: Double($0) * distance + shift, y: Double(row) * height,
          intensity: isLithium ? 0.06 : 1, shellIntensity: isLithium ? 0.75 : 1)
      }
    }
  }

  /// The distance of the columns in a row and of the rows, nm.
  private var spacings: (distance: Double, height: Double) {
    switch crystal {
    case .rockSalt: (Self.rockSaltEdge * 6.0.squareRoot() / 4, Self.rockSaltEdge / 3.0.squareRoot())
    case .layered: (Self.layeredA * 3.0.squareRoot() / 2, Self.layeredC / 6)
    }
  }
}

/// The displacement put into an image: a wave along y that swells and fades over the left half; the
/// right half is the reference.
struct StrainWave {
  /// The amplitude e of the strain.
  let strain: Double
  /// The side L of the image, nm.
  let side: Double

  /// P, nm.
  static let period = 3.0
  static let words =
    "u_y(x,y) = e P/(2pi) sin(2pi x/L) sin(2pi y/P) for x < L/2, 0 beyond (the reference), P = 3 nm, "
    + "L = 10.24 nm: eps_yy = e sin(2pi x/L) cos(2pi y/P) at the place without displacement"

  /// u_y in nm at a place in nm from the upper left corner, before the displacement.
  func displacement(_ x: Double, _ y: Double) -> Double {
    guard x > 0, x < side / 2 else { return 0 }
    return strain * Self.period / (2 * .pi) * sin(2 * .pi * x / side)
      * sin(2 * .pi * y / Self.period)
  }
}
