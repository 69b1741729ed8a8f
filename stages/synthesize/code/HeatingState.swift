#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a sample holds at a temperature while it is heated: invented, but in the order in which the
/// article tells it.
struct HeatingState {
  /// A sample of Figures S6 and S8, by how late and how far its layered phase grows.
  struct Sample {
    /// The name, as in the files.
    let name: String
    /// Where half of the layered phase is there, in °C.
    let layeredMiddle: Double
    /// By how much its crystallites grow from 80 Å on, in Å.
    let growth: Double

    static let all = [
      Sample(name: "Bare-NCMO", layeredMiddle: 440, growth: 420),
      Sample(name: "25W-NCMO", layeredMiddle: 465, growth: 210),
    ]
  }

  /// The shares of each phase: 1 for all that there ever is of it.
  let hydrate: Double
  let lithiumHydroxide: Double
  let hydroxide: Double
  let rockSalt: Double
  let layered: Double
  /// The size of the layered crystallites normal to (003), in Å.
  let size: Double
  /// The width of the lines of rock salt, in degrees 2θ.
  let rockSaltWidth: Double

  /// The state of a sample.
  ///
  /// - Parameters:
  ///   - sample: Which of the two.
  ///   - temperature: Its own temperature, in °C.
  ///   - shift: By how much later all changes happen, in °C.
  init(of sample: Sample, at temperature: Double, shift: Double) {
    func risen(_ middle: Double, _ width: Double) -> Double {
      1 / (1 + exp(-(temperature - shift - middle) / width))
    }
    hydrate = 1 - risen(95, 9)
    lithiumHydroxide = risen(95, 9) * (1 - risen(470, 22))
    hydroxide = 1 - risen(255, 16)
    rockSalt = risen(255, 16) * (1 - 0.93 * risen(505, 28))
    layered = risen(sample.layeredMiddle, 26)
    size = 80 + sample.growth * risen(520, 30)
    rockSaltWidth = 0.9 - 0.3 * risen(400, 40)
  }

  /// The volume of a sphere of that size, in nm³.
  var volume: Double { .pi / 6 * (size / 10) * (size / 10) * (size / 10) }
}
