import Testing

@testable import Pipeline

/// The pieces of a template, references in `<…>`.
private func shown(_ text: String) -> String {
  Template(text).pieces.map {
    switch $0 {
    case .literal(let text): text
    case .reference(let reference): "<\(reference.group):\(reference.name)@\(reference.range)>"
    }
  }.joined(separator: "|")
}

@Test(arguments: [
  ("", ""),
  ("cp {inputs.a} x", "cp |<inputs:a@3..<13>| x"),
  ("{outputs.a}{parameters.b.c}", "<outputs:a@0..<11>|<parameters:b.c@11..<27>"),
  ("‰ {inputs.é}", "‰ |<inputs:é@2..<12>"),
  (
    "awk '{print $1}' ${HOME} {x} {inputs} {} { {{inputs.a}}",
    "awk '{print $1}' ${HOME} {x} {inputs} {} { {|<inputs:a@44..<54>|}"
  ),
  ("{inputs.not closed", "{inputs.not closed"),
  ("{inputs.\na}", "{inputs.\na}"),
  ("{inputs.{inputs.a}", "{inputs.|<inputs:a@8..<18>"),
  ("{inputs.a b}", "<inputs:a b@0..<12>"),
  ("{foreach.x} {stages.x.y}", "<foreach:x@0..<11>| |<stages:x.y@12..<24>"),
  ("{input.x} {foreach} {stages}", "{input.x} {foreach} {stages}"),
  ("{inputs.{x}} {x {inputs.a} }", "<inputs:{x}@0..<12>| {x |<inputs:a@16..<26>| }"),
])
func `braces of known groups are found, all others left alone`(text: String, pieces: String) {
  #expect(shown(text) == pieces)
}
