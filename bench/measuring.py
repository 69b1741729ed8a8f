"""Runs a tool in a tree of the workload and measures what its whole process tree costs."""
import hashlib
import os
import shutil
import signal
import statistics
import subprocess
import time

from ours import compiled
from tool import SEARCH
from workload import Workload


class Sample:
    """What one run cost, and how many commands it executed."""

    def __init__(self, figures, commands, others):
        self.wall, user, system = map(float, figures[:3])
        self.cpu = user + system
        self.peak_mb = int(figures[3]) / 1024
        self.exit, self.commands = int(figures[4]), commands
        self.others = others        # processor time that the rest of the machine used meanwhile


def busy_seconds():
    with open("/proc/stat") as file:
        fields = file.readline().split()
    return sum(int(fields[i]) for i in (1, 2, 3, 6, 7)) / os.sysconf("SC_CLK_TCK")


def wait_for_quiet(limit):
    """Waits, at most `limit` seconds, for a fifth of a second in which the machine is at least 80 % idle."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(0.2)
        if busy_seconds() - before < 0.2 * 0.2 * os.cpu_count():
            return


def measured(argv, cwd, environment=None, limit=600, output=subprocess.DEVNULL):
    """Wall, user, system, peak KiB and exit code of a command; nothing when it took longer than the limit."""
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    launcher = compiled("measure.c", ["cc", "-O2", "-static"])
    process = subprocess.Popen(
        [launcher, str(writing), "--", *argv], cwd=cwd, env=environment, pass_fds=[writing],
        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    os.close(writing)
    try:
        process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(reading)
        return None
    figures = os.read(reading, 4096).split()
    os.close(reading)
    return figures


class Tree:
    """One tool's project: generated, built, edited, measured."""

    def __init__(self, tool, leaves, work, style="shell", step=None, limit=600, quiet=0,
                 script_text="# shared script\n"):
        self.tool, self.limit, self.quiet = tool, limit, quiet
        self.root = work / f"{tool.name}-{leaves}-{style}"
        self.output = work / f"{self.root.name}.out"
        self.workload = Workload(leaves, work / f"{self.root.name}.log", step, script_text)
        self.environment = dict(os.environ, PATH=SEARCH, LC_ALL="C.UTF-8", **tool.environment)

    def generate(self):
        self.remove()
        self.root.mkdir(parents=True)
        self.workload.write(self.root)
        self.tool.write(self.workload, self.root)
        self.tool.prepare(self.workload, self.root)

    def remove(self):
        subprocess.run(["rm", "-rf", str(self.root), self.workload.log, str(self.output)], check=True)

    def measure(self, argv):
        """One sample; nothing when it took longer than the limit."""
        self.workload.clear_log()
        time.sleep(self.tool.settle)
        wait_for_quiet(self.quiet)
        before = busy_seconds()
        with open(self.output, "wb") as output:
            figures = measured(argv, self.root, self.environment, self.limit, output)
        if figures is None:
            return None
        sample = Sample(figures, self.workload.commands_run(), 0)
        sample.others = max(0.0, busy_seconds() - before - sample.cpu)
        return sample

    def build(self):
        return self.measure(self.tool.run(self.root))

    def is_right(self):
        """Whether the final output is what the inputs, as they are now, give."""
        try:
            data = (self.root / self.workload.final.output).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == self.workload.right_answer()

    def clone(self):
        """As if cloned elsewhere: outputs and local state gone, every input a new file, the store kept."""
        self.tool.drop_outputs(self.workload, self.root)
        self.tool.forget(self.root)
        for folder in ("raw", "s"):
            old = self.root / f"{folder}.old"
            os.rename(self.root / folder, old)
            shutil.copytree(old, self.root / folder, copy_function=shutil.copyfile)
            shutil.rmtree(old)


def summary(samples, right):
    """What is written down of a cell: minima, medians, and everything that should be the same each time."""
    if not samples:
        return {"over_limit": True}
    quickest = min(samples, key=lambda s: s.wall)
    return {
        "cpu": round(min(s.cpu for s in samples), 6),
        "cpu_median": round(statistics.median(s.cpu for s in samples), 6),
        "wall": round(quickest.wall, 6),
        "wall_median": round(statistics.median(s.wall for s in samples), 6),
        "peak_mb": round(max(s.peak_mb for s in samples), 1),
        "commands": sorted({s.commands for s in samples}),
        "exit": sorted({s.exit for s in samples}),
        "samples": len(samples), "right": right, "others_cpu": round(quickest.others, 3)}
