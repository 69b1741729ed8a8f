import Testing
import Text

@testable import Pipeline

@Test(arguments: [
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\n",
    """
    pipeline.yaml:5:22: `samples.csv` has no rows below its headings
      5 |     foreach: { rows: samples.csv }
        |                      ^^^^^^^^^^^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\na\n",
    """
    samples.csv:2:1: the line has 1 cell, the heading has 2
      2 | a
        | ^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\na,\"b\n",
    """
    samples.csv:2:3: the quote that begins this cell is never closed
      2 | a,"b
        |   ^
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv, where: xrd }",
    "sample,xrd\na,no\nb,\n",
    """
    pipeline.yaml:5:42: `xrd` leaves no row of `samples.csv`
      5 |     foreach: { rows: samples.csv, where: xrd }
        |                                          ^^^
      hint: a row counts unless its cell is empty, `no`, `false`, `0` or `-`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv, where: xdr }",
    "sample,xrd\na,no\nb,\n",
    """
    pipeline.yaml:5:42: `samples.csv` has no column `xdr`
      5 |     foreach: { rows: samples.csv, where: xdr }
        |                                          ^^^
      hint: did you mean `xrd`?
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv, where: zzz }",
    "sample,xrd\na,no\nb,\n",
    """
    pipeline.yaml:5:42: `samples.csv` has no column `zzz`
      5 |     foreach: { rows: samples.csv, where: zzz }
        |                                          ^^^
      hint: there are `sample` and `xrd`
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { rows: samples.csv, key: [sample, smaple] }
    """,
    "sample,xrd\na,no\nb,\n",
    """
    pipeline.yaml:5:49: `samples.csv` has no column `smaple`
      5 |     foreach: { rows: samples.csv, key: [sample, smaple] }
        |                                                 ^^^^^^
      hint: did you mean `sample`?
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv, key: xrd }",
    "sample,xrd,xrd\na,no,1\n",
    """
    pipeline.yaml:5:40: the heading `xrd` stands in columns `2` and `3` of `samples.csv`
      5 |     foreach: { rows: samples.csv, key: xrd }
        |                                        ^^^
      hint: give one of them another heading
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\na,no\n ,yes\n",
    """
    samples.csv:3:1: the cell under `sample` is empty, but it names an instance
      3 |  ,yes
        | ^
      hint: fill it in, or let `where` leave the row out
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\na,no\nb,1\na,yes\n",
    """
    samples.csv:4:1: there are two rows for `f@a`, the first at samples.csv:2:1
      4 | a,yes
        | ^
      hint: let `key` list the columns that tell them apart
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv, key: [xrd, sample] }",
    "sample,xrd\na,no\nA,no\n",
    """
    samples.csv:3:3: stage `f@no,A` differs only in case from `f@no,a` at samples.csv:2:3
      3 | A,no
        |   ^^
      hint: give one of them another name
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "sample,xrd\na,no\nb.numbers,1\n",
    """
    samples.csv:3:1: the name `f@b.numbers` ends in `.numbers`
      3 | b.numbers,1
        | ^^^^^^^^^
      hint: so ends the file of a stage's numbers
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    foreach: { rows: samples.csv }",
    "\u{FEFF}sample,xrd\na,no\nü.numbers,1\n",
    """
    samples.csv:3:1: the name `f@%C3%BC.numbers` ends in `.numbers`
      3 | ü.numbers,1
        | ^^^^^^^^^
      hint: so ends the file of a stage's numbers
    """
  ),
])
func `a table that does not give instances is refused`(
  text: String, samples: String, expected: String
) {
  #expect(told(text, tables: ["samples.csv": samples]) == expected)
}

@Test(arguments: [
  (
    "assay: 1\nstages:\n  f:\n    run: [x, '{foreach.fiel}']\n    foreach: { rows: samples.csv }",
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    pipeline.yaml:4:15: `{foreach.fiel}` names nothing
      4 |     run: [x, '{foreach.fiel}']
        |               ^^^^^^^^^^^^^^
      hint: did you mean `file`?
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: [x, '{foreach.zzz}']\n    foreach: { rows: samples.csv }",
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    pipeline.yaml:4:15: `{foreach.zzz}` names nothing
      4 |     run: [x, '{foreach.zzz}']
        |               ^^^^^^^^^^^^^
      hint: there are `sample`, `xrd` and `file`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: [x, '{foreach.file}']\n    foreach: { rows: samples.csv }",
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    samples.csv:3:8: the cell under `file` is empty, but `f@25W` uses it
      3 | 25W,no,
        |        ^
      hint: fill it in, or let `where` leave the row out
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { rows: samples.csv }
        inputs: ['raw/{foreach.file}']
    """,
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    samples.csv:3:8: the cell under `file` is empty, but `f@25W` uses it
      3 | 25W,no,
        |        ^
      hint: fill it in, or let `where` leave the row out
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: [x, '{foreach.xrd}']\n    foreach: { rows: samples.csv }",
    "sample,xrd,xrd\na,no,1\n",
    """
    pipeline.yaml:4:15: the heading `xrd` stands in columns `2` and `3` of `samples.csv`
      4 |     run: [x, '{foreach.xrd}']
        |               ^^^^^^^^^^^^^
      hint: give one of them another heading
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { rows: samples.csv }
        parameters: ['w.{foreach.sample}']
    """,
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    pipeline.yaml:6:18: in `f@10W`, unknown parameter `w.10W`
      6 |     parameters: ['w.{foreach.sample}']
        |                  ^^^^^^^^^^^^^^^^^^^^
      hint: there are no parameters
    """
  ),
  (
    """
    assay: 1
    parameters: { w: { 10w: 1 } }
    stages:
      f:
        run: x
        foreach: { rows: samples.csv }
        parameters: ['w.{foreach.sample}']
    """,
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    pipeline.yaml:7:18: in `f@10W`, unknown parameter `w.10W`
      7 |     parameters: ['w.{foreach.sample}']
        |                  ^^^^^^^^^^^^^^^^^^^^
      hint: did you mean `w.10w`?
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x {foreach.x}",
    "",
    """
    pipeline.yaml:4:12: `{foreach.x}` names nothing
      4 |     run: x {foreach.x}
        |            ^^^^^^^^^^^
      hint: this stage has no `foreach`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x\n    inputs: ['{foreach.x}']",
    "",
    """
    pipeline.yaml:5:15: `{foreach.x}` names nothing
      5 |     inputs: ['{foreach.x}']
        |               ^^^^^^^^^^^
      hint: this stage has no `foreach`
    """
  ),
  (
    "assay: 1\nstages:\n  f:\n    run: x '{foreach.x}'\n    foreach: { x: [ok, a b] }",
    "",
    """
    pipeline.yaml:4:13: in `f@a%20b`, `{foreach.x}` is `a b`, which needs quotes of its own
      4 |     run: x '{foreach.x}'
        |             ^^^^^^^^^^^
      hint: write `{foreach.x}` outside of quotes, comments and here-documents: it is quoted for you
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x '{inputs.x}'
        foreach: { x: [ok, a b] }
        inputs: { x: 'd/{foreach.x}' }
    """,
    "",
    """
    pipeline.yaml:4:13: in `f@a%20b`, `{inputs.x}` is `d/a b`, which needs quotes of its own
      4 |     run: x '{inputs.x}'
        |             ^^^^^^^^^^
      hint: write `{inputs.x}` outside of quotes, comments and here-documents: it is quoted for you
    """
  ),
])
func `an instance takes only what its row has`(text: String, samples: String, expected: String) {
  #expect(told(text, tables: ["samples.csv": samples]) == expected)
}

@Test(arguments: [
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { rows: samples.csv }
      g:
        run: x
        outputs: [samples.csv]
    """,
    "sample,xrd,file\n10W,yes,a.xy\n25W,no,\n",
    """
    pipeline.yaml:5:22: `samples.csv` is made by stage `g`
      5 |     foreach: { rows: samples.csv }
        |                      ^^^^^^^^^^^
      hint: a table is read before any stage runs, so no stage can make it
    """
  ),
  (
    """
    assay: 1
    stages:
      f:
        run: x
        foreach: { rows: ./samples.csv }
        outputs: ['{foreach.sample}.csv']
    """,
    "sample\nsamples\n",
    """
    pipeline.yaml:5:22: `samples.csv` is made by stage `f@samples`
      5 |     foreach: { rows: ./samples.csv }
        |                      ^^^^^^^^^^^^^
      hint: a table is read before any stage runs, so no stage can make it
    """
  ),
])
func `no stage makes a table`(text: String, samples: String, expected: String) {
  #expect(told(text, tables: ["samples.csv": samples]) == expected)
}
