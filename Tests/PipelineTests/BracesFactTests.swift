import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: cat {inputs.reading}\n    inputs: {readings: x}",
    """
    pipeline.yaml:4:14: `{inputs.reading}` names nothing
      4 |     run: cat {inputs.reading}
        |              ^^^^^^^^^^^^^^^^
      hint: did you mean `readings`?
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: cat {inputs.x}\n    inputs: [x]",
    """
    pipeline.yaml:4:14: `{inputs.x}` names nothing
      4 |     run: cat {inputs.x}
        |              ^^^^^^^^^^
      hint: this stage has no named inputs
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: [cat, \"{outputs.zzz}\"]\n    outputs: {one: x, two: y}",
    """
    pipeline.yaml:4:17: `{outputs.zzz}` names nothing
      4 |     run: [cat, "{outputs.zzz}"]
        |                 ^^^^^^^^^^^^^
      hint: there are `one` and `two`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: cat {parameters.x}",
    """
    pipeline.yaml:4:14: `{parameters.x}` names nothing
      4 |     run: cat {parameters.x}
        |              ^^^^^^^^^^^^^^
      hint: there are no parameters
    """
  ),
  (
    """
    assay: 1
    parameters: {x: 1}
    stages:
      a:
        run: |
          cat
          cat {parameters.x}
    """,
    """
    pipeline.yaml:7:11: this stage does not take the parameter `x`
      7 |       cat {parameters.x}
        |           ^^^^^^^^^^^^^^
      hint: add it to the stage: parameters: [x]
    """
  ),
  (
    """
    assay: 1
    parameters: {fit: {window: 1}}
    stages:
      a:
        run: x
        parameters: [fit.windw]
    """,
    """
    pipeline.yaml:6:18: unknown parameter `fit.windw`
      6 |     parameters: [fit.windw]
        |                  ^^^^^^^^^
      hint: did you mean `fit.window`?
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    parameters: [zzz]",
    """
    pipeline.yaml:5:18: unknown parameter `zzz`
      5 |     parameters: [zzz]
        |                  ^^^
      hint: there are no parameters
    """
  ),
])
func `braces that name nothing are refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: cat \"{inputs.x}\"\n    inputs: {x: a b}",
    """
    pipeline.yaml:4:15: `{inputs.x}` is `a b`, which needs quotes of its own
      4 |     run: cat "{inputs.x}"
        |               ^^^^^^^^^^
      hint: write `{inputs.x}` outside of quotes, comments and here-documents: it is quoted for you
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: cat '{inputs.x}'\n    inputs: {x: [a, b]}",
    """
    pipeline.yaml:4:15: `{inputs.x}` is 2 words here, but only one fits
      4 |     run: cat '{inputs.x}'
        |               ^^^^^^^^^^
      hint: let it stand alone, outside of quotes
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: cat --x={inputs.x}\n    inputs: {x: [a, b]}",
    """
    pipeline.yaml:4:18: `{inputs.x}` is 2 words here, but only one fits
      4 |     run: cat --x={inputs.x}
        |                  ^^^^^^^^^^
      hint: let it stand alone, outside of quotes
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: [cat, '--x={inputs.x}']\n    inputs: {x: [a, b]}",
    """
    pipeline.yaml:4:21: `{inputs.x}` is 2 words here, but only one fits
      4 |     run: [cat, '--x={inputs.x}']
        |                     ^^^^^^^^^^
      hint: let it stand alone, outside of quotes
    """
  ),
])
func `words that do not fit where they shall stand are refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      f:
        run: x {parameters.mass.{foreach.cell}}
        foreach: { cell: [a] }
    """,
    """
    pipeline.yaml:4:12: `{parameters.mass.{foreach.cell}}` holds braces within braces
      4 |     run: x {parameters.mass.{foreach.cell}}
        |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: braces are replaced once: write one name, or take the value itself from `foreach`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: [x, '{inputs.${i}}']",
    """
    pipeline.yaml:4:15: `{inputs.${i}}` holds braces within braces
      4 |     run: [x, '{inputs.${i}}']
        |               ^^^^^^^^^^^^^
      hint: braces are replaced once: write one name, or take the value itself from `foreach`
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { cell: [a] }
        inputs: ['{stages.fit@{foreach.cell}.out}']
    """,
    """
    pipeline.yaml:6:15: `{stages.fit@{foreach.cell}.out}` holds braces within braces
      6 |     inputs: ['{stages.fit@{foreach.cell}.out}']
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: braces are replaced once: write one name, or take the value itself from `foreach`
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { cell: [a] }
        outputs: ['{foreach.{foreach.cell}}']
    """,
    """
    pipeline.yaml:6:16: `{foreach.{foreach.cell}}` holds braces within braces
      6 |     outputs: ['{foreach.{foreach.cell}}']
        |                ^^^^^^^^^^^^^^^^^^^^^^^^
      hint: braces are replaced once: write one name, or take the value itself from `foreach`
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { cell: [a] }
        parameters: ['{foreach.{foreach.cell}}', '{inputs.x}']
    """,
    """
    pipeline.yaml:6:18: `{foreach.{foreach.cell}}` holds braces within braces
      6 |     parameters: ['{foreach.{foreach.cell}}', '{inputs.x}']
        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: braces are replaced once: write one name, or take the value itself from `foreach`
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { cell: [a] }
        parameters: ['{inputs.x}']
    """,
    """
    pipeline.yaml:6:18: `{inputs.x}` means nothing in the name of a parameter
      6 |     parameters: ['{inputs.x}']
        |                  ^^^^^^^^^^^^
      hint: only `{foreach.x}` does
    """
  ),
])
func `braces within braces are refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}
