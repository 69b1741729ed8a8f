import Diffraction
import Numerics
import Quantity
import Testing
import Text

/// The numbers of xrd-instrument for a diffractometer that is known: what was put in, or that with
/// the errors a fit of the standard makes.
enum StandardNumbers {
  /// How uncertain the fit of the committed standard leaves the zero and Ψ in °, U and W in °².
  static let uncertainties = [0.0005, 0.004, 6.7e-5, 3.1e-5]

  /// Those of the committed files, without errors.
  static func asPutIn() throws -> NumbersFile {
    func value(_ name: String) throws -> Double {
      try #require(try Truth.value("LaB6", name).double)
    }
    return try file([
      value("zero_deg"), value("axial_square_rad2").squareRoot() * 180 / .pi, value("u_deg2"),
      value("w_deg2"),
    ])
  }

  /// Those of an instrument, each off by a random error of its uncertainty.
  static func found(for instrument: Instrument, _ random: RandomNumbers) throws -> NumbersFile {
    let values = [
      instrument.zero, instrument.optics.axialSquare.squareRoot() * 180 / .pi, instrument.u,
      instrument.w,
    ]
    return try file(zip(values, uncertainties).map { $0 + random.normal(0, $1) })
  }

  static func file(_ values: [Double]) throws -> NumbersFile {
    let numbers = zip(zip(KnownInstrument.names, values), uncertainties).map { number, u in
      let unit = number.0.hasPrefix("width") ? "°²" : "°"
      return """
        "\(number.0)": {"value": \(number.1), "unit": "\(unit)", "uncertainty": \(u),
          "budget": "complete", "definition": "d"}
        """
    }
    let radiation = """
      "\(KnownInstrument.wavelengthName)": {"value": 1.540598, "unit": "Å", "definition": "d"}
      """
    let text = "{\"numbers\": {\((numbers + [radiation]).joined(separator: ", "))}}"
    return try NumbersFile.read(Array(text.utf8), file: "results/numbers.json")
  }
}
