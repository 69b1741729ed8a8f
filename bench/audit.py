"""The audit's share of the goals: a long derivation, a long history, a long text, a file with many authors."""
import json
import random
import shutil
import subprocess

from hashing import least, row
from ours import Assay
from tool import quietly, which

GOAL = "(the goal itself)"
CELLS, COMMITS, EDITS, STEPS, PAGES, NUMBERS_A_PAGE = 1000, 10_000, 500, 100_000, 300, 10
PIPELINE = """assay: 1
defaults: { access: declared }
manuscripts:
- file: paper.md
sources:
- { files: raw/*, origin: synthetic, reference: the benchmark }
stages:
  long:
    { run: "cp {inputs.made} long.json", inputs: { made: steps/long.json, cells: raw/cells.csv },
      outputs: [long.json], numbers: long.json }
  cells:
    { run: "cp {inputs.made} cells.json", inputs: { made: steps/cells.json, cells: raw/cells.csv },
      outputs: [cells.json], numbers: cells.json }
"""


class Derivation:
    """A list of steps that is written as a stage would write it."""

    def __init__(self):
        self.steps = []

    def step(self, value, **how):
        self.steps.append({"id": len(self.steps), "value": value, "unit": "g", **how})
        return len(self.steps) - 1

    def value(self, step):
        return self.steps[step]["value"]

    def cell(self, line, text):
        return self.step(float(text), cell={"path": "raw/cells.csv", "line": line, "column": 2, "text": text})

    def add(self, a, b):
        return self.step(self.value(a) + self.value(b), operation="add", inputs=[a, b])

    def total(self, steps):
        """The sum of many, in pairs, so that it is as wide as it is deep."""
        while len(steps) > 1:
            paired = [self.add(*steps[i:i + 2]) for i in range(0, len(steps) - 1, 2)]
            steps = paired + steps[len(paired) * 2:]
        return steps[0]

    def numbers(self, named):
        return json.dumps({
            "assay": "numbers/1", "steps": self.steps,
            "numbers": {name: {"value": self.value(step), "unit": "g", "decimals": 2, "step": step}
                        for name, step in named.items()}})


def history(texts):
    """A stream for git: the file of cells in many versions, between thousands of other commits."""
    def commit(number, path, data):
        time = 1_600_000_000 + number * 60
        head = f"commit refs/heads/main\nmark :{number}\ncommitter A <a@example.org> {time} +0000\n"
        previous = f"from :{number - 1}\n" if number > 1 else ""
        return f"{head}data 4\nedit\n{previous}M 100644 inline {path}\ndata {len(data)}\n{data}\n"
    now, every = [f"row {i},0.00" for i in range(CELLS)], COMMITS // EDITS
    for number in range(1, COMMITS + 1):
        if number % every:
            yield commit(number, f"notes/{number % 100}.txt", f"note {number}\n")
        else:
            share = CELLS // EDITS
            begin = (number // every - 1) * share
            for i in range(begin, begin + share):
                now[i] = f"row {i},{texts[i]}"
            yield commit(number, "raw/cells.csv", "name,mass\n" + "\n".join(now) + "\n")


def pages(texts, chance):
    """A text of many pages, every number of which is bound to one of the cells."""
    words = "the mass of each sample was read twice and is given with what is known of its scale".split()
    for page in range(PAGES):
        yield f"## Page {'abcdefghij'[page % 10]}\n"
        for _ in range(NUMBERS_A_PAGE):
            cell = chance.randrange(CELLS)
            text = " ".join(chance.choice(words) for _ in range(50))
            yield f"{text}\nits mass is {texts[cell]} g<!-- assay: cells.x{cell} -->.\n"


def project(root):
    """Writes it all, with its history, and builds it."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "steps").mkdir(parents=True)
    chance = random.Random(1)
    texts = [f"{chance.uniform(1, 9):.2f}" for _ in range(CELLS)]
    quietly(["git", "init", "-q", "-b", "main"], root)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, check=True, input="".join(history(texts)).encode())
    quietly(["git", "reset", "-q", "--hard"], root)
    few = Derivation()
    named = {f"x{i}": few.cell(i + 2, text) for i, text in enumerate(texts)}
    named["total"] = few.total(list(named.values()))
    many = Derivation()
    cells = [many.cell(i + 2, text) for i, text in enumerate(texts)]
    leaves = list(cells)
    while len(leaves) < STEPS // 2:
        leaves.append(many.step(many.value(cells[len(leaves) % CELLS]), operation="convert",
                                inputs=[cells[len(leaves) % CELLS]]))
    total = many.total(leaves)
    (root / "steps/cells.json").write_text(few.numbers(named))
    (root / "steps/long.json").write_text(many.numbers({"total": total}))
    (root / "paper.md").write_text("\n".join(pages(texts, chance)))
    (root / "pipeline.yaml").write_text(PIPELINE)
    quietly(Assay().run(root), root)
    quietly(["git", "add", "-A"], root)
    quietly(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all"], root)


def audit(work, effort):
    """What `trace` and `check` take there, against the goals and against `git blame`."""
    root, tool = work / "audit", Assay()
    try:
        project(root)

        def time_of(*words):
            return least(effort.samples, effort.quiet, [tool.executable(), *words], root)
        blame = least(effort.samples, effort.quiet, [which("git"), "blame", "raw/cells.csv"], root)
        rows = []
        for goal, size, words, reference, limit, against in (
                ("trace of a long derivation", f"{STEPS // 1000} 000 steps", ("trace", "long.total"), 0.5, 1, GOAL),
                ("check of a long text", f"{PAGES} pages", ("check",), 1.0, 1, GOAL),
                ("trace of cells of many commits", f"{CELLS} cells", ("trace", "cells.total"), blame[0], 2,
                 "git blame")):
            cost = time_of(*words)
            if cost:
                rows.append(row(goal, size, cost[0], reference, limit, against))
        return rows
    finally:
        shutil.rmtree(root, ignore_errors=True)
