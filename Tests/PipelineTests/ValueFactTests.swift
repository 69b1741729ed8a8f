import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  1a:\n    run: x",
    """
    pipeline.yaml:3:3: `1a` cannot be the name of a stage
      3 |   1a:
        |   ^^
      hint: a letter a-z or A-Z, then letters, digits, `_` and `-`
    """
  ),
  (
    "assay: 1\nstages:\n  a@b:\n    run: x",
    """
    pipeline.yaml:3:3: `a@b` cannot be the name of a stage
      3 |   a@b:
        |   ^^^
      hint: a letter a-z or A-Z, then letters, digits, `_` and `-`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n  A:\n    run: y",
    """
    pipeline.yaml:5:3: stage `A` differs only in case from `a` at pipeline.yaml:3:3
      5 |   A:
        |   ^
      hint: give one of them another name
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    cpus: 0",
    """
    pipeline.yaml:5:11: `0` is not a whole number of at least 1
      5 |     cpus: 0
        |           ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    cpus: 1.5",
    """
    pipeline.yaml:5:11: `1.5` is not a whole number of at least 1
      5 |     cpus: 1.5
        |           ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    cpus: '2'",
    """
    pipeline.yaml:5:11: `2` is not a whole number of at least 1
      5 |     cpus: '2'
        |           ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    machine: yes",
    """
    pipeline.yaml:5:14: expected `true` or `false`, found a text
      5 |     machine: yes
        |              ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    tools: [bin/x]",
    """
    pipeline.yaml:5:13: `bin/x` is not the name of a program on PATH
      5 |     tools: [bin/x]
        |             ^^^^^
      hint: a program of the project is an input
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    tools: [x, x]",
    """
    pipeline.yaml:5:16: `x` is listed twice, first at pipeline.yaml:5:13
      5 |     tools: [x, x]
        |                ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    tools: {x: y}",
    """
    pipeline.yaml:5:12: expected a list, found a map
      5 |     tools: {x: y}
        |            ^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    environment: [9X]",
    """
    pipeline.yaml:5:19: `9X` cannot be the name of a variable
      5 |     environment: [9X]
        |                   ^^
      hint: a letter a-z or A-Z or `_`, then letters, digits and `_`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    environment: [X, {name: X}]",
    """
    pipeline.yaml:5:22: `X` is listed twice, first at pipeline.yaml:5:19
      5 |     environment: [X, {name: X}]
        |                      ^^^^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    environment: [{secret: true}]",
    """
    pipeline.yaml:5:19: a variable needs `name`
      5 |     environment: [{secret: true}]
        |                   ^^^^^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    environment: [{name: X, secrt: true}]",
    """
    pipeline.yaml:5:29: unknown key `secrt` in a variable
      5 |     environment: [{name: X, secrt: true}]
        |                             ^^^^^
      hint: did you mean `secret`?
    """
  ),
])
func `a name or value out of its range is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: 90",
    """
    pipeline.yaml:5:14: `90` is not a duration
      5 |     timeout: 90
        |              ^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: 0 s",
    """
    pipeline.yaml:5:14: `0 s` is not a duration
      5 |     timeout: 0 s
        |              ^^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: -1 s",
    """
    pipeline.yaml:5:14: `-1 s` is not a duration
      5 |     timeout: -1 s
        |              ^^^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: 1.5.0 h",
    """
    pipeline.yaml:5:14: `1.5.0 h` is not a duration
      5 |     timeout: 1.5.0 h
        |              ^^^^^^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: 1 hour",
    """
    pipeline.yaml:5:14: `1 hour` is not a duration
      5 |     timeout: 1 hour
        |              ^^^^^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    timeout: 99999999999 d",
    """
    pipeline.yaml:5:14: `99999999999 d` is not a duration
      5 |     timeout: 99999999999 d
        |              ^^^^^^^^^^^^^
      hint: write 90 s, 30 min, 2 h or 1 d
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    memory: 4",
    """
    pipeline.yaml:5:13: `4` is not an amount of memory
      5 |     memory: 4
        |             ^
      hint: write 500 MB, 4 GB or 16 GiB
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    memory: 0 GB",
    """
    pipeline.yaml:5:13: `0 GB` is not an amount of memory
      5 |     memory: 0 GB
        |             ^^^^
      hint: write 500 MB, 4 GB or 16 GiB
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    memory: 4 gb",
    """
    pipeline.yaml:5:13: `4 gb` is not an amount of memory
      5 |     memory: 4 gb
        |             ^^^^
      hint: write 500 MB, 4 GB or 16 GiB
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    memory: 1e3 B",
    """
    pipeline.yaml:5:13: `1e3 B` is not an amount of memory
      5 |     memory: 1e3 B
        |             ^^^^^
      hint: write 500 MB, 4 GB or 16 GiB
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    memory: 99999999 TiB",
    """
    pipeline.yaml:5:13: `99999999 TiB` is not an amount of memory
      5 |     memory: 99999999 TiB
        |             ^^^^^^^^^^^^
      hint: write 500 MB, 4 GB or 16 GiB
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    retries: -1",
    """
    pipeline.yaml:5:14: `-1` is not a whole number of at least 0
      5 |     retries: -1
        |              ^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    access: whatever",
    """
    pipeline.yaml:5:13: unknown access `whatever`
      5 |     access: whatever
        |             ^^^^^^^^
      hint: `traced`, `declared` and `sandboxed` are what this assay knows
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    access: declard",
    """
    pipeline.yaml:5:13: unknown access `declard`
      5 |     access: declard
        |             ^^^^^^^
      hint: did you mean `declared`?
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    always: 1",
    """
    pipeline.yaml:5:13: expected `true` or `false`, found a text
      5 |     always: 1
        |             ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    pool: gpu",
    """
    pipeline.yaml:5:11: there is no pool `gpu`
      5 |     pool: gpu
        |           ^^^
      hint: declare it: pools: { gpu: 1 }
    """
  ),
  (
    "assay: 1\npools: {gpus: 1}\nstages:\n  a:\n    run: x\n    pool: gpu",
    """
    pipeline.yaml:6:11: there is no pool `gpu`
      6 |     pool: gpu
        |           ^^^
      hint: did you mean `gpus`?
    """
  ),
  (
    "assay: 1\ndefaults: {pool: gpu}\nstages: {}",
    """
    pipeline.yaml:2:18: there is no pool `gpu`
      2 | defaults: {pool: gpu}
        |                  ^^^
      hint: declare it: pools: { gpu: 1 }
    """
  ),
  (
    "assay: 1\npools: {gpu: 0}\nstages: {}",
    """
    pipeline.yaml:2:14: `0` is not a whole number of at least 1
      2 | pools: {gpu: 0}
        |              ^
    """
  ),
  (
    "assay: 1\npools: {a b: 1}\nstages: {}",
    """
    pipeline.yaml:2:9: `a b` cannot be the name of a pool
      2 | pools: {a b: 1}
        |         ^^^
      hint: names are made of letters a-z and A-Z, digits, `_` and `-`
    """
  ),
])
func `a stage asks only for what can be given`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nparameters: {a.b: 1}\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:14: `a.b` cannot be the name of a parameter
      2 | parameters: {a.b: 1}
        |              ^^^
      hint: names are made of letters a-z and A-Z, digits, `_` and `-`
    """
  ),
  (
    "assay: 1\nparameters: {a: [[1]]}\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:18: expected a single value or a list of them, found a list
      2 | parameters: {a: [[1]]}
        |                  ^^^
    """
  ),
  (
    "assay: 1\nparameters: [1]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:13: expected a map, found a list
      2 | parameters: [1]
        |             ^^^
    """
  ),
  (
    "assay: 1\nsources: {files: x}\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:10: expected a list, found a map
      2 | sources: {files: x}
        |          ^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nsources: [{files: x}]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:11: a source needs `origin`
      2 | sources: [{files: x}]
        |           ^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nsources: [{origin: published}]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:11: a source needs `files`
      2 | sources: [{origin: published}]
        |           ^^^^^^^^^^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nsources: [{files: x, origin: publishd}]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:30: unknown origin `publishd`
      2 | sources: [{files: x, origin: publishd}]
        |                              ^^^^^^^^
      hint: did you mean `published`?
    """
  ),
  (
    "assay: 1\nsources: [{files: x, origin: other}]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:30: unknown origin `other`
      2 | sources: [{files: x, origin: other}]
        |                              ^^^^^
      hint: `measured`, `published`, `digitized`, `assumed`, `synthetic` or `unknown`
    """
  ),
  (
    "assay: 1\nsources: [{files: x, origin: measured, by: me}]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:11: `origin: measured` needs `instrument` and `date`
      2 | sources: [{files: x, origin: measured, by: me}]
        |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """
  ),
  (
    """
    assay: 1
    sources: [{files: x, origin: published, doi: "https://doi.org/10.5281/zenodo.1"}]
    stages:
      a:
        run: x
    """,
    """
    pipeline.yaml:2:46: `https://doi.org/10.5281/zenodo.1` is not a DOI
      2 | sources: [{files: x, origin: published, doi: "https://doi.org/10.5281/zenodo.1"}]
        |                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: write 10.5281/zenodo.1234567, without https://doi.org/
    """
  ),
  (
    """
    assay: 1
    sources: [{files: x, origin: published, date: 2024-13}]
    stages:
      a:
        run: x
    """,
    """
    pipeline.yaml:2:47: `2024-13` is not a date
      2 | sources: [{files: x, origin: published, date: 2024-13}]
        |                                               ^^^^^^^
      hint: write 2024, 2024-05 or 2024-05-31
    """
  ),
  (
    "assay: 1\ntolerances: {fit.*: 0.1 σ}\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:21: `0.1 σ` is not a tolerance
      2 | tolerances: {fit.*: 0.1 σ}
        |                     ^^^^^
      hint: write 0.1 u, of the recorded standard uncertainty, or 1e-9 relative, of the recorded value
    """
  ),
  (
    "assay: 1\ntolerances: {a/b: 0.1 u}\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:14: `a/b` names no number
      2 | tolerances: {a/b: 0.1 u}
        |              ^^^
      hint: write stage.number; `*` stands for anything
    """
  ),
  (
    "assay: 1\ncode: [/x]\nstages:\n  a:\n    run: x",
    """
    pipeline.yaml:2:8: `/x` is an absolute path
      2 | code: [/x]
        |        ^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
])
func `a parameter or source that cannot be read is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}
