"""Results as data without a trace of the machine's owner, and as tables."""
import os
import platform
import subprocess
import time

from scenarios import SCENARIOS
from tool import repository

FAST = ["make", "ninja", "samu", "n2"]
UNITS = {"cpu": "processor time", "wall": "wall time", "peak_mb": "peak memory, MB", "commands": "commands executed"}


def line(argv, which=0):
    """One line of what a command answers, or nothing."""
    try:
        answer = subprocess.run(argv, capture_output=True, text=True, timeout=30)
    except OSError:
        return ""
    lines = answer.stdout.splitlines() if answer.returncode == 0 else []
    return lines[which].strip() if len(lines) > which else ""


def machine(work):
    """The kind of machine: nothing that names it or its folders."""
    with open("/proc/cpuinfo") as file:
        models = {entry.split(":")[1].strip() for entry in file if entry.startswith("model name")}
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // (1 << 20)
    return {"processor": ", ".join(sorted(models)), "processors": os.cpu_count(), "memory_gib": memory,
            "kernel": platform.release().split("-")[0],
            "file_system": line(["df", "--output=fstype", str(work)], 1),
            "compiler": line(["cc", "-dumpfullversion"])}


def commit():
    """The commit that is measured, with a mark when the sources differ from it; $ASSAY can be of any."""
    if os.environ.get("ASSAY"):
        return "unknown"
    git = ["git", "-C", str(repository())]
    changed = line([*git, "status", "--porcelain", "--", "Sources", "Package.swift"])
    return line([*git, "rev-parse", "--short=10", "HEAD"]) + (" and changes" if changed else "")


def document(tools, work):
    """Results with nothing in them yet."""
    return {"date": time.strftime("%Y-%m-%d"), "commit": commit(), "machine": machine(work),
            "versions": {name: tool.version() for name, tool in tools.items()}, "results": []}


def seconds(value):
    if value < 0.0995:
        return f"{value * 1000:.1f} ms"
    return f"{value:.2f} s" if value < 9.995 else f"{value:.0f} s"


def _cell(cell, metric, base):
    if cell is None:
        return "–"
    if "over_limit" in cell:
        return "> limit"
    wrong = "" if cell["right"] else " WRONG"
    if metric == "commands":
        return "/".join(map(str, cell["commands"])) + wrong
    if metric == "peak_mb":
        return f"{cell[metric]:.0f}{wrong}"
    ratio = f" ({cell[metric] / base[metric]:.2f} ×)" if base and base is not cell and base.get(metric) else ""
    return seconds(cell[metric]) + ratio + wrong


def _reference(rows, metric, base):
    """The cells that ratios are of: a tool's, or the best of the fast ones' for each scenario."""
    if base != "best":
        return next((row["scenarios"] for row in rows if row["tool"] == base), {})
    cells = [(name, cell) for row in rows if row["tool"] in FAST for name, cell in row["scenarios"].items()
             if cell.get("right")]
    found = {name: {metric: min(cell[metric] for other, cell in cells if other == name)} for name, _ in cells}
    return {**{name: found["noop"] for name in ("status", "dry") if "noop" in found}, **found}


def table(results, metric, base):
    """One table for each size and style: a row for each tool, a column for each scenario."""
    lines = []
    for leaves, style in sorted({(row["leaves"], row["style"]) for row in results}):
        rows = [row for row in results if (row["leaves"], row["style"]) == (leaves, style)]
        columns = [name for name in SCENARIOS if any(name in row["scenarios"] for row in rows)]
        reference = _reference(rows, metric, base)
        commands = "" if style == "shell" else ", commands without a shell where the tool can"
        lines += [f"**{rows[0]['stages']} stages, {UNITS[metric]}**{commands}", "",
                  f"| tool | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
        for row in rows:
            cells = (_cell(row["scenarios"].get(name), metric, reference.get(name)) for name in columns)
            lines.append(f"| {row['tool']} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def heading(data):
    """What was measured, where and when."""
    kind = data["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items() if version)
    return (f"{data['date']}, commit {data['commit']}: {kind['processors']} × {kind['processor']}, "
            f"{kind['memory_gib']} GiB, Linux {kind['kernel']}, {kind['file_system']}. Versions: {versions}.\n")
