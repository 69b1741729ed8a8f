import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.fti.out}']
    """,
    """
    pipeline.yaml:9:15: there is no stage `fti`
      9 |     inputs: ['{stages.fti.out}']
        |               ^^^^^^^^^^^^^^^^
      hint: did you mean `fit`?
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.zzz.out}']
    """,
    """
    pipeline.yaml:9:15: there is no stage `zzz`
      9 |     inputs: ['{stages.zzz.out}']
        |               ^^^^^^^^^^^^^^^^
      hint: there are `fit` and `g`
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.fit@3.out}']
    """,
    """
    pipeline.yaml:9:15: there is no stage `fit@3`
      9 |     inputs: ['{stages.fit@3.out}']
        |               ^^^^^^^^^^^^^^^^^^
      hint: did you mean `fit@1`?
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['a/{stages.fit.uot}']
    """,
    """
    pipeline.yaml:9:17: stage `fit` has no output named `uot`
      9 |     inputs: ['a/{stages.fit.uot}']
        |                 ^^^^^^^^^^^^^^^^
      hint: did you mean `out`?
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.fit}']
    """,
    """
    pipeline.yaml:9:15: `{stages.fit}` names no output
      9 |     inputs: ['{stages.fit}']
        |               ^^^^^^^^^^^^
      hint: write `{stages.NAME.OUTPUT}`
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.h.out}']
      h:
        run: x
        outputs: [out]
    """,
    """
    pipeline.yaml:9:15: stage `h` has no output named `out`
      9 |     inputs: ['{stages.h.out}']
        |               ^^^^^^^^^^^^^^
      hint: give it that name: outputs: { out: … }
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.h.ot}']
      h:
        run: x
        outputs: { out: [a, b] }
    """,
    """
    pipeline.yaml:9:15: stage `h` has no output named `ot`
      9 |     inputs: ['{stages.h.ot}']
        |               ^^^^^^^^^^^^^
      hint: did you mean `out`?
    """
  ),
])
func `braces that name no output of a stage are refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: cat {stages.fit.out}
    """,
    """
    pipeline.yaml:8:14: `{stages.fit.out}` means nothing in `run`
      8 |     run: cat {stages.fit.out}
        |              ^^^^^^^^^^^^^^^^
      hint: name it among the inputs, as in { all: "{stages.fit.out}" }, and write `{inputs.all}`
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        outputs: ['{stages.fit.out}.csv']
    """,
    """
    pipeline.yaml:9:16: `{stages.fit.out}` means nothing in this path
      9 |     outputs: ['{stages.fit.out}.csv']
        |                ^^^^^^^^^^^^^^^^
      hint: `{foreach.x}` does in the paths of a stage, `{stages.x.y}` in its inputs
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.fit.out}/{stages.fit.out}']
    """,
    """
    pipeline.yaml:9:32: `{stages.fit.out}` is the second `{stages…}` of one path
      9 |     inputs: ['{stages.fit.out}/{stages.fit.out}']
        |                                ^^^^^^^^^^^^^^^^
      hint: list one path for each
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        parameters: ['{stages.fit.out}']
    """,
    """
    pipeline.yaml:9:18: `{stages.fit.out}` means nothing in the name of a parameter
      9 |     parameters: ['{stages.fit.out}']
        |                  ^^^^^^^^^^^^^^^^^^
      hint: only `{foreach.x}` does
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: { out: 'o/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.fit.out}/../a']
    """,
    """
    pipeline.yaml:9:15: `o/1/../a` leads out of a folder by `..`
      9 |     inputs: ['{stages.fit.out}/../a']
        |               ^^^^^^^^^^^^^^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    "assay: 1\nsources: [{files: '{stages.a.b}', origin: published}]\nstages: {}",
    """
    pipeline.yaml:2:19: `{stages.a.b}` means nothing here
      2 | sources: [{files: '{stages.a.b}', origin: published}]
        |                   ^^^^^^^^^^^^^^
      hint: braces are replaced in `run` and in the paths of a stage
    """
  ),
])
func `what other stages make can stand in an input, once`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  fit:\n    run: x\n    foreach: { x: [1, 2] }\n    inputs: {stages.a.b}",
    """
    pipeline.yaml:6:13: YAML reads unquoted braces as a map
      6 |     inputs: {stages.a.b}
        |             ^^^^^^^^^^^^
      hint: quote them: "{stages.a.b}"
    """
  ),
  (
    "assay: 1\nstages:\n  fit:\n    run: x\n    foreach: { x: [1, 2] }\n    inputs: [{foreach.x}]",
    """
    pipeline.yaml:6:14: YAML reads unquoted braces as a map
      6 |     inputs: [{foreach.x}]
        |              ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        inputs: { a: {foreach.x} }
    """,
    """
    pipeline.yaml:6:18: YAML reads unquoted braces as a map
      6 |     inputs: { a: {foreach.x} }
        |                  ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: [{foreach.x}]
    """,
    """
    pipeline.yaml:6:15: YAML reads unquoted braces as a map
      6 |     outputs: [{foreach.x}]
        |               ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        outputs: [{path: {foreach.x}}]
    """,
    """
    pipeline.yaml:6:22: YAML reads unquoted braces as a map
      6 |     outputs: [{path: {foreach.x}}]
        |                      ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    "assay: 1\nstages:\n  fit:\n    run: x\n    foreach: { x: [1, 2] }\n    numbers: {foreach.x}",
    """
    pipeline.yaml:6:14: YAML reads unquoted braces as a map
      6 |     numbers: {foreach.x}
        |              ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    "assay: 1\nstages:\n  fit:\n    run: x\n    foreach: { x: [1, 2] }\n    scratch: {foreach.x}",
    """
    pipeline.yaml:6:14: YAML reads unquoted braces as a map
      6 |     scratch: {foreach.x}
        |              ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
  (
    """
    assay: 1
    stages:
      fit:
        run: x
        foreach: { x: [1, 2] }
        parameters: [{foreach.x}]
    """,
    """
    pipeline.yaml:6:18: YAML reads unquoted braces as a map
      6 |     parameters: [{foreach.x}]
        |                  ^^^^^^^^^^^
      hint: quote them: "{foreach.x}"
    """
  ),
])
func `braces must be quoted where they begin a value`(text: String, expected: String) {
  #expect(told(text) == expected)
}
