// Transforms, spots and strain of images, against values computed from their definitions.
import Glibc
import Testing

@testable import Numerics

private func image(
  _ width: Int, _ height: Int, _ value: (Double, Double) -> Double
) throws -> Raster {
  var values: [Double] = []
  for y in 0..<height { for x in 0..<width { values.append(value(Double(x), Double(y))) } }
  return try Raster(width: width, height: height, values: values)
}

private func wave(_ g: PlaneVector, _ x: Double, _ y: Double) -> Double {
  cos(2 * .pi * (g.x * x + g.y * y))
}

/// The transform of an image with its mean taken off.
private func transform(_ image: Raster) throws -> FourierTransform {
  let mean = image.mean
  return FourierTransform(
    try Raster(width: image.width, height: image.height, values: image.values.map { $0 - mean }))
}

@Test func `the transform is the sum of its definition`() throws {
  let numbers = RandomNumbers(seed: 3)
  let noise = try image(20, 18) { _, _ in numbers.normal() }
  let found = FourierTransform(noise)
  for (k, l) in [(0, 0), (3, 5), (-7, 2), (9, -8)] {
    var (real, imaginary) = (0.0, 0.0)
    for y in 0..<18 {
      for x in 0..<20 {
        let angle = -2 * .pi * (Double(k * x) / 20 + Double(l * y) / 18)
        real += noise[x, y] * cos(angle)
        imaginary += noise[x, y] * sin(angle)
      }
    }
    #expect(abs(found[k, l].real - real) < 1e-11)
    #expect(abs(found[k, l].imaginary - imaginary) < 1e-11)
  }
  let back = found.backward().map { $0.real / 360 }
  #expect(zip(back, noise.values).allSatisfy { abs($0 - $1) < 1e-13 })
}

@Test(arguments: [
  PlaneVector(x: 0.0987, y: 0.1011), PlaneVector(x: -0.1333, y: 0.0801),
  PlaneVector(x: 0.2, y: 0.0),
])
func `a frequency between those of the transform is found`(g: PlaneVector) throws {
  let spots = try PowerSpectrum(image(128, 96) { 100 + 10 * wave(g, $0, $1) }).spots()
  #expect(abs(spots[0].frequency.x - g.x) < 1e-5, "\(spots[0])")
  #expect(abs(spots[0].frequency.y - g.y) < 1e-5, "\(spots[0])")
}

@Test func `the scatter of a spot is the uncertainty it states`() throws {
  let numbers = RandomNumbers(seed: 11)
  let g = PlaneVector(x: 0.0987, y: 0.1311)
  var squares = (found: 0.0, stated: 0.0)
  for _ in 0..<60 {
    let spot = try PowerSpectrum(
      image(64, 64) { 10 * wave(g, $0, $1) + numbers.normal(0, 10) }
    ).spots()[0]
    let (x, y) = (spot.frequency.x - g.x, spot.frequency.y - g.y)
    squares.found += x * x + y * y
    squares.stated +=
      spot.uncertainty.x * spot.uncertainty.x + spot.uncertainty.y * spot.uncertainty.y
  }
  // 120 deviations: their mean square is known to 13 %.
  #expect((0.6...1.5).contains(squares.found / squares.stated), "\(squares)")
}

@Test func `noise alone has no spot`() throws {
  let numbers = RandomNumbers(seed: 5)
  for _ in 0..<20 {
    #expect(try PowerSpectrum(image(64, 64) { _, _ in numbers.normal() }).spots().isEmpty)
  }
}

/// Two waves displaced by u(r) = D·(r − r₀): a uniform distortion.
private func distorted(
  _ first: PlaneVector, _ second: PlaneVector, _ distortion: [Double], side: Int
) throws -> Raster {
  let middle = Double(side) / 2
  return try image(side, side) { x, y in
    // The reference, the left half, is not distorted.
    let inside = x >= middle ? 1.0 : 0.0
    let (dx, dy) = (x - middle, y - middle)
    let ux = inside * (distortion[0] * dx + distortion[1] * dy)
    let uy = inside * (distortion[2] * dx + distortion[3] * dy)
    return 100 + 10 * wave(first, x - ux, y - uy) + 8 * wave(second, x - ux, y - uy)
  }
}

private func field(
  _ image: Raster, _ first: PlaneVector, _ second: PlaneVector, sigma: Double,
  reference: StrainField.Area
) throws -> StrainField {
  let transform = try transform(image)
  return try StrainField(
    GeometricPhase(transform, near: first, sigma: sigma),
    GeometricPhase(transform, near: second, sigma: sigma), reference: reference)
}

/// The vectors are not at right angles: the transpose of G would give another strain.
@Test func `a distortion put into a lattice of any angle is found`() throws {
  let (first, second) = (PlaneVector(x: 0.02, y: 0.11), PlaneVector(x: 0.105, y: 0.045))
  let put = [0.02, 0.004, -0.006, -0.015]
  let field = try field(
    distorted(first, second, put, side: 256), first, second, sigma: 0.03,
    reference: .init(x: 24...104, y: 24...232))
  let inside = field.points(in: .init(x: 152...232, y: 24...232))
  func mean(_ component: (StrainField.Distortion) -> Double) -> Double {
    inside.reduce(0) { $0 + component(field.distortions[$1]) } / Double(inside.count)
  }
  #expect(abs(mean(\.xx) - put[0]) < 1e-4, "\(mean(\.xx))")
  #expect(abs(mean(\.xy) - put[1]) < 1e-4, "\(mean(\.xy))")
  #expect(abs(mean(\.yx) - put[2]) < 1e-4, "\(mean(\.yx))")
  #expect(abs(mean(\.yy) - put[3]) < 1e-4, "\(mean(\.yy))")
}

/// Periodic in the image, as the transform takes it to be: only the mask attenuates the strain, by
/// exp(−(1/P)²/2σ²), and to first order alone.
@Test(arguments: [64.0, 32.0])
func `a strain wave is attenuated as the mask says`(period: Double) throws {
  let (first, second) = (PlaneVector(x: 0, y: 0.125), PlaneVector(x: 0.125, y: 0.03125))
  let (put, sigma) = (1e-4, 0.025)
  let waves = try image(128, 128) { x, y in
    let u = put * period / (2 * .pi) * sin(2 * .pi * y / period)
    return wave(first, x, y - u) + wave(second, x, y - u)
  }
  let field = try field(
    waves, first, second, sigma: sigma, reference: .init(x: 0...128, y: 0...128))
  let attenuation = exp(-1 / (period * period) / (2 * sigma * sigma))
  let worst = field.distortions.indices.map { index in
    let expected = put * attenuation * cos(2 * .pi * field.place(of: index).y / period)
    return abs(field.distortions[index].yy - expected)
  }.max()
  #expect(try #require(worst) < 1e-7, "\(worst ?? 0)")
}

@Test func `masks and lattices that tell nothing are refused`() throws {
  let g = PlaneVector(x: 0, y: 0.125)
  let waves = try transform(image(64, 64) { wave(g, $0, $1) })
  for sigma in [0.001, 0.1, 0.08] {
    #expect(throws: ImageError.impossibleMask(sigma)) {
      try GeometricPhase(waves, near: g, sigma: sigma)
    }
  }
  let phase = try GeometricPhase(waves, near: g, sigma: 0.03)
  #expect(throws: ImageError.parallelVectors) {
    try StrainField(phase, phase, reference: .init(x: 0...64, y: 0...64))
  }
  #expect(throws: ImageError.flat) { try PowerSpectrum(image(32, 32) { _, _ in 7 }) }
  #expect(throws: ImageError.tooSmall(width: 8, height: 8)) { try image(8, 8) { x, _ in x } }
  #expect(throws: ImageError.pointNotFinite(x: 3, y: 2)) {
    try image(20, 20) { x, y in x == 3 && y == 2 ? .nan : 1 }
  }
}
