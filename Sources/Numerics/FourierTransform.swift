internal import CGSL

/// The discrete Fourier transform of an image, by rows and by columns (GSL, mixed radix):
/// F(k, l) = Σ f(x, y) exp(−2πi (k x/width + l y/height)).
public struct FourierTransform: Sendable {
  /// The number of columns of the image.
  public let width: Int
  /// The number of rows of the image.
  public let height: Int
  /// Real and imaginary parts in turn, row after row.
  private var parts: [Double]

  /// Transforms an image.
  public init(_ image: Raster) {
    width = image.width
    height = image.height
    parts = [Double](repeating: 0, count: 2 * image.values.count)
    for (index, value) in image.values.enumerated() { parts[2 * index] = value }
    transform(gsl_fft_complex_forward)
  }

  /// Takes coefficients as they are; a coefficient that is not given is 0.
  init(width: Int, height: Int, coefficients: [(k: Int, l: Int, Complex)]) {
    self.width = width
    self.height = height
    parts = [Double](repeating: 0, count: 2 * width * height)
    for (k, l, value) in coefficients {
      let index = index(k, l)
      parts[index] = value.real
      parts[index + 1] = value.imaginary
    }
  }

  /// The coefficient of a frequency of k periods over the width and l over the height; negative
  /// ones are those of the other direction.
  public subscript(k: Int, l: Int) -> Complex {
    let index = index(k, l)
    return Complex(real: parts[index], imaginary: parts[index + 1])
  }

  /// |F|² of all frequencies: those of k = 0… and l = 0 first, row after row.
  var powers: [Double] {
    (0..<width * height).map { index -> Double in
      let (real, imaginary) = (parts[2 * index], parts[2 * index + 1])
      return real * real + imaginary * imaginary
    }
  }

  /// The values whose coefficients these are, without the factor 1/(width · height), row after row.
  func backward() -> [Complex] {
    var image = self
    image.transform(gsl_fft_complex_backward)
    return (0..<width * height).map {
      Complex(real: image.parts[2 * $0], imaginary: image.parts[2 * $0 + 1])
    }
  }

  private func index(_ k: Int, _ l: Int) -> Int {
    let column = k % width
    let row = l % height
    return 2 * ((row < 0 ? row + height : row) * width + (column < 0 ? column + width : column))
  }

  private typealias Line = (
    UnsafeMutablePointer<Double>?, Int, Int, UnsafePointer<gsl_fft_complex_wavetable>?,
    UnsafeMutablePointer<gsl_fft_complex_workspace>?
  ) -> Int32

  private mutating func transform(_ line: Line) {
    let (width, height) = (width, height)
    parts.withUnsafeMutableBufferPointer { parts in
      Self.lines(line, parts, length: width, stride: 1, count: height, distance: width)
      Self.lines(line, parts, length: height, stride: width, count: width, distance: 1)
    }
  }

  private static func lines(
    _ line: Line, _ parts: UnsafeMutableBufferPointer<Double>, length: Int, stride: Int,
    count: Int, distance: Int
  ) {
    guard let start = parts.baseAddress,
      let table = gsl_fft_complex_wavetable_alloc(length),
      let workspace = gsl_fft_complex_workspace_alloc(length)
    else { preconditionFailure("BUG: no memory for a Fourier transform") }
    defer {
      gsl_fft_complex_wavetable_free(table)
      gsl_fft_complex_workspace_free(workspace)
    }
    for number in 0..<count {
      let code = line(start + 2 * number * distance, stride, length, table, workspace)
      guard code == 0 else {
        preconditionFailure("BUG: GSL transforms no line of \(length) points")
      }
    }
  }
}

/// A complex number.
public struct Complex: Hashable, Sendable {
  /// The real part.
  public let real: Double
  /// The imaginary part.
  public let imaginary: Double

  /// Makes a number from its parts.
  public init(real: Double, imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The square of the absolute value.
  public var squaredLength: Double { real * real + imaginary * imaginary }

  /// The conjugate of this number times another.
  func conjugateTimes(_ other: Complex) -> Complex {
    Complex(
      real: real * other.real + imaginary * other.imaginary,
      imaginary: real * other.imaginary - imaginary * other.real)
  }

  /// The number times i and a real factor.
  func timesImaginary(_ factor: Double) -> Complex {
    Complex(real: -factor * imaginary, imaginary: factor * real)
  }

  static func * (factor: Double, one: Complex) -> Complex {
    Complex(real: factor * one.real, imaginary: factor * one.imaginary)
  }
}
