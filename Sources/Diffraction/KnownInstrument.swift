public import Numerics
public import Quantity

/// The instrument as its standard shows it: values with uncertainties that whoever uses them takes on.
public struct KnownInstrument {
  /// The instrument at the best values.
  public let instrument: Instrument
  /// Each value that carries an uncertainty.
  public let quantities: [Quantity]

  /// The names of the numbers in the order of the quantities: the zero in °, the greatest axial
  /// divergence Ψ in °, U and W in °².
  public static let names = ["zero", "axial_divergence", "width_u", "width_w"]

  /// The number that says which radiation the standard was measured with, λ(Kα1) in Å.
  public static let wavelengthName = "k_alpha1"
  /// By how much two values of one line may differ, relative: those published for Cu Kα1 between
  /// 1951 and 1997 differ by 6·10⁻⁵, the lines of neighbouring elements by 7 % and more.
  static let wavelengthTolerance = 1e-3

  /// Takes the numbers of the stage that fitted the standard.
  ///
  /// - Parameters:
  ///   - file: Its numbers.
  ///   - stage: Its name.
  ///   - wavelength: λ(Kα1) in Å.
  ///   - lines: The two lines; the axial divergence comes from the numbers.
  ///   - derivation: The derivation of the stage that uses them.
  /// - Throws: `OtherRadiation` where the standard was measured with another, `noSuchNumber`.
  public init(
    _ file: NumbersFile, of stage: String, wavelength: Double, lines: PowderOptics,
    in derivation: Derivation
  ) throws {
    guard let standard = file[Self.wavelengthName]?.value else {
      throw QuantityError.noSuchNumber(Self.wavelengthName, file: file.file)
    }
    guard abs(wavelength / standard - 1) <= Self.wavelengthTolerance else {
      throw OtherRadiation(wavelength: wavelength, standard: standard)
    }
    var quantities: [Quantity] = []
    for name in Self.names {
      quantities.append(try derivation.number(name, from: file, of: stage).named(name))
    }
    self.quantities = quantities
    instrument = Self.instrument(quantities.map(\.value), wavelength, lines)
  }

  private static func instrument(
    _ values: [Double], _ wavelength: Double, _ lines: PowderOptics
  ) -> Instrument {
    var optics = lines
    let axial = values[1] * .pi / 180
    optics.axialSquare = axial * axial
    return Instrument(
      wavelength: wavelength, optics: optics, u: values[2], w: values[3], zero: values[0])
  }

  /// The step by which a value is moved to see what depends on it: its standard uncertainty.
  public func step(_ index: Int) -> Double {
    let uncertainty = (try? quantities[index].propagated().uncertainty) ?? nil
    return uncertainty.map { $0 > 0 ? $0 : 1e-6 } ?? 1e-6
  }

  /// The instrument with one of its values moved by its step.
  public func moved(_ index: Int) -> Instrument {
    var values = quantities.map(\.value)
    values[index] += step(index)
    return Self.instrument(values, instrument.wavelength, instrument.optics)
  }

  /// A value that was found with the instrument, with the uncertainty of the instrument added.
  ///
  /// - Parameters:
  ///   - value: The value, with its own uncertainty alone.
  ///   - changes: What `moved` of each index changes it by; empty for nothing.
  /// - Returns: The value plus a term for each that is 0 but uncertain.
  /// - Throws: `differentDerivations`.
  public func carried(
    _ value: Quantity, changes: [Double]
  ) throws(QuantityError) -> Quantity {
    var sum = value
    for (index, change) in changes.enumerated() where change != 0 {
      let quantity = quantities[index]
      let derivation = value.derivation
      let offset = try quantity - derivation.exact(quantity.value, quantity.unit)
      let slope =
        try derivation.exact(change / step(index), value.unit)
        / derivation.exact(1, quantity.unit)
      sum = try sum + slope * offset
    }
    return sum
  }
}

/// A pattern is said to be of other radiation than the instrument's standard.
public struct OtherRadiation: Error, Hashable, Sendable, CustomStringConvertible {
  /// λ(Kα1) of the pattern, in Å.
  public let wavelength: Double
  /// λ(Kα1) of the standard, in Å.
  public let standard: Double

  /// One sentence without a full stop.
  public var description: String {
    "Kα1 of this pattern is said to be \(wavelength) Å, that of the instrument's standard \(standard) Å"
  }

  /// What to do about it.
  public static let hint =
    "one of the two headers is wrong, or the standard is of another instrument"
}
