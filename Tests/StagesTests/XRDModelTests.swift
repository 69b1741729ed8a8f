// The made-up powder patterns: the committed files are what the model makes, and so is the truth.
import Analysis
import Testing
import Text

@testable import synthesize

@Test(arguments: ["FigS1d", "FigS1c", "LaB6"])
func `the committed patterns are those of the model, byte for byte`(name: String) throws {
  let sets = [
    LayeredModel(seed: 1970).set, HydroxideModel(seed: 1970).set, StandardModel(seed: 1970).set,
  ]
  let set = try #require(sets.first { $0.name == name })
  for file in set.files {
    let committed = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
    let isSame = committed == file.bytes
    #expect(isSame, "\(file.path)")
    let text = String(decoding: committed, as: UTF8.self)
    let isMarked = text.contains(SyntheticSet.notice)
    #expect(isMarked, "\(file.path)")
  }
  let truth = try Truth.value(set.name)
  #expect(truth == set.truth)
}

@Test func `another seed makes other counts of the same sample`() {
  let (one, other) = (LayeredModel(seed: 1, coarse: 8), LayeredModel(seed: 2, coarse: 8))
  #expect(one.samples[0].counts != other.samples[0].counts)
  #expect(one.samples[0].oxide == other.samples[0].oxide)
  #expect(one.samples[0].displacement != other.samples[0].displacement)
  #expect(LayeredModel(seed: 1, coarse: 8).samples[0].counts == one.samples[0].counts)
}
