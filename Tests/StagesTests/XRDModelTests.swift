// The made-up powder patterns: the committed files are what the model makes, and so is the truth.
import Analysis
import Testing
import Text

@testable import synthesize

@Test(arguments: [
  LayeredModel(seed: 1970).set, HydroxideModel(seed: 1970).set, StandardModel(seed: 1970).set,
])
func `the committed patterns are those of the model, byte for byte`(set: SyntheticSet) throws {
  for file in set.files {
    let committed = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
    #expect(committed == file.bytes, "\(file.path)")
    #expect(String(decoding: committed, as: UTF8.self).contains(SyntheticSet.notice))
  }
  #expect(try Truth.value(set.name) == set.truth)
}

@Test func `another seed makes other counts of the same sample`() {
  let (one, other) = (LayeredModel(seed: 1, coarse: 8), LayeredModel(seed: 2, coarse: 8))
  #expect(one.samples[0].counts != other.samples[0].counts)
  #expect(one.samples[0].oxide == other.samples[0].oxide)
  #expect(one.samples[0].displacement != other.samples[0].displacement)
  #expect(LayeredModel(seed: 1, coarse: 8).samples[0].counts == one.samples[0].counts)
}
