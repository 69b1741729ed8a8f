"""The scenarios, and the comparison that takes all tools through them side by side."""
import sys
from dataclasses import dataclass
from typing import Callable, Optional

from measuring import Tree, summary
from ours import step


@dataclass(frozen=True)
class Scenario:
    """An edit of a tree where everything is up to date, and the command that is measured after it."""
    name: str
    means: str
    edit: Optional[Callable] = None
    command: Callable = lambda tree: tree.tool.run(tree.root)
    writes: bool = True         # the command brings the outputs up to date, so they are compared
    needs_cache: bool = False


def dry_run(tree):
    return tree.tool.dry_run(tree.root)


def status(tree):
    return tree.tool.status(tree.root)


SCENARIOS = {scenario.name: scenario for scenario in (
    Scenario("cold", "nothing is built, nothing is kept"),
    Scenario("noop", "nothing changed"),
    Scenario("status", "nothing changed, status", command=status),
    Scenario("dry", "nothing changed, dry run", command=dry_run),
    Scenario("plan", "dry run or status after one raw file changed", writes=False,
             command=lambda tree: dry_run(tree) or status(tree)),
    Scenario("leaf", "one raw file changed: 4 commands", lambda tree: tree.workload.change_leaf(tree.root)),
    Scenario("touch", "new mtime of every raw file: 0", lambda tree: tree.workload.touch_all(tree.root)),
    Scenario("cutoff", "one raw file changed, its leaf's output does not: 1",
             lambda tree: tree.workload.change_tail(tree.root)),
    Scenario("script", "the shared script changed, no output does: all leaves",
             lambda tree: tree.workload.edit_script(tree.root)),
    Scenario("fresh", "every output deleted, state kept: 0 with a store",
             lambda tree: tree.tool.drop_outputs(tree.workload, tree.root)),
    Scenario("clone", "only the store kept, every input a new file: 0", Tree.clone, needs_cache=True),
)}


@dataclass(frozen=True)
class Effort:
    """How often a cell is measured: at least `samples` times and, when it is short, for about a second."""
    samples: int = 5
    slow_seconds: float = 8         # slower than that, twice is enough; three times that, once
    limit: float = 600
    quiet: float = 0

    def wants(self, taken):
        if len(taken) >= self.samples:
            return sum(s.wall for s in taken) < 1 and len(taken) < 8 * self.samples
        longest = max((s.wall for s in taken), default=0)
        return longest < self.slow_seconds or (longest < 3 * self.slow_seconds and len(taken) < 2)


def say(*words):
    print(*words, file=sys.stderr, flush=True)


class Comparison:
    """Tools at one size and in one style of command; every round of a scenario takes each tool once."""

    def __init__(self, leaves, style, plan, tools, work, effort, keep=False):
        self.plan, self.effort, self.keep = plan, effort, keep
        self.leaves, self.style = leaves, style
        used = {name for names in plan.values() for name in names}
        self.trees = {
            name: Tree(tool, leaves, work, style, step() if style == "step" else None, effort.limit, effort.quiet)
            for name, tool in tools.items() if name in used and leaves <= tool.largest}
        self.cells = {name: {} for name in self.trees}

    def rows(self):
        """One row for each tool: what is written into the results."""
        return [{"tool": name, "leaves": self.leaves, "style": self.style,
                 "stages": len(self.trees[name].workload.stages), "scenarios": cells}
                for name, cells in self.cells.items() if cells]

    def go(self):
        try:
            self._cold()
            for name in self.plan:
                if name != "cold":
                    self._measure(SCENARIOS[name])
        finally:
            if not self.keep:
                for tree in self.trees.values():
                    tree.remove()
        return self.rows()

    def _cold(self):
        """Builds every tree; those whose first run is asked for as often as the effort says."""
        wanted = [name for name in self.plan.get("cold", [])
                  if name in self.trees and self.leaves <= self.trees[name].tool.largest_cold]
        self._rounds(SCENARIOS["cold"], wanted, Tree.generate)
        for name, tree in list(self.trees.items()):
            if name in wanted:
                built = self.cells[name]["cold"].get("right")
            else:
                tree.generate()
                built = tree.tool.prebuilt(tree.workload, tree.root) or (tree.build() and tree.is_right())
            if not built:
                say(f"  {name}: the first run failed, its output is {tree.output}")
                del self.trees[name]
            elif tree.tool.settling_run:
                tree.build()

    def _measure(self, scenario):
        names = [name for name in self.plan[scenario.name] if name in self.trees
                 and (self.trees[name].tool.cache or not scenario.needs_cache)
                 and scenario.command(self.trees[name])]
        if scenario.name == "plan":
            for name in names:
                self.trees[name].workload.change_leaf(self.trees[name].root)
        self._rounds(scenario, names, scenario.edit)
        if scenario.name == "plan":
            for name in names:
                self.trees[name].build()

    def _rounds(self, scenario, names, edit):
        if names:
            say(f"{self.leaves} leaves, {scenario.name}: {scenario.means}")
        samples = {name: [] for name in names}
        right = dict.fromkeys(names, True)
        wanting, forward = list(names), True
        while wanting:
            for name in wanting if forward else wanting[::-1]:
                tree = self.trees[name]
                if edit:
                    edit(tree)
                sample = tree.measure(scenario.command(tree))
                if sample is None:
                    samples[name], right[name] = [], False
                    wanting = [other for other in wanting if other != name]
                    continue
                samples[name].append(sample)
                right[name] &= not scenario.writes or tree.is_right()
            wanting = [name for name in wanting if right[name] and self.effort.wants(samples[name])]
            forward = not forward
        for name in names:
            self.cells[name][scenario.name] = summary(samples[name], right[name])
            self._say(name, scenario.name)

    def _say(self, name, scenario):
        cell = self.cells[name][scenario]
        head = f"  {name:<16}"
        if "over_limit" in cell:
            return say(f"{head} over {self.effort.limit} s")
        say(f"{head} cpu {cell['cpu']:9.4f}  wall {cell['wall']:9.4f}  {cell['peak_mb']:6.1f} MB  commands "
            f"{cell['commands']}  exit {cell['exit']}  x{cell['samples']}{'' if cell['right'] else '  WRONG OUTPUT'}")
