#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of a heated sample: where each reflection stands, how strong and how wide it is.
struct HeatingLines {
  /// One line of Kα1 and Kα2.
  struct Line {
    /// 2θ of Kα1, in degrees.
    let place: Double
    /// The area of both lines together, in counts·°.
    let area: Double
    /// The full width at half maximum, in degrees.
    let width: Double
    /// The share of Lorentz in the pseudo-Voigt profile.
    let mixing: Double
  }

  /// Cu Kα in Å, and Kα2/Kα1.
  ///
  /// G. Hölzer et al., Phys. Rev. A 56 (1997) 4554.
  static let kAlpha1 = 1.540_592_9
  static let kAlpha2 = 1.544_427_4
  static let ratio = 0.5
  /// K of Scherrer's equation, for the full width at half maximum.
  static let shape = 0.9

  private(set) var lines: [Line] = []

  /// The lines of a sample in a state.
  ///
  /// - Parameters:
  ///   - state: What the sample holds.
  ///   - temperature: Its own temperature in °C: the lattices are wider when it is hot.
  ///   - instrument: The width of the instrument, in degrees; it adds to that of the size.
  init(_ state: HeatingState, at temperature: Double, instrument: Double) {
    let warmth = temperature - 25
    addLithium(state)
    addHydroxide(state, 1 + 12e-6 * warmth)
    addRockSalt(state, 1 + 12e-6 * warmth)
    addLayered(state, 1 + 12e-6 * warmth, 1 + 16e-6 * warmth, instrument: instrument)
  }

  private mutating func addLithium(_ state: HeatingState) {
    for (place, strength) in [(30.12, 100.0), (33.62, 70), (37.02, 55)] {
      add(place, 14 * strength * state.hydrate, 0.10, 0.6)
    }
    for (place, strength) in [(20.45, 30.0), (32.55, 100), (35.75, 30)] {
      add(place, 12 * strength * state.lithiumHydroxide, 0.12, 0.6)
    }
  }

  /// β-hydroxide: relative intensities as usual for β-Ni(OH)₂.
  private mutating func addHydroxide(_ state: HeatingState, _ expansion: Double) {
    for (h, l, strength) in [(0.0, 1.0, 100.0), (1, 0, 45), (1, 1, 100)] {
      let place = Self.place(h, l, 3.126 * expansion, 4.605 * expansion)
      add(place, 14 * strength * state.hydroxide, 0.35, 0.7)
    }
  }

  /// Rock salt: 111 and 200, relative intensities as usual for NiO.
  private mutating func addRockSalt(_ state: HeatingState, _ expansion: Double) {
    for (squares, strength) in [(3.0, 60.0), (4, 100)] {
      let place = Self.place(spacing: 4.18 * expansion / squares.squareRoot())
      add(place, 18 * strength * state.rockSalt, state.rockSaltWidth, 0.7)
    }
  }

  /// The layered oxide: intensities relative to 104 from the structure factors of NCM90 with 3 % of
  /// Li/Ni exchange, a = 2.876 Å, c = 14.195 Å, at 25 °C; the Lorentz-polarisation factor goes with
  /// the place.
  private mutating func addLayered(
    _ state: HeatingState, _ a: Double, _ c: Double, instrument: Double
  ) {
    for (h, l, strength) in [
      (0.0, 3.0, 1.173896), (1, 1, 0.459042), (0, 6, 0.057250), (1, 2, 0.152778), (1, 4, 1),
      (1, 5, 0.141281),
    ] {
      let cold = Self.place(h, l, 2.876, 14.195)
      let place = Self.place(h, l, 2.876 * a, 14.195 * c)
      let theta = place * .pi / 360
      let broadening = Self.shape * Self.kAlpha1 / (state.size * cos(theta)) * 180 / .pi
      let factor = Self.lorentzPolarisation(place) / Self.lorentzPolarisation(cold)
      add(place, 1500 * strength * state.layered * factor, instrument + broadening, 0.8)
    }
  }

  private mutating func add(
    _ place: Double, _ area: Double, _ width: Double, _ mixing: Double
  ) {
    lines.append(Line(place: place, area: area, width: width, mixing: mixing))
  }

  /// 2θ of a reflection (h 0 l) of a hexagonal lattice.
  private static func place(_ h: Double, _ l: Double, _ a: Double, _ c: Double) -> Double {
    place(spacing: 1 / (4.0 / 3 * h * h / (a * a) + l * l / (c * c)).squareRoot())
  }

  private static func place(spacing: Double) -> Double {
    asin(kAlpha1 / 2 / spacing) * 360 / .pi
  }

  /// (1 + cos² 2θ)/(sin² θ cos θ), without a monochromator.
  static func lorentzPolarisation(_ place: Double) -> Double {
    let theta = place * .pi / 360
    return (1 + cos(2 * theta) * cos(2 * theta)) / (sin(theta) * sin(theta) * cos(theta))
  }
}

extension HeatingLines.Line {
  /// What the line adds at an angle, in counts.
  func value(at angle: Double) -> Double {
    let sine = HeatingLines.kAlpha2 / HeatingLines.kAlpha1 * sin(place * .pi / 360)
    let second = asin(sine) * 360 / .pi
    return area / (1 + HeatingLines.ratio)
      * (profile(angle - place) + HeatingLines.ratio * profile(angle - second))
  }

  /// The pseudo-Voigt function of unit area.
  private func profile(_ distance: Double) -> Double {
    let place = distance / width
    let gauss = 2 * (log(2.0) / .pi).squareRoot() * exp(-4 * log(2.0) * place * place)
    return (mixing * 2 / .pi / (1 + 4 * place * place) + (1 - mixing) * gauss) / width
  }
}
