"""The two measurements that need no peer's pipeline: hashing large inputs, and the no-op of the paper itself."""
import os
import shutil
import time

from measuring import measured, wait_for_quiet
from ours import Assay
from scenarios import say
from tool import quietly, repository, which

PIPELINE = """assay: 1
defaults: {{ access: declared }}
stages:
  one: {{ run: "echo done > one.txt", inputs: [{inputs}], outputs: [one.txt] }}
"""


def least(samples, quiet, argv, cwd, before=lambda: None):
    """The least processor time and the least wall time of a command that succeeds, or nothing."""
    costs = []
    for _ in range(samples):
        before()
        wait_for_quiet(quiet)
        figures = measured(argv, cwd)
        if figures is None or int(figures[4]) != 0:
            return None
        costs.append((float(figures[1]) + float(figures[2]), float(figures[0])))
    return min(cpu for cpu, _ in costs), min(wall for _, wall in costs)


def row(goal, size, ours, reference, limit, against):
    say(f"  {goal}, {size}: {ours:.4f} s, {against} {reference:.4f} s")
    return {"goal": goal, "size": size, "ours": ours, "reference": reference, "limit": limit, "against": against}


def room_for(gibibytes):
    """As many bytes of two files as stay in memory, so that what is measured is no disk."""
    with open("/proc/meminfo") as file:
        fields = {entry.split(":")[0]: int(entry.split()[1]) * 1024 for entry in file}
    return min(int(gibibytes * (1 << 30)), fields["MemAvailable"] // 3) >> 20 << 20


def hashing(work, effort, gibibytes):
    """One large input, touched, against OpenSSL's SHA-256 on one core; two inputs against one of them."""
    size, root = room_for(gibibytes), work / "hashing"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    try:
        return _hashing(root, size, effort)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _hashing(root, size, effort):
    files, block = [root / "a.bin", root / "b.bin"], os.urandom(1 << 20)
    for path in files:
        with open(path, "wb") as file:
            for _ in range(size >> 20):
                file.write(block)
    quietly(["git", "init", "-q"], root)
    samples, label = min(effort.samples, 5), f"{size / (1 << 30):.2g} GiB"
    openssl = least(samples, effort.quiet, [which("openssl"), "dgst", "-sha256", files[0].name], root)
    costs = []
    for inputs in (files[:1], files):
        (root / "pipeline.yaml").write_text(PIPELINE.format(inputs=", ".join(path.name for path in inputs)))

        def touch():
            for path in inputs:
                os.utime(path)
            time.sleep(0.05)
        quietly(Assay().run(root), root)
        costs.append(least(samples, effort.quiet, Assay().run(root), root, touch))
    if openssl is None or None in costs:
        return []
    (one, wall), (_, both) = costs
    return [row("hashing one input, warm", label, one, openssl[0], 1 / 0.95, "openssl"),
            row("hashing one input, warm, wall", label, wall, openssl[1], 1 / 0.95, "openssl"),
            row("hashing two inputs, warm, wall", f"2 × {label}", both, openssl[1], 1 / 0.95, "openssl, one of them")]


def paper(effort):
    """`assay run` in this repository, when nothing is to do there."""
    root, tool = repository(), Assay()
    if measured(tool.dry_run(root), root)[4] != b"0":
        say("  the no-op of the paper: it is not up to date here, `make` builds it")
        return []
    cost = least(8 * effort.samples, effort.quiet, tool.run(root), root)
    return [row("no-op of the paper", "20", cost[0], 0.008, 1, "(the goal itself)")] if cost else []
