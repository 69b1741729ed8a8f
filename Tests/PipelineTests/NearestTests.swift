import Testing

@testable import Pipeline

@Test(arguments: [
  ("inptus", "inputs"), ("input", "inputs"), ("Inputs", "inputs"), ("ouputs", "outputs"),
  ("rnu", "run"), ("environement", "environment"),
])
func `a slip of the fingers is understood`(wrong: String, meant: String) {
  #expect(Nearest.word(to: wrong, among: ["run", "inputs", "outputs", "environment"]) == meant)
}

@Test(arguments: ["colour", "x", "", "inputsoutputs", String(repeating: "i", count: 1000)])
func `a word far from all others is not guessed`(wrong: String) {
  #expect(Nearest.word(to: wrong, among: ["run", "inputs", "outputs"]) == nil)
}

@Test func `of equally near words the first is proposed`() {
  #expect(Nearest.word(to: "cat", among: ["bat", "hat"]) == "bat")
  #expect(Nearest.word(to: "cats", among: ["hats", "cat"]) == "hats")
}
