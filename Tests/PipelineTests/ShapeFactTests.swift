import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "stages: {}",
    """
    pipeline.yaml:1:1: the pipeline needs `assay`
      1 | stages: {}
        | ^
      hint: this assay reads `assay: 1`
    """
  ),
  (
    "assay: 2\nnew: 1",
    """
    pipeline.yaml:1:8: unknown version `2`
      1 | assay: 2
        |        ^
      hint: this assay reads `assay: 1`
    """
  ),
  (
    "assay:\nstages: {}",
    """
    pipeline.yaml:1:7: expected a text under `assay`, found nothing
      1 | assay:
        |       ^
    """
  ),
  (
    "assay: 1",
    """
    pipeline.yaml:1:1: the pipeline needs `stages`
      1 | assay: 1
        | ^
    """
  ),
  (
    "assay: 1\nstages:",
    """
    pipeline.yaml:2:8: expected a map under `stages`, found nothing
      2 | stages:
        |        ^
    """
  ),
  (
    "[]",
    """
    pipeline.yaml:1:1: expected a map, found a list
      1 | []
        | ^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    tools:",
    """
    pipeline.yaml:5:11: expected a list under `tools`, found nothing
      5 |     tools:
        |           ^
    """
  ),
  (
    "assay: 1\ndefaults:\nstages: {}",
    """
    pipeline.yaml:2:10: expected a map under `defaults`, found nothing
      2 | defaults:
        |          ^
    """
  ),
  (
    "assay: 1\ndefaults: {run: x}\nstages: {}",
    """
    pipeline.yaml:2:12: unknown key `run` in the defaults
      2 | defaults: {run: x}
        |            ^^^
      hint: the defaults may have `tools`, `cpus`, `memory`, `pool`, `timeout`, `retries`, `access`, `strict` and `always`
    """
  ),
  (
    "assay: 1\nstages: {}\nparamters: {}",
    """
    pipeline.yaml:3:1: unknown key `paramters` in the pipeline
      3 | paramters: {}
        | ^^^^^^^^^
      hint: did you mean `parameters`?
    """
  ),
  (
    "assay: 1\nstages: {}\ncolour: red",
    """
    pipeline.yaml:3:1: unknown key `colour` in the pipeline
      3 | colour: red
        | ^^^^^^
      hint: the pipeline may have `assay`, `include`, `sources`, `parameters`, `parameters_from`, \
    `exclude`, `pools`, `stages`, `manuscripts`, `compares`, `code`, `defaults` and \
    `tolerances`
    """
  ),
  (
    "assay: 1\nstages:\n  a:",
    """
    pipeline.yaml:3:3: stage `a` needs `run`
      3 |   a:
        |   ^
    """
  ),
  (
    "assay: 1\nstages:\n  a: x",
    """
    pipeline.yaml:3:6: expected a map, found a text
      3 |   a: x
        |      ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    inputs: [x]",
    """
    pipeline.yaml:3:3: stage `a` needs `run`
      3 |   a:
        |   ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    rnu: x",
    """
    pipeline.yaml:4:5: unknown key `rnu` in a stage
      4 |     rnu: x
        |     ^^^
      hint: did you mean `run`?
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    colour: x",
    """
    pipeline.yaml:5:5: unknown key `colour` in a stage
      5 |     colour: x
        |     ^^^^^^
      hint: a stage may have `run`, `foreach`, `inputs`, `outputs`, `numbers`, `parameters`, `environment`, `machine`, `scratch`, `tools`, `cpus`, `memory`, `pool`, `timeout`, `retries`, `access`, `strict` and `always`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n  a:\n    run: y",
    """
    pipeline.yaml:5:3: `a` stands here twice, first at pipeline.yaml:3:3
      5 |   a:
        |   ^
    """
  ),
  (
    "assay: 1\nstages: {a: {run: x}",
    """
    pipeline.yaml:2:9: a `{` that is not closed by `}`, or a missing comma
      2 | stages: {a: {run: x}
        |         ^
      hint: to write braces as text, quote them: "{…}"
    """
  ),
  (
    "",
    "pipeline.yaml:1:1: the file is empty"
  ),
])
func `a file of another shape is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run:",
    """
    pipeline.yaml:4:9: expected a text under `run`, found nothing
      4 |     run:
        |         ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: []",
    """
    pipeline.yaml:4:10: there is no program to run
      4 |     run: []
        |          ^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: ['', x]",
    """
    pipeline.yaml:4:11: there is no program to run
      4 |     run: ['', x]
        |           ^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: ' '",
    """
    pipeline.yaml:4:10: there is no program to run
      4 |     run: ' '
        |          ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: [{inputs.x}]",
    """
    pipeline.yaml:4:11: YAML reads unquoted braces as a map
      4 |     run: [{inputs.x}]
        |           ^^^^^^^^^^
      hint: quote them: "{inputs.x}"
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: {inputs.x}",
    """
    pipeline.yaml:4:10: YAML reads unquoted braces as a map
      4 |     run: {inputs.x}
        |          ^^^^^^^^^^
      hint: quote them: "{inputs.x}"
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run:\n      echo a: b",
    """
    pipeline.yaml:5:7: YAML reads this command as a map
      5 |       echo a: b
        |       ^
      hint: quote it, or write it on the lines below `run: |`: a `: ` in plain text makes a map
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: [x, y: z]",
    """
    pipeline.yaml:4:14: YAML reads this command as a map
      4 |     run: [x, y: z]
        |              ^^^^^
      hint: quote it, or write it on the lines below `run: |`: a `: ` in plain text makes a map
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: [x, [y]]",
    """
    pipeline.yaml:4:14: expected a text, found a list
      4 |     run: [x, [y]]
        |              ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: \"a\\0b\"",
    #"""
    pipeline.yaml:4:10: a NUL character can stand in no path, argument or variable
      4 |     run: "a\0b"
        |          ^^^^^^
    """#
  ),
])
func `a command that cannot be meant is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}
