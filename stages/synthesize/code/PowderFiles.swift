import Diffraction
import Numerics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The cosine of an angle in degrees.
func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  let scale = pow(10, Double(decimals))
  let whole = Int((abs(value) * scale).rounded())
  let unit = Int(scale)
  let digits = String(whole % unit)
  let sign = value < 0 && whole > 0 ? "-" : ""
  return "\(sign)\(whole / unit)."
    + String(repeating: "0", count: decimals - digits.count) + digits
}

/// The files of powder patterns.
enum PowderFiles {
  /// A PANalytical XRDML file; counts are `<intensities>` in version 1.x.
  static func xrdml(
    _ counts: [Int], from first: Double, to last: Double, name: String, version: String
  ) -> String {
    let tag = version.hasPrefix("1") ? "intensities" : "counts"
    let values = counts.map { String($0) }.joined(separator: " ")
    let schema = "http://www.xrdml.com/XRDMeasurement/\(version)"
    func positions(_ axis: String, _ share: Double) -> String {
      "<positions axis=\"\(axis)\" unit=\"deg\">"
        + "<startPosition>\(fixed(first * share, 8))</startPosition>"
        + "<endPosition>\(fixed(last * share, 8))</endPosition></positions>"
    }
    let (one, other, ratio) = Diffractometer.lines
    let wavelengths =
      "<kAlpha1 unit=\"Angstrom\">\(fixed(one, 7))</kAlpha1>"
      + "<kAlpha2 unit=\"Angstrom\">\(fixed(other, 7))</kAlpha2>"
      + "<kBeta unit=\"Angstrom\">1.3922500</kBeta>"
      + "<ratioKAlpha2KAlpha1>\(fixed(ratio, 4))</ratioKAlpha2KAlpha1>"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <xrdMeasurements xmlns="\(schema)" status="Completed">
      \t<comment><entry>\(SyntheticSet.notice)</entry></comment>
      \t<sample type="To be analyzed"><id>\(name)</id><name>\(name)</name></sample>
      \t<xrdMeasurement measurementType="Scan" status="Completed" sampleMode="Reflection">
      \t\t<usedWavelength intended="K-Alpha">\(wavelengths)</usedWavelength>
      \t\t<scan appendNumber="0" mode="Continuous" scanAxis="Gonio" status="Completed">
      \t\t\t<header><startTimeStamp>1970-01-01T10:00:00+00:00</startTimeStamp>\
      <endTimeStamp>1970-01-01T11:00:00+00:00</endTimeStamp></header>
      \t\t\t<dataPoints>
      \t\t\t\t\(positions("2Theta", 1))
      \t\t\t\t\(positions("Omega", 0.5))
      \t\t\t\t<commonCountingTime unit="seconds">60.000</commonCountingTime>
      \t\t\t\t<\(tag) unit="counts">\(values)</\(tag)>
      \t\t\t</dataPoints>
      \t\t</scan>
      \t</xrdMeasurement>
      </xrdMeasurements>

      """
  }

  /// Columns of angle and counts.
  static func columns(_ places: [Double], _ counts: [Int]) -> String {
    (["# \(SyntheticSet.notice)"]
      + zip(places, counts).map { "\(fixed($0, 5)) \($1)" })
      .joined(separator: "\n") + "\n"
  }

  /// Equal steps from a start.
  static func places(from first: Double, step: Double, count: Int) -> [Double] {
    (0..<count).map { first + step * Double($0) }
  }
}
