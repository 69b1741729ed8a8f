#!/usr/bin/env python3
"""Traps: edits that make build tools leave a wrong result, tried on the benchmark's pipeline of 112 stages.

For each trap a tree is built from nothing, something happens, the tool runs again, and the final output is
held against what inputs and definition now say. `ok`: the right result; `MISSED`: the tool said success and
left a wrong one; `failed`: it did not finish. The number is how many commands the second run executed.

  edit        content changed, new mtime (the control)                            4
  same-mtime  content of the same size changed, mtime put back                    4
  older       content changed, mtime set to the year 2001 (cp -p, mv, tar)        4
  swap        two raw files of one size and mtime exchanged by renaming            6
  same-tick   built, then edited at once without a pause, three times             4
  command     the command of the leaves changed in the definition                 112
  sly         the same, its size kept and its mtime put back                      112
  fewer       a stage lost one input in the definition                            2
  tamper      an output was overwritten by hand                                   0-4
  lost        an intermediate output was deleted                                  0-1
  fail        a command wrote half its output and failed, then the cause was mended
  kill        all processes killed while a command had half its output written
  during      an input was edited while the command that had read it was running

Exit 1 if any tool missed or left something. Usage: traps.py [--tools assay,ninja] [--traps edit,kill] [--json FILE]
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from measuring import Tree
from ours import WORK
from peers import TOOLS, installed, words
from tools_by_content import Shake
from workload import Workload

LEAVES, LEAF = 100, 50
# What a hook puts in the place of `head` for one leaf: half an output and a failure, half an output and a
# sleep, all of the output but late.
HALF = 'head() {{ case "$3" in *{name}.txt) command head -c 10 "$3"; {then} exit 1;; *) command head "$@";; esac; }}'
LATE = ('head() {{ x=$(command head "$@"; echo .); case "$3" in *{name}.txt) sleep 2;; esac; '
        'printf %s "${{x%.}}"; }}')


def descendants(process):
    """The process and all that it started, as far as they still know their parents."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, stack = [], [process]
    while stack:
        found.append(stack.pop())
        stack += children.get(found[-1], [])
    return found


class Trap(Tree):
    """A tree whose tracked script sources a hook outside of it: so a trap acts inside of a command."""

    def __init__(self, tool, work, limit):
        self.hook = work / f"{tool.name}-hook.sh"
        super().__init__(tool, LEAVES, work, "trap", limit=limit, script_text=f"# shared script\n. {self.hook}\n")
        self.leaf = self.workload.layers[0][LEAF].name

    def set_hook(self, text=":"):
        self.hook.write_text(text + "\n")

    def run(self):
        """The exit code of one run, nothing if it did not end."""
        sample = self.build()
        return None if sample is None else sample.exit

    def start(self):
        self.workload.clear_log()
        return subprocess.Popen(
            self.tool.run(self.root), cwd=self.root, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def wait_for_leaf(self):
        """Waits until the leaf's command has begun."""
        end = time.monotonic() + self.limit
        while f"{self.leaf}\n".encode() not in pathlib.Path(self.workload.log).read_bytes():
            if time.monotonic() > end:
                raise RuntimeError("the leaf never started")
            time.sleep(0.02)

    def renew(self, build):
        self.workload = Workload(LEAVES, self.workload.log, script_text=self.workload.script_text)
        self.set_hook()
        self.generate()
        if build:
            if self.run() != 0 or not self.is_right():
                raise RuntimeError(f"the first run failed: {self.output.read_text(errors='replace')[-300:]}")
            time.sleep(0.05)

    def edit(self):
        self.workload.payload[LEAF] += 1
        self.workload.rewrite(self.root, LEAF)

    def redefine(self):
        self.tool.write(self.workload, self.root)
        if isinstance(self.tool, Shake):
            self.tool.prepare(self.workload, self.root)

    def verdict(self, code, right=None):
        count = self.workload.commands_run()
        if code != 0:
            return f"failed {count}"
        return f"{'ok' if (self.is_right() if right is None else right) else 'MISSED'} {count}"

    # ------------------------------------------------------------ the traps

    def spring(self, trap):
        """Sets one trap and says what became of it."""
        self.renew(build=trap not in ("fail", "kill", "during"))
        return getattr(self, "trap_" + trap.replace("-", "_"))()

    def again(self):
        self.set_hook()
        time.sleep(0.05)
        return self.verdict(self.run())

    def trap_edit(self):
        self.edit()
        return self.again()

    def trap_same_mtime(self):
        path = self.workload.raw_path(self.root, LEAF)
        before = path.stat()
        self.edit()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return self.again()

    def trap_older(self):
        self.edit()
        os.utime(self.workload.raw_path(self.root, LEAF), (1_000_000_000, 1_000_000_000))
        return self.again()

    def trap_swap(self):
        other = LEAF + 10
        for leaf in (LEAF, other):
            os.utime(self.workload.raw_path(self.root, leaf), (1_000_000_000, 1_000_000_000))
        self.run()
        self.workload.swap(self.root, LEAF, other)
        return self.again()

    def trap_same_tick(self):
        self.tool.settle = 0
        for _ in range(3):
            self.edit()
            verdict = self.verdict(self.run())
            if not verdict.startswith("ok"):
                break
        del self.tool.settle
        return verdict

    def trap_command(self):
        self.workload.leaf_bytes = 63
        self.redefine()
        return self.again()

    def trap_sly(self):
        self.workload.leaf_bytes = 63
        before = {path: path.stat() for path in self.root.iterdir() if path.is_file()}
        self.redefine()
        for path, status in before.items():
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return self.again()

    def trap_fewer(self):
        stage = self.workload.layers[2][0]
        stage.inputs = stage.inputs[:-1]
        self.redefine()
        code = self.run()
        final = self.root / self.workload.final.output
        return self.verdict(code, final.exists() and final.stat().st_size == 64 * 90)

    def _output(self, change, left):
        """Does something to a joined output and looks whether the next run puts it right."""
        path = self.root / self.workload.layers[1][5].output
        right = path.read_bytes()
        change(path)
        code = self.run()
        if code == 0 and (not path.exists() or path.read_bytes() != right):
            return f"{left} {self.workload.commands_run()}"
        return self.verdict(code)

    def trap_tamper(self):
        def overwrite(path):
            os.chmod(path, 0o644)
            path.write_bytes(b"x" * path.stat().st_size)
        return self._output(overwrite, "left tampered")

    def trap_lost(self):
        return self._output(pathlib.Path.unlink, "left missing")

    def trap_fail(self):
        self.set_hook(HALF.format(name=self.leaf, then=""))
        if self.run() == 0:
            return "hid the failure"
        return self.again()

    def trap_kill(self):
        self.set_hook(HALF.format(name=self.leaf, then="sleep 20;"))
        process = self.start()
        self.wait_for_leaf()
        time.sleep(0.4)
        for pid in descendants(process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass            # it ended by itself meanwhile
        process.wait()
        return self.again()

    def trap_during(self):
        self.set_hook(LATE.format(name=self.leaf))
        process = self.start()
        self.wait_for_leaf()
        time.sleep(0.7)
        self.edit()
        process.wait()
        return self.again()


TRAPS = ["edit", "same-mtime", "older", "swap", "same-tick", "command", "sly", "fewer", "tamper", "lost", "fail",
         "kill", "during"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default="", help="all that are installed")
    parser.add_argument("--traps", default=",".join(TRAPS))
    parser.add_argument("--limit", type=float, default=240, help="seconds that one run may take")
    parser.add_argument("--json", help="keep the results in this file")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    traps = words(arguments.traps)
    tools = installed(words(arguments.tools) or [name for name in TOOLS if name != "floor"])
    results = {}
    for name, tool in tools.items():
        tree, results[name] = Trap(tool, WORK, arguments.limit), {}
        for trap in traps:
            try:
                results[name][trap] = tree.spring(trap)
            except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                results[name][trap] = f"error: {error}"
            print(f"  {name:<16} {trap:<11} {results[name][trap]}", file=sys.stderr, flush=True)
        tree.remove()
        if arguments.json:
            pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")
    print(f"| tool | {' | '.join(traps)} |\n|---|{'---|' * len(traps)}")
    for name, row in results.items():
        print(f"| {name} | {' | '.join(row[trap] for trap in traps)} |")
    sys.exit(any(not verdict.startswith("ok") for row in results.values() for verdict in row.values()))


if __name__ == "__main__":
    main()
