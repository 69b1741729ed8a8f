import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [x]\n    inputs: [x]",
    """
    pipeline.yaml:6:14: `x` is an input and an output of the same stage
      6 |     inputs: [x]
        |              ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [x]\n    inputs: [x/y]",
    """
    pipeline.yaml:6:14: the input `x/y` meets `x`, which the same stage makes
      6 |     inputs: [x/y]
        |              ^^^
      hint: let inputs and outputs lie in different folders
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [d/x.csv]\n    inputs: [d]",
    """
    pipeline.yaml:6:14: the input `d` meets `d/x.csv`, which the same stage makes
      6 |     inputs: [d]
        |              ^
      hint: let inputs and outputs lie in different folders
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [d/x.csv]\n    inputs: [d/*.csv]",
    """
    pipeline.yaml:6:14: the input `d/*.csv` meets `d/x.csv`, which the same stage makes
      6 |     inputs: [d/*.csv]
        |              ^^^^^^^
      hint: let inputs and outputs lie in different folders
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [d/x/]\n    inputs: [d/**]",
    """
    pipeline.yaml:6:14: the input `d/**` meets `d/x`, which the same stage makes
      6 |     inputs: [d/**]
        |              ^^^^
      hint: let inputs and outputs lie in different folders
    """
  ),
])
func `inputs and outputs of one stage lie apart`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [x]\n  b:\n    run: y\n    outputs: [x]",
    """
    pipeline.yaml:8:15: `x` is already an output of stage `a` at pipeline.yaml:5:15
      8 |     outputs: [x]
        |               ^
    """
  ),
  (
    """
    assay: 1
    stages:
      a:
        run: x
        outputs: [x]
      b:
        run: y
        outputs: [x/y]
    """,
    """
    pipeline.yaml:8:15: the outputs `x/y` and `x` of stage `a` at pipeline.yaml:5:15 lie in one another
      8 |     outputs: [x/y]
        |               ^^^
      hint: let outputs lie side by side
    """
  ),
  (
    """
    assay: 1
    stages:
      a:
        run: x
        outputs: [x/y]
      b:
        run: y
        outputs: [x]
    """,
    """
    pipeline.yaml:8:15: the outputs `x` and `x/y` of stage `a` at pipeline.yaml:5:15 lie in one another
      8 |     outputs: [x]
        |               ^
      hint: let outputs lie side by side
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [x, .//x]",
    """
    pipeline.yaml:5:18: `x` is already an output of stage `a` at pipeline.yaml:5:15
      5 |     outputs: [x, .//x]
        |                  ^^^^
    """
  ),
])
func `an output has one maker and holds no other output`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      a:
        run: x
        scratch: [tmp]
      b:
        run: y
        outputs: [tmp/y]
    """,
    """
    pipeline.yaml:8:15: `tmp/y` meets the scratch folder `tmp` of stage `a` at pipeline.yaml:3:3
      8 |     outputs: [tmp/y]
        |               ^^^^^
      hint: what other stages read or make must not lie in a scratch folder
    """
  ),
  (
    """
    assay: 1
    stages:
      a:
        run: x
        scratch: [tmp/a]
      b:
        run: y
        inputs: [tmp]
    """,
    """
    pipeline.yaml:8:14: `tmp` meets the scratch folder `tmp/a` of stage `a` at pipeline.yaml:3:3
      8 |     inputs: [tmp]
        |              ^^^
      hint: what other stages read or make must not lie in a scratch folder
    """
  ),
  (
    """
    assay: 1
    stages:
      a:
        run: x
        scratch: [tmp]
      b:
        run: y
        inputs: ['**/*.csv']
    """,
    """
    pipeline.yaml:8:14: `**/*.csv` meets the scratch folder `tmp` of stage `a` at pipeline.yaml:3:3
      8 |     inputs: ['**/*.csv']
        |              ^^^^^^^^^^
      hint: what other stages read or make must not lie in a scratch folder
    """
  ),
])
func `a scratch folder is nobody's input or output`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      c:
        run: x
        inputs: [other, b.txt]
        outputs: [c.txt]
      a:
        run: x
        inputs: ['c.*']
        outputs: [a.txt]
      d:
        run: x
        inputs: [a.txt]
      b:
        run: x
        inputs: [a.txt]
        outputs: [b.txt]
    """,
    """
    pipeline.yaml:5:21: the stages form a ring: c -> a -> b -> c
      5 |     inputs: [other, b.txt]
        |                     ^^^^^
      hint: each reads what the one before it makes: take out one of these inputs
    """
  )
])
func `a ring is printed from its first stage on`(text: String, expected: String) {
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
        inputs: ['{stages.fit.out}']
    """,
    """
    pipeline.yaml:7:15: `{stages.fit.out}` is made by stage `fit` itself
      7 |     inputs: ['{stages.fit.out}']
        |               ^^^^^^^^^^^^^^^^
      hint: a stage takes in what others make
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
        inputs: ['{stages.fit@1.out}']
    """,
    """
    pipeline.yaml:7:15: `{stages.fit@1.out}` is made by stage `fit` itself
      7 |     inputs: ['{stages.fit@1.out}']
        |               ^^^^^^^^^^^^^^^^^^
      hint: a stage takes in what others make
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
        inputs: ['o/*']
    """,
    """
    pipeline.yaml:7:14: the input `o/*` meets `o/1`, which the same stage makes
      7 |     inputs: ['o/*']
        |              ^^^^^
      hint: let inputs and outputs lie in different folders
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { x: [1, 2] }
        inputs: ['{stages.g.b}']
        outputs: { a: 'a/{foreach.x}' }
      g:
        run: x
        inputs: ['{stages.f.a}']
        outputs: { b: b }
    """,
    """
    pipeline.yaml:6:14: the stages form a ring: f@1 -> g -> f@1
      6 |     inputs: ['{stages.g.b}']
        |              ^^^^^^^^^^^^^^
      hint: each reads what the one before it makes: take out one of these inputs
    """
  ),
])
func `a stage does not take in what it makes itself`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    """
      a: { run: x, scratch: [tmp] }
      b: { run: x, scratch: [tmp/b] }
    """,
    """
    pipeline.yaml:4:3: the scratch folder `tmp/b` of stage `b` meets `tmp` of stage `a` at \
    pipeline.yaml:3:3
      4 |   b: { run: x, scratch: [tmp/b] }
        |   ^
      hint: give each stage a folder of its own: they may run at the same time
    """
  ),
  (
    """
      a: { run: x, scratch: [tmp/a/b, other] }
      b: { run: x, scratch: [tmp] }
    """,
    """
    pipeline.yaml:4:3: the scratch folder `tmp` of stage `b` meets `tmp/a/b` of stage `a` at \
    pipeline.yaml:3:3
      4 |   b: { run: x, scratch: [tmp] }
        |   ^
      hint: give each stage a folder of its own: they may run at the same time
    """
  ),
  (
    """
      a: { run: x, foreach: { n: [1, 2] }, scratch: [tmp] }
    """,
    """
    pipeline.yaml:3:3: the scratch folder `tmp` of stage `a@2` meets `tmp` of stage `a@1` at \
    pipeline.yaml:3:3
      3 |   a: { run: x, foreach: { n: [1, 2] }, scratch: [tmp] }
        |   ^
      hint: give each stage a folder of its own: they may run at the same time
    """
  ),
  ("  a: { run: x, scratch: [tmp/a, tmp/b] }\n  b: { run: x, scratch: [tmp/c, tmpd] }", ""),
])
func `no two stages share a scratch folder`(stages: String, expected: String) {
  #expect(told("assay: 1\nstages:\n\(stages)") == expected)
}
