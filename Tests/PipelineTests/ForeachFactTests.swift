import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach:",
    """
    pipeline.yaml:5:13: expected a map under `foreach`, found nothing
      5 |     foreach:
        |             ^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: {}",
    """
    pipeline.yaml:5:14: this `foreach` lists nothing
      5 |     foreach: {}
        |              ^^
      hint: write { sample: [10W, 25W] } or { rows: samples.csv }
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: [a]",
    """
    pipeline.yaml:5:14: expected a map, found a list
      5 |     foreach: [a]
        |              ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [] }",
    """
    pipeline.yaml:5:19: the list `x` is empty
      5 |     foreach: { x: [] }
        |                   ^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: }",
    """
    pipeline.yaml:5:19: the values of `x` are no list
      5 |     foreach: { x: }
        |                   ^
      hint: write { x: [10W, 25W] }
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: a }",
    """
    pipeline.yaml:5:19: the values of `x` are no list
      5 |     foreach: { x: a }
        |                   ^
      hint: write { x: [10W, 25W] }
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { row: samples.csv, where: xrd }",
    """
    pipeline.yaml:5:21: the values of `row` are no list
      5 |     foreach: { row: samples.csv, where: xrd }
        |                     ^^^^^^^^^^^
      hint: did you mean `rows`?
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [[1]] }",
    """
    pipeline.yaml:5:20: expected a text, found a list
      5 |     foreach: { x: [[1]] }
        |                    ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { a b: [1] }",
    """
    pipeline.yaml:5:16: `a b` cannot stand in braces
      5 |     foreach: { a b: [1] }
        |                ^^^
      hint: names are made of letters a-z and A-Z, digits, `_` and `-`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1, ''] }",
    """
    pipeline.yaml:5:23: `x` has an empty value here
      5 |     foreach: { x: [1, ''] }
        |                       ^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1, ~] }",
    """
    pipeline.yaml:5:23: `x` has an empty value here
      5 |     foreach: { x: [1, ~] }
        |                       ^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1, ' '] }",
    """
    pipeline.yaml:5:23: `x` has an empty value here
      5 |     foreach: { x: [1, ' '] }
        |                       ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1, '1'] }",
    """
    pipeline.yaml:5:23: `1` is listed twice, first at pipeline.yaml:5:20
      5 |     foreach: { x: [1, '1'] }
        |                       ^^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [a, A] }",
    """
    pipeline.yaml:5:23: `A` differs only in case from `a` at pipeline.yaml:5:20
      5 |     foreach: { x: [a, A] }
        |                       ^
      hint: records are files, and some disks know no case
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1], rows: a.csv }",
    """
    pipeline.yaml:5:16: unknown key `x` in a foreach over rows
      5 |     foreach: { x: [1], rows: a.csv }
        |                ^
      hint: a foreach over rows may have `rows`, `where` and `key`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: }",
    """
    pipeline.yaml:5:22: expected a path under `rows`, found nothing
      5 |     foreach: { rows: }
        |                      ^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: '*.csv' }",
    """
    pipeline.yaml:5:22: `*.csv` holds wildcards, but a single path is needed
      5 |     foreach: { rows: '*.csv' }
        |                      ^^^^^^^
      hint: name the file or its folder
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: '{foreach.x}.csv' }",
    """
    pipeline.yaml:5:22: `{foreach.x}` means nothing here
      5 |     foreach: { rows: '{foreach.x}.csv' }
        |                      ^^^^^^^^^^^^^^^^^
      hint: braces are replaced in `run` and in the paths of a stage
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: a.csv, key: [] }",
    """
    pipeline.yaml:5:34: the list `key` is empty
      5 |     foreach: { rows: a.csv, key: [] }
        |                                  ^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    """
    pipeline.yaml:5:22: there is no table `samples.csv`
      5 |     foreach: { rows: samples.csv }
        |                      ^^^^^^^^^^^
      hint: it is read before any stage runs
    """
  ),
])
func `a foreach that makes no instances is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [a, b.numbers] }",
    """
    pipeline.yaml:5:23: the name `f@b.numbers` ends in `.numbers`
      5 |     foreach: { x: [a, b.numbers] }
        |                       ^^^^^^^^^
      hint: so ends the file of a stage's numbers
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [a, b.NUMBERS], y: [1] }
      g:
        run: x
        foreach: { x: [a], y: [b.Numbers] }
    """,
    """
    pipeline.yaml:8:28: the name `g@a,b.Numbers` ends in `.numbers`
      8 |     foreach: { x: [a], y: [b.Numbers] }
        |                            ^^^^^^^^^
      hint: so ends the file of a stage's numbers
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx] }
    """,
    """
    pipeline.yaml:5:20: the name `f@xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…` has 201 bytes, more than 200
      5 |     foreach: { x: [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: it becomes the name of a file: let shorter values tell the instances apart
    """
  ),
  (
    """
    assay: 1
    stages:
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:
        run: x
    """,
    """
    pipeline.yaml:3:3: the name `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…` has 201 bytes, more than 200
      3 |   xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: it becomes the name of a file
    """
  ),
  (
    """
    assay: 1
    stages:
      Fit:
        run: x
        foreach: { x: [1] }
      fit:
        run: x
        foreach: { x: [2] }
    """,
    """
    pipeline.yaml:6:3: stage `fit` differs only in case from `Fit` at pipeline.yaml:3:3
      6 |   fit:
        |   ^^^
      hint: give one of them another name
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach:
          a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
          b: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
          c: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
          d: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
          e: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
          f: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """,
    """
    pipeline.yaml:6:7: this `foreach` makes more than 100000 instances
      6 |       a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        |       ^
    """
  ),
])
func `a name of an instance that could be no file is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok, ..] }
        inputs: ['raw/{foreach.x}/b']
    """,
    """
    pipeline.yaml:6:19: in `f@..`, `raw/../b` leads out of a folder by `..`
      6 |     inputs: ['raw/{foreach.x}/b']
        |                   ^^^^^^^^^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok, /etc/passwd] }
        inputs: ['{foreach.x}']
    """,
    """
    pipeline.yaml:6:15: in `f@%2Fetc%2Fpasswd`, `/etc/passwd` is an absolute path
      6 |     inputs: ['{foreach.x}']
        |               ^^^^^^^^^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: ['a*'] }
        inputs: ['raw/{foreach.x}']
    """,
    """
    pipeline.yaml:6:19: in `f@a%2A`, `{foreach.x}` is `a*`, which would be a wildcard in this path
      6 |     inputs: ['raw/{foreach.x}']
        |                   ^^^^^^^^^^^
      hint: a value names one file: wildcards are written in the pipeline
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: ['a?'] }
        outputs: ['raw/{foreach.x}']
    """,
    """
    pipeline.yaml:6:20: in `f@a%3F`, `{foreach.x}` is `a?`, which would be a wildcard in this path
      6 |     outputs: ['raw/{foreach.x}']
        |                    ^^^^^^^^^^^
      hint: a value names one file: wildcards are written in the pipeline
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok, .git] }
        outputs: ['{foreach.x}/b']
    """,
    """
    pipeline.yaml:6:16: in `f@.git`, no stage may write `.git/b`
      6 |     outputs: ['{foreach.x}/b']
        |                ^^^^^^^^^^^
      hint: `.git` belongs to git
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok, .assay] }
        scratch: ['{foreach.x}/b']
    """,
    """
    pipeline.yaml:6:16: in `f@.assay`, no stage may write `.assay/b`
      6 |     scratch: ['{foreach.x}/b']
        |                ^^^^^^^^^^^
      hint: `.assay` belongs to assay
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok, ./] }
        outputs: { a: ['fix', '{foreach.x}'] }
    """,
    """
    pipeline.yaml:6:28: in `f@.%2F`, `./` is the whole project
      6 |     outputs: { a: ['fix', '{foreach.x}'] }
        |                            ^^^^^^^^^^^
      hint: name the folders or files that are meant
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok] }
        outputs: ['*/{foreach.x}']
    """,
    """
    pipeline.yaml:6:18: in `f@ok`, `*/ok` holds wildcards, but a single path is needed
      6 |     outputs: ['*/{foreach.x}']
        |                  ^^^^^^^^^^^
      hint: name the file or its folder
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [ok] }
        outputs: ['a/{foreach.x}/']
        numbers: 'b/{foreach.x}/n.json'
    """,
    """
    pipeline.yaml:7:14: `b/ok/n.json` lies in no output of this stage
      7 |     numbers: 'b/{foreach.x}/n.json'
        |              ^^^^^^^^^^^^^^^^^^^^^^
      hint: declare it, or its folder, as an output
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [ok] }\n    inputs: [/a]",
    """
    pipeline.yaml:6:14: `/a` is an absolute path
      6 |     inputs: [/a]
        |              ^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
])
func `a path of an instance is a path of the project`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { x: [1, 2] }\n    outputs: [out.csv]",
    """
    pipeline.yaml:6:15: `f@1` and `f@2` would both make `out.csv`
      6 |     outputs: [out.csv]
        |               ^^^^^^^
      hint: put `{foreach.x}` into it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [1, 2], y: [1, 2], z: [1, 2] }
        outputs: ['o/{foreach.x}.csv']
    """,
    """
    pipeline.yaml:6:15: `f@1,1,1` and `f@1,1,2` would both make `o/1.csv`
      6 |     outputs: ['o/{foreach.x}.csv']
        |               ^^^^^^^^^^^^^^^^^^^
      hint: put `{foreach.y}` and `{foreach.z}` into it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [1, 11], y: [11, 1] }
        outputs: ['o/{foreach.x}{foreach.y}.csv']
    """,
    """
    pipeline.yaml:6:15: `f@1,11` and `f@11,1` would both make `o/111.csv`
      6 |     outputs: ['o/{foreach.x}{foreach.y}.csv']
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: let the values stand apart in it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [1, 1/a] }
        outputs: ['o/{foreach.x}']
    """,
    """
    pipeline.yaml:6:15: the outputs `o/1/a` and `o/1` of stage `f@1` at pipeline.yaml:6:15 lie in one another
      6 |     outputs: ['o/{foreach.x}']
        |               ^^^^^^^^^^^^^^^
      hint: let outputs lie side by side
    """
  ),
])
func `each instance makes outputs of its own`(text: String, expected: String) {
  #expect(told(text) == expected)
}
