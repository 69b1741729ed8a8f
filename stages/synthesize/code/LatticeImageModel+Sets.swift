// The images as files, and what was put into each.
import Numerics
import Text

extension LatticeImageModel {
  /// The images of Figures S5 and S9, and what was put in; the seed says which random numbers.
  func sets(seed: UInt32) -> [SyntheticSet] {
    let numbers = RandomNumbers(seed: seed)
    // One microscope: all images share what its calibration is wrong by.
    let scale = 1 + numbers.normal(0, Self.pixelUncertainty)
    let zones = Specimen.zones.map {
      exposure(of: $0, Scan.drawn(scale: scale, turned: 4, numbers), numbers)
    }
    let strained = Specimen.strained.map {
      exposure(of: $0, Scan.drawn(scale: scale, turned: 0, numbers), numbers)
    }
    return [
      SyntheticSet(
        name: "FigS5", files: zones.map { file($0, in: "zone-axis") },
        truth: .object(
          common(zones, scale) + [
            ("layered", ["a_nm": JSON(Specimen.layeredA), "c_nm": JSON(Specimen.layeredC)]),
            ("rocksalt", ["a_nm": JSON(Specimen.rockSaltEdge)]),
            (
              "rocksalt_shell_nm",
              .object(
                zones.filter { $0.specimen.shell > 0 }.map {
                  (String($0.specimen.name.prefix(6)), JSON($0.specimen.shell))
                })
            ),
          ])),
      SyntheticSet(
        name: "FigS9", files: strained.map { file($0, in: "strain-map") },
        truth: .object(
          common(strained, scale) + [
            ("displacement", JSON(StrainWave.words)),
            (
              "e",
              .object(
                strained.map { (String($0.specimen.name.dropFirst(6)), JSON($0.specimen.strain)) })
            ),
            ("sign", "positive eps = stretching; the SI colours shrinkage red, stretching blue"),
          ])),
    ]
  }

  /// An image with what it shows and how it was scanned.
  private struct Exposure {
    let specimen: Specimen
    let scan: Scan
    let greys: [UInt8]
  }

  private func exposure(
    of specimen: Specimen, _ scan: Scan, _ numbers: RandomNumbers
  ) -> Exposure {
    Exposure(specimen: specimen, scan: scan, greys: greys(of: specimen, scan, numbers))
  }

  private func file(_ exposure: Exposure, in stage: String) -> SyntheticSet.File {
    SyntheticSet.File(
      "\(stage)/raw/synthetic_\(exposure.specimen.name).tif", bytes: tiff(exposure.greys))
  }

  /// The grey values as a file that states the size of its pixels.
  func tiff(_ greys: [UInt8]) -> [UInt8] {
    TIFFFile(
      width: side, counts: greys.map(Int.init), bits: 8, description: SyntheticSet.notice,
      pixelSize: pixel
    ).bytes
  }

  /// What all images were made with, and the scan of each.
  private func common(_ exposures: [Exposure], _ scale: Double) -> [(String, JSON)] {
    [
      ("pixel_nm", JSON(pixel)), ("true_pixel_nm", JSON(pixel * scale)),
      (
        "scans",
        .object(
          exposures.map {
            (
              $0.specimen.name,
              [
                "anisotropy": JSON($0.scan.anisotropy), "shear": JSON($0.scan.shear),
                "rotation_deg": JSON($0.scan.rotation),
              ]
            )
          })
      ),
    ]
  }
}
