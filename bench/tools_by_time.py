"""Tools that decide by times of files: make, ninja, samurai, n2, tup, llbuild."""
import json

from tool import JOBS, Tool, quietly


class Make(Tool):
    """One explicit rule for each stage; -rR, or the search for built-in rules would be most of the time."""
    name, binary, largest = "make", "make", 1_000_000

    def write(self, workload, root):
        with open(root / "Makefile", "w") as file:
            file.write(f".PHONY: all\nall: {workload.final.output}\n")
            for s in workload.stages:
                file.write(f"{s.output}: {' '.join(workload.dependencies(s))}\n\t{workload.command(s)}\n")

    def run(self, root):
        return [self.executable(), "-rR", "-s", f"-j{JOBS}"]

    def dry_run(self, root):
        return [self.executable(), "-rR", "-n"]

    def prebuilt(self, workload, root):
        workload.write_outputs(root)
        return True


class Ninja(Tool):
    name, binary, largest = "ninja", "ninja", 1_000_000

    def write(self, workload, root):
        with open(root / "build.ninja", "w") as file:
            for kind in ("leaf", "join"):
                file.write(f"rule {kind}\n  command = {workload.text(kind, '$name', '$in', '$out')}\n")
            for s in workload.stages:
                script = f" | {workload.script}" if s.kind == "leaf" else ""
                file.write(f"build {s.output}: {s.kind} {' '.join(s.inputs)}{script}\n  name = {s.name}\n")

    def run(self, root):
        return [self.executable(), f"-j{JOBS}"]

    def dry_run(self, root):
        return [self.executable(), "-n"]


class Samurai(Ninja):
    name, binary = "samu", "samu"


class N2(Ninja):
    name, binary = "n2", "n2"

    def dry_run(self, root):
        return None


class Tup(Tool):
    name, binary, settling_run = "tup", "tup", True

    def write(self, workload, root):
        with open(root / "Tupfile", "w") as file:
            for s in workload.stages:
                file.write(f": {' '.join(workload.dependencies(s))} |> {workload.command(s)} |> {s.output}\n")

    def prepare(self, workload, root):
        quietly([self.executable(), "init"], root)

    def run(self, root):
        return [self.executable(), "upd", f"-j{JOBS}", "--no-environ-check"]


class Llbuild(Tool):
    """The engine of SwiftPM, which comes with the Swift toolchain."""
    name, binary = "llbuild", "swift-build-tool"

    def write(self, workload, root):
        with open(root / "llbuild.yaml", "w") as file:
            file.write(f'client:\n  name: swift-build\ntargets:\n  "": ["{workload.final.output}"]\n'
                       'default: ""\ncommands:\n')
            for s in workload.stages:
                file.write(f"  {s.name}:\n    tool: shell\n    inputs: {json.dumps(workload.dependencies(s))}\n"
                           f"    outputs: {json.dumps([s.output])}\n    args: {workload.command(s)}\n")

    def run(self, root):
        return [self.executable(), "-f", "llbuild.yaml", "--db", "build.db", f"-j{JOBS}"]
