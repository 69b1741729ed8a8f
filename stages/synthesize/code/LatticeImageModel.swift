#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Numerics

/// The images of atomic columns of Figures S5 and S9: a crystal along a zone axis, the scan of a
/// microscope whose pixels are not quite what it states, and a detector.
struct LatticeImageModel {
  /// The rows and columns of an image.
  var side = 512
  /// The size of a pixel as the file states it, nm.
  var pixel = 0.02
  /// The electrons a pixel counts in the middle of a column of transition metal.
  var dose = 400.0

  /// The random numbers of the files that are committed.
  static let seed: UInt32 = 2101

  /// The relative standard deviation of the true pixel size: the bar of 5 nm that calibrates it has
  /// 127 pixels.
  static let pixelUncertainty = 0.008
  /// The standard deviation of how much longer one axis of a scan is than the other, and of their
  /// shear.
  static let scanUncertainty = 0.003
  /// The probe on a column of atoms: σ of a Gaussian, nm.
  private static let columnWidth = 0.045
  /// What is counted between the columns, over the maximum of a column.
  private static let background = 0.25
  /// The electrons that raise the grey value by 1, over the dose: 3 of 400.
  private static let gain = 0.0075

  /// How one image was scanned.
  struct Scan {
    /// The true size of a pixel over what the file states.
    var scale = 1.0
    /// How much longer a distance along x comes out than along y.
    var anisotropy = 0.0
    /// How far x moves with y.
    var shear = 0.0
    /// How far the crystal is turned, in degrees.
    var rotation = 0.0

    /// A scan with an anisotropy, a shear and a rotation of its own.
    static func drawn(scale: Double, turned limit: Double, _ numbers: RandomNumbers) -> Scan {
      Scan(
        scale: scale, anisotropy: numbers.normal(0, scanUncertainty),
        shear: numbers.normal(0, scanUncertainty),
        rotation: limit == 0 ? 0 : numbers.uniform(-limit, limit))
    }

    /// Where a place in the crystal appears, both in nm from the middle of the image.
    func appearance(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      let (c, s) = (cos(rotation * .pi / 180), sin(rotation * .pi / 180))
      let (turnedX, turnedY) = ((c * x - s * y) / scale, (s * x + c * y) / scale)
      return (turnedX * (1 + anisotropy / 2) + shear * turnedY, turnedY * (1 - anisotropy / 2))
    }
  }

  /// The grey values of an image, row after row from the top: 3/400 of the dose make 1.
  func greys(of specimen: Specimen, _ scan: Scan, _ numbers: RandomNumbers) -> [UInt8] {
    greys(intensities(of: specimen, scan), numbers)
  }

  /// The same for intensities that are known.
  func greys(_ intensities: [Double], _ numbers: RandomNumbers) -> [UInt8] {
    let gain = Self.gain * dose
    return intensities.map { intensity in
      let electrons = Double(numbers.poisson(dose * (intensity + Self.background)))
      return UInt8(min(255, (electrons / gain).rounded()))
    }
  }

  /// The sum of all columns of atoms at each pixel.
  func intensities(of specimen: Specimen, _ scan: Scan) -> [Double] {
    let width = Double(side) * pixel
    let wave = StrainWave(strain: specimen.strain, side: width)
    var values = [Double](repeating: 0, count: side * side)
    // A turned square reaches √2 as far; its middle is at half the width.
    for column in specimen.columns(within: 0.75 * width) {
      var (x, y) = scan.appearance(column.x, column.y)
      (x, y) = (x + width / 2, y + width / 2)
      y += wave.displacement(x, y)
      add(y < specimen.shell ? column.shellIntensity : column.intensity, x, y, to: &values)
    }
    return values
  }

  /// Adds a column at a place in nm.
  private func add(_ intensity: Double, _ x: Double, _ y: Double, to values: inout [Double]) {
    let across = profile(x)
    for (row, height) in profile(y) {
      let height = intensity * height
      for (column, value) in across { values[row * side + column] += height * value }
    }
  }

  /// The pixels of one axis near a place in nm, and a Gaussian of height 1 there.
  private func profile(_ place: Double) -> [(Int, Double)] {
    let sigma = Self.columnWidth / pixel
    let middle = place / pixel
    let first = max(0, Int((middle - 4.5 * sigma).rounded(.up)))
    let last = min(side - 1, Int((middle + 4.5 * sigma).rounded(.down)))
    guard first <= last else { return [] }
    return (first...last).map {
      let distance = (Double($0) - middle) / sigma
      return ($0, exp(-distance * distance / 2))
    }
  }
}
