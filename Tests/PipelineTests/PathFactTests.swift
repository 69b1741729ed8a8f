import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [/etc/x]",
    """
    pipeline.yaml:5:14: `/etc/x` is an absolute path
      5 |     inputs: [/etc/x]
        |              ^^^^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: ['']",
    """
    pipeline.yaml:5:14: an empty path
      5 |     inputs: ['']
        |              ^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [a/../../x]",
    """
    pipeline.yaml:5:14: `a/../../x` leads out of a folder by `..`
      5 |     inputs: [a/../../x]
        |              ^^^^^^^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [~/x]",
    """
    pipeline.yaml:5:14: `~/x` begins in a home folder
      5 |     inputs: [~/x]
        |              ^^^
      hint: paths begin at the folder of the pipeline and stay inside it
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [./]",
    """
    pipeline.yaml:5:14: `./` is the whole project
      5 |     inputs: [./]
        |              ^^
      hint: name the folders or files that are meant
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [a**b]",
    """
    pipeline.yaml:5:14: `**` must be a whole name in `a**b`
      5 |     inputs: [a**b]
        |              ^^^^
      hint: write `folder/**/name`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: ['{parameters.x}.csv']",
    """
    pipeline.yaml:5:15: `{parameters.x}` means nothing in this path
      5 |     inputs: ['{parameters.x}.csv']
        |               ^^^^^^^^^^^^^^
      hint: `{foreach.x}` does in the paths of a stage, `{stages.x.y}` in its inputs
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: ['a/*/']",
    """
    pipeline.yaml:5:14: `a/*/` names folders, but wildcards find files
      5 |     inputs: ['a/*/']
        |              ^^^^^^
      hint: write `a/*/**`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [~]",
    """
    pipeline.yaml:5:14: expected a path, found nothing
      5 |     inputs: [~]
        |              ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [true]",
    """
    pipeline.yaml:5:14: expected a path, found a truth value
      5 |     inputs: [true]
        |              ^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: {a b: x}",
    """
    pipeline.yaml:5:14: `a b` cannot stand in braces
      5 |     inputs: {a b: x}
        |              ^^^
      hint: names are made of letters a-z and A-Z, digits, `_` and `-`
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs:",
    """
    pipeline.yaml:5:12: expected a path under `inputs`, found nothing
      5 |     inputs:
        |            ^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: {a: {b: c}}",
    """
    pipeline.yaml:5:17: expected a path, found a map
      5 |     inputs: {a: {b: c}}
        |                 ^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    inputs: [\"a\\e[2J\\0\"]",
    #"""
    pipeline.yaml:5:14: a NUL character can stand in no path, argument or variable
      5 |     inputs: ["a\e[2J\0"]
        |              ^^^^^^^^^^
    """#
  ),
])
func `a path that names nothing in the project is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [.git/x]",
    """
    pipeline.yaml:5:15: no stage may write `.git/x`
      5 |     outputs: [.git/x]
        |               ^^^^^^
      hint: `.git` belongs to git
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [Provenance]",
    """
    pipeline.yaml:5:15: no stage may write `Provenance`
      5 |     outputs: [Provenance]
        |               ^^^^^^^^^^
      hint: `provenance` belongs to assay
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: ['*.csv']",
    """
    pipeline.yaml:5:15: `*.csv` holds wildcards, but a single path is needed
      5 |     outputs: ['*.csv']
        |               ^^^^^^^
      hint: name the file or its folder
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [./pipeline.yaml]",
    """
    pipeline.yaml:5:15: the pipeline itself is read from `pipeline.yaml`, no stage may write it
      5 |     outputs: [./pipeline.yaml]
        |               ^^^^^^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [{cache: true}]",
    """
    pipeline.yaml:5:15: an output needs `path`
      5 |     outputs: [{cache: true}]
        |               ^^^^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [{path: x, chache: true}]",
    """
    pipeline.yaml:5:25: unknown key `chache` in an output
      5 |     outputs: [{path: x, chache: true}]
        |                         ^^^^^^
      hint: did you mean `cache`?
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: {path: x, cache: false}",
    """
    pipeline.yaml:5:24: a map under `outputs` gives names to outputs, and `cache` is none
      5 |     outputs: {path: x, cache: false}
        |                        ^^^^^
      hint: write outputs: [{path: x, cache: false}]
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: {log: x, cache: true}",
    """
    pipeline.yaml:5:23: a map under `outputs` gives names to outputs, and `cache` is none
      5 |     outputs: {log: x, cache: true}
        |                       ^^^^^
      hint: write outputs: [{path: …, cache: false}]
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [out]\n    numbers: results/n.json",
    """
    pipeline.yaml:6:14: `results/n.json` lies in no output of this stage
      6 |     numbers: results/n.json
        |              ^^^^^^^^^^^^^^
      hint: declare it, or its folder, as an output
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    outputs: [out]\n    numbers: 'out/*.json'",
    """
    pipeline.yaml:6:14: `out/*.json` holds wildcards, but a single path is needed
      6 |     numbers: 'out/*.json'
        |              ^^^^^^^^^^^^
      hint: name the file or its folder
    """
  ),
  (
    "assay: 1\nstages:\n  a:\n    run: x\n    scratch: [.assay/x]",
    """
    pipeline.yaml:5:15: no stage may write `.assay/x`
      5 |     scratch: [.assay/x]
        |               ^^^^^^^^
      hint: `.assay` belongs to assay
    """
  ),
])
func `an output that no stage may make is refused`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: ["../\u{301}x", "a/../\u{301}/../../x", "a/\u{301}x/.."])
func `a path is cut by bytes where a name begins with a combining letter`(path: String) {
  let fault = told("assay: 1\nstages:\n  a:\n    run: x\n    inputs: ['\(path)']")
  #expect(fault.contains(" leads out of a folder by `..`\n"), "\(fault)")
  let names = ProjectPath.names(of: "d/\u{301}x")
  #expect(names.map { Array($0.utf8) } == [Array("d".utf8), Array("\u{301}x".utf8)])
  #expect(CodeRule.usual.covers("d/\u{301}/x.py"))
  #expect(CodeRule.usual.covers("\u{301}/Makefile"))
  let (one, two) = (PathPattern.glob(Glob("d/*")), PathPattern.glob(Glob("d/\u{301}x/*")))
  #expect(one.meets(two) && two.meets(one))
}
