#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The power spectrum of an image behind a Hann window, and the spots in it.
public struct PowerSpectrum: Sendable {
  /// A maximum of the spectrum that noise alone would not make.
  public struct Spot: Hashable, Sendable {
    /// The frequency in periods per pixel.
    public let frequency: PlaneVector
    /// The standard uncertainty of each component from the noise, periods per pixel.
    public let uncertainty: PlaneVector
    /// The power at the maximum over the mean power of the noise at that distance from the origin.
    public let powerOverNoise: Double
  }

  /// The transform of the windowed image, its mean taken off.
  public let transform: FourierTransform
  /// The mean power of the noise for each whole distance from the origin, in periods over the
  /// smaller side.
  private let noise: [Double]

  /// How often noise alone may make a spot anywhere in the spectrum.
  public static let falseAlarm = 1e-3

  /// Transforms an image behind the window sin²(π(x + ½)/width) · sin²(π(y + ½)/height).
  ///
  /// - Throws: `ImageError.flat`.
  public init(_ image: Raster) throws(ImageError) {
    let mean = image.mean
    guard image.values.contains(where: { $0 != image.values[0] }) else { throw .flat }
    let columns = Self.window(image.width)
    let rows = Self.window(image.height)
    var values = image.values
    var index = 0
    for row in rows {
      for column in columns {
        values[index] = (values[index] - mean) * row * column
        index += 1
      }
    }
    let windowed = try Raster(width: image.width, height: image.height, values: values)
    let transform = FourierTransform(windowed)
    self.transform = transform
    noise = Self.noise(of: transform)
  }

  private static func window(_ count: Int) -> [Double] {
    (0..<count).map {
      let sine = sin(.pi * (Double($0) + 0.5) / Double(count))
      return sine * sine
    }
  }

  /// The power that noise must surpass to be taken for a spot, over the mean power of the noise.
  ///
  /// The power of noise is distributed exponentially: of N independent frequencies the largest
  /// surpasses ln(N/p) with a probability of p.
  public var threshold: Double {
    log(Double(transform.width * transform.height) / 2 / Self.falseAlarm)
  }

  /// The power of a frequency over the mean power of the noise at its distance from the origin.
  public func powerOverNoise(_ k: Int, _ l: Int) -> Double {
    transform.power(k, l) / noise[min(noise.count - 1, distance(k, l))]
  }

  private var side: Double { Double(min(transform.width, transform.height)) }

  private func distance(_ k: Int, _ l: Int) -> Int {
    Self.distance(k, l, transform)
  }

  private static func distance(_ k: Int, _ l: Int, _ transform: FourierTransform) -> Int {
    let side = Double(min(transform.width, transform.height))
    let (x, y) = (Double(k) / Double(transform.width), Double(l) / Double(transform.height))
    return Int((side * (x * x + y * y).squareRoot()).rounded())
  }

  /// The mean power of the noise by the median over each ring, which spots hardly change: the median
  /// of an exponential distribution is ln 2 times its mean.
  private static func noise(of transform: FourierTransform) -> [Double] {
    let (halfWidth, halfHeight) = (transform.width / 2, transform.height / 2)
    var rings = [[Double]](
      repeating: [], count: min(halfWidth, halfHeight))
    for l in 0..<halfHeight {
      for k in (1 - halfWidth)..<halfWidth where l > 0 || k > 0 {
        let ring = distance(k, l, transform)
        if ring < rings.count { rings[ring].append(transform.power(k, l)) }
      }
    }
    return rings.indices.map { index in
      // Near the origin a ring has few frequencies: it is taken with its neighbours.
      let near = rings[max(1, index - 2)...min(rings.count - 1, max(index, 1) + 2)].joined()
      let sorted = near.sorted()
      return max(sorted[sorted.count / 2] / log(2), .leastNormalMagnitude)
    }
  }
}

extension PowerSpectrum {
  /// The spots, the strongest first, each pair of opposite ones once: downwards, or to the right in
  /// the row of the origin.
  ///
  /// - Parameter closest: The least distance from the origin and between two spots, in periods over
  ///   the smaller side; the window makes a spot 4 wide.
  public func spots(closest: Int = 4) -> [Spot] {
    let (halfWidth, halfHeight) = (transform.width / 2 - 2, transform.height / 2 - 2)
    let threshold = threshold
    var found: [Spot] = []
    for l in 0..<halfHeight {
      for k in (1 - halfWidth)..<halfWidth where l > 0 || k > 0 {
        guard distance(k, l) >= closest, distance(k, l) < noise.count else { continue }
        let power = powerOverNoise(k, l)
        guard power > threshold, isMaximum(k, l) else { continue }
        found.append(spot(k, l, powerOverNoise: power))
      }
    }
    found.sort { $0.powerOverNoise > $1.powerOverNoise }
    var spots: [Spot] = []
    for spot in found where !spots.contains(where: { isNear($0, spot, closest) }) {
      spots.append(spot)
    }
    return spots
  }

  /// Whether two spots, or one and the opposite of the other, are closer than the window lets tell.
  private func isNear(_ one: Spot, _ other: Spot, _ closest: Int) -> Bool {
    let limit = Double(closest) / side
    return (one.frequency - other.frequency).length < limit
      || (one.frequency + other.frequency).length < limit
  }

  private func isMaximum(_ k: Int, _ l: Int) -> Bool {
    let power = transform.power(k, l)
    for row in -1...1 {
      for column in -1...1 where row != 0 || column != 0 {
        if transform.power(k + column, l + row) > power { return false }
      }
    }
    return true
  }

  /// The place of a maximum between the frequencies of the transform.
  ///
  /// For the Hann window δ = 2 (|F₊| − |F₋|)/(|F₋| + 2|F₀| + |F₊|) is exact for one frequency
  /// (D. Agrež, IEEE Trans. Instrum. Meas. 51 (2002) 287). Its variance follows from that of the
  /// noise, whose components two places apart are correlated by 1/6.
  private func spot(_ k: Int, _ l: Int, powerOverNoise: Double) -> Spot {
    let x = offset(
      transform.power(k - 1, l), transform.power(k, l), transform.power(k + 1, l), powerOverNoise)
    let y = offset(
      transform.power(k, l - 1), transform.power(k, l), transform.power(k, l + 1), powerOverNoise)
    let (width, height) = (Double(transform.width), Double(transform.height))
    return Spot(
      frequency: PlaneVector(x: (Double(k) + x.value) / width, y: (Double(l) + y.value) / height),
      uncertainty: PlaneVector(x: x.u / width, y: y.u / height), powerOverNoise: powerOverNoise)
  }

  private func offset(
    _ before: Double, _ at: Double, _ after: Double, _ powerOverNoise: Double
  ) -> (value: Double, u: Double) {
    let (low, middle, high) = (before.squareRoot(), at.squareRoot(), after.squareRoot())
    let sum = low + 2 * middle + high
    let difference = 2 * (5.0 / 6).squareRoot() * middle / powerOverNoise.squareRoot()
    return (2 * (high - low) / sum, difference / sum)
  }
}
