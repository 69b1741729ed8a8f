// What figures say of themselves is found in each format that they are drawn in.
import Host
import Testing

@testable import Audit

private let recipe = Digest.of("a recipe")

/// A text as PDF writes it in UTF-16, in hexadecimal digits or as it is.
private func wide(_ text: String, inDigits: Bool) -> [UInt8] {
  var bytes: [UInt8] = [0xFE, 0xFF]
  for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
  guard inDigits else { return bytes }
  let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  return Array("<\(digits)>".utf8)
}

@Test func `the mark of a figure is found in SVG, PNG and PDF`() {
  let plain = "stage=draw@25W%28a%29 recipe=\(recipe.hex) mark=SYNTHETIC INPUT"
  let texts: [[UInt8]] = [
    Array("<figure stage=\"draw@25W%28a%29\" recipe=\"\(recipe.hex)\" mark=\"\"/>".utf8),
    Array("<figure stage='draw@25W%28a%29'\n  recipe='\(recipe.hex)'/>".utf8),
    [0x89, 0x50, 0x4E, 0x47] + Array("tEXtKeywords\0\(plain)".utf8) + [0xFF, 0x00],
    Array("%PDF-1.5 /Keywords (\(plain)) >>".utf8),
    Array("%PDF-1.5 /Title <FEFF0041> /Keywords ".utf8) + wide(plain, inDigits: true),
    Array("%PDF-1.5 /Keywords (".utf8) + wide(plain, inDigits: false) + Array(") >>".utf8),
    Array("stage=other stage=draw@25W%28a%29 recipe=\(recipe.hex)".utf8),
  ]
  for text in texts {
    let mark = FigureMark(in: text)
    #expect(mark?.stage == "draw@25W%28a%29" && mark?.recipe == recipe)
  }
}

@Test func `what is no mark is none`() {
  let texts = [
    "", "stage=", "stage=a", "stage=a recipe=", "stage=a recipe=12ab", "recipe=\(recipe.hex)",
    "stage= recipe=\(recipe.hex)", "stage=\"a recipe=\(recipe.hex)", "%PDF-<FEFF00",
    "%PDF-<FEFF0>", "stage=a recipe=\(recipe.hex.dropLast())",
  ]
  for text in texts { #expect(FigureMark(in: Array(text.utf8)) == nil, "\(text)") }
}
