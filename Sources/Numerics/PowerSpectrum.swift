internal import CGSL

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

  /// The number of columns of the image.
  public let width: Int
  /// The number of rows of the image.
  public let height: Int
  /// The transform of the windowed image, its mean taken off.
  private let transform: FourierTransform
  /// |F|² of each frequency, in the order of the transform.
  private let powers: [Double]
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
    width = image.width
    height = image.height
    transform = FourierTransform(windowed)
    powers = transform.powers
    noise = Self.noise(of: powers, width, height)
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
    log(Double(width * height) / 2 / Self.falseAlarm)
  }

  /// The power of a frequency over the mean power of the noise at its distance from the origin.
  public func powerOverNoise(_ k: Int, _ l: Int) -> Double {
    power(k, l) / noise[min(noise.count - 1, distance(k, l))]
  }

  private func power(_ k: Int, _ l: Int) -> Double {
    powers[(l < 0 ? l + height : l) * width + (k < 0 ? k + width : k)]
  }

  private func distance(_ k: Int, _ l: Int) -> Int { Self.distance(k, l, width, height) }

  private static func distance(_ k: Int, _ l: Int, _ width: Int, _ height: Int) -> Int {
    let side = Double(min(width, height))
    let (x, y) = (Double(k) * side / Double(width), Double(l) * side / Double(height))
    return Int((x * x + y * y).squareRoot() + 0.5)
  }

  /// The mean power of the noise by the median over each ring, which spots hardly change: the median
  /// of an exponential distribution is ln 2 times its mean.
  private static func noise(of powers: [Double], _ width: Int, _ height: Int) -> [Double] {
    var rings = [[Double]](repeating: [], count: min(width, height) / 2)
    for l in 0..<(height / 2) {
      for k in (1 - width / 2)..<(width / 2) where l > 0 || k > 0 {
        let ring = distance(k, l, width, height)
        guard ring < rings.count else { continue }
        rings[ring].append(powers[l * width + (k < 0 ? k + width : k)])
      }
    }
    return rings.indices.map { index in
      // Near the origin a ring has few frequencies: it is taken with its neighbours.
      let spread = index < 16 ? 2 : 0
      let first = min(max(1, index - spread), rings.count - 1)
      let last = min(rings.count - 1, max(index, 1) + spread)
      return max(median(Array(rings[first...last].joined())) / log(2), .leastNormalMagnitude)
    }
  }
}

/// The middle one of values in order (GSL: a library sorts fast in a program that is not optimized).
private func median(_ values: [Double]) -> Double {
  var values = values
  values.withUnsafeMutableBufferPointer { gsl_sort($0.baseAddress, 1, $0.count) }
  return values[values.count / 2]
}

extension PowerSpectrum {
  /// The spots, the strongest first, each pair of opposite ones once: downwards, or to the right in
  /// the row of the origin.
  ///
  /// - Parameter closest: The least distance from the origin and between two spots, in periods over
  ///   the smaller side; the window makes a spot 4 wide.
  /// - Returns: The spots.
  public func spots(closest: Int = 4) -> [Spot] {
    let (halfWidth, halfHeight) = (width / 2 - 2, height / 2 - 2)
    let threshold = threshold
    var maxima: [(k: Int, l: Int, powerOverNoise: Double)] = []
    for l in 0..<halfHeight {
      for k in (1 - halfWidth)..<halfWidth where l > 0 || k > 0 {
        let distance = distance(k, l)
        guard distance >= closest, distance < noise.count else { continue }
        let powerOverNoise = power(k, l) / noise[distance]
        guard powerOverNoise > threshold, isMaximum(k, l) else { continue }
        maxima.append((k, l, powerOverNoise))
      }
    }
    maxima.sort { $0.powerOverNoise > $1.powerOverNoise }
    // Beside a strong spot stand weaker maxima that the window makes of it.
    var spots: [(k: Int, l: Int, powerOverNoise: Double)] = []
    for spot in maxima
    where !spots.contains(where: {
      distance($0.k - spot.k, $0.l - spot.l) < closest
        || distance($0.k + spot.k, $0.l + spot.l) < closest
    }) {
      spots.append(spot)
    }
    return spots.map { spot($0.k, $0.l) }.sorted { $0.powerOverNoise > $1.powerOverNoise }
  }

  private func isMaximum(_ k: Int, _ l: Int) -> Bool {
    let here = power(k, l)
    for row in -1...1 {
      for column in -1...1 where row != 0 || column != 0 {
        if power(k + column, l + row) > here { return false }
      }
    }
    return true
  }

  /// The place of a maximum of the continuous transform, which the image beyond its edges, 0, has
  /// between the frequencies of the discrete one.
  ///
  /// A wave of the amplitude A in white noise of the variance s², behind a window w, has it with the
  /// variance (s²/2A²) Σw²t²/(Σwt²)² of the angular frequency, t from the middle; for the Hann window
  /// that is (0.4872)² N/P in periods over the image, N/P the noise over the power.
  private func spot(_ k: Int, _ l: Int) -> Spot {
    let near = NearTransform(transform, k, l)
    let (place, power) = near.maximum(
      from: PlaneVector(
        x: offset(self.power(k - 1, l), self.power(k, l), self.power(k + 1, l)),
        y: offset(self.power(k, l - 1), self.power(k, l), self.power(k, l + 1))))
    let powerOverNoise = powerOverNoise(k, l) * power / self.power(k, l)
    let (columns, rows) = (Double(width), Double(height))
    let u = 0.4872 / powerOverNoise.squareRoot()
    return Spot(
      frequency: PlaneVector(x: (Double(k) + place.x) / columns, y: (Double(l) + place.y) / rows),
      uncertainty: PlaneVector(x: u / columns, y: u / rows), powerOverNoise: powerOverNoise)
  }

  /// Where between three frequencies a single wave behind a Hann window lies.
  ///
  /// It is 2 (|F₊| − |F₋|)/(|F₋| + 2|F₀| + |F₊|): D. Agrež, IEEE Trans. Instrum. Meas. 51 (2002) 287.
  private func offset(_ before: Double, _ at: Double, _ after: Double) -> Double {
    let (low, middle, high) = (before.squareRoot(), at.squareRoot(), after.squareRoot())
    return 2 * (high - low) / (low + 2 * middle + high)
  }
}

/// The continuous transform near a frequency of the discrete one, by what is near it there.
///
/// F(q) = Σ F(k) D(q − k) with D(t) = exp(−iπt (N − 1)/N) sin(πt)/(N sin(πt/N)); what the window
/// leaves of a wave lies within few frequencies, so that those of other waves are not missed.
private struct NearTransform {
  /// How far the frequencies that are summed reach.
  private static let reach = 6

  private let width: Int
  private let height: Int
  /// F(k) exp(iπk (N − 1)/N), row after row: what is left of the phase does not change |F(q)|.
  private var reals: [Double] = []
  private var imaginaries: [Double] = []

  init(_ transform: FourierTransform, _ k: Int, _ l: Int) {
    width = transform.width
    height = transform.height
    let turn = PlaneVector(
      x: .pi * Double(width - 1) / Double(width), y: .pi * Double(height - 1) / Double(height))
    for row in -Self.reach...Self.reach {
      for column in -Self.reach...Self.reach {
        let angle = turn.dot(PlaneVector(x: Double(column), y: Double(row)))
        let (value, c, s) = (transform[k + column, l + row], cos(angle), sin(angle))
        reals.append(value.real * c - value.imaginary * s)
        imaginaries.append(value.real * s + value.imaginary * c)
      }
    }
  }

  /// |F|² so many periods beside the frequency.
  private func power(_ place: PlaneVector) -> Double {
    let columns = Self.weights(place.x, width)
    var (real, imaginary, index) = (0.0, 0.0, 0)
    for row in Self.weights(place.y, height) {
      for column in columns {
        real += row * column * reals[index]
        imaginary += row * column * imaginaries[index]
        index += 1
      }
    }
    return real * real + imaginary * imaginary
  }

  private static func weights(_ place: Double, _ count: Int) -> [Double] {
    (-reach...reach).map {
      let t = Double.pi * (place - Double($0))
      return abs(t) < 1e-12 ? 1 : sin(t) / (Double(count) * sin(t / Double(count)))
    }
  }

  /// The place of the maximum and |F|² there, by parabolas through nine points nearer and nearer to one another.
  func maximum(from start: PlaneVector) -> (PlaneVector, power: Double) {
    var place = start
    for step in [0.3, 0.1, 0.03, 0.01] {
      var best = (place: place, power: 0.0)
      let powers = (-1...1).map { row -> [Double] in
        (-1...1).map { column -> Double in
          let there = place + step * PlaneVector(x: Double(column), y: Double(row))
          let found = power(there)
          if found > best.power { best = (there, found) }
          return found
        }
      }
      let slope = PlaneVector(
        x: (powers[1][2] - powers[1][0]) / 2, y: (powers[2][1] - powers[0][1]) / 2)
      let xx = powers[1][2] - 2 * powers[1][1] + powers[1][0]
      let yy = powers[2][1] - 2 * powers[1][1] + powers[0][1]
      let xy = (powers[2][2] - powers[2][0] - powers[0][2] + powers[0][0]) / 4
      let determinant = xx * yy - xy * xy
      let move =
        (-step / determinant)
        * PlaneVector(x: yy * slope.x - xy * slope.y, y: xx * slope.y - xy * slope.x)
      let isMaximum = xx < 0 && determinant > 0 && move.length < 3 * step
      place = isMaximum ? place + move : best.place
    }
    return (place, power(place))
  }
}
