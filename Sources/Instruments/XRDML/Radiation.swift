public import Quantity
internal import Text
public import Words

/// The radiation as the file states it: two wavelengths and how strong the second line is.
public struct Radiation: Sendable {
  /// The wavelength of Kα1.
  public let kAlpha1: WordCell
  /// The wavelength of Kα2.
  public let kAlpha2: WordCell
  /// The unit of both.
  public let unit: Unit
  /// The area of Kα2 over that of Kα1; 0 behind a monochromator that takes Kα2 away.
  public let ratio: WordCell
  /// Whether the file says that only Kα1 was meant to be used.
  public let isKAlpha1Intended: Bool

  init(_ node: Node) throws(Diagnostic) {
    let first = try node.only("kAlpha1")
    let second = try node.only("kAlpha2")
    let units = ["Angstrom": Unit(opaque: "Å")]
    unit = try first.unit(of: units)
    _ = try second.unit(of: units)
    kAlpha1 = try first.value()
    kAlpha2 = try second.value()
    ratio = try node.only("ratioKAlpha2KAlpha1").value()
    isKAlpha1Intended = node.attribute("intended") == "K-Alpha 1"
    let (one, other) = (try kAlpha1.number(), try kAlpha2.number())
    guard one > 0 else { throw kAlpha1.fault(.notPositive(kAlpha1.text)) }
    guard other > one else { throw kAlpha2.fault(.wavelengths) }
    guard try ratio.number() >= 0 else { throw ratio.fault(.negativeRatio(ratio.text)) }
  }
}
