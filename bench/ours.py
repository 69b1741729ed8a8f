"""Assay, with declared and with traced access, and the floor that it is held against."""
import os
import pathlib
import shutil
import subprocess

from tool import JOBS, Tool, quietly, repository, which

HERE = pathlib.Path(__file__).resolve().parent
WORK = pathlib.Path(os.environ.get("BENCH_WORK", f"/tmp/assay-bench-{os.getuid()}"))


def compiled(source, compiler, libraries=()):
    """The path of a program of ours, compiled once into the work area."""
    source, program = HERE / source, WORK / "bin" / pathlib.Path(source).stem
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        program.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([*compiler, "-o", str(program), str(source), *libraries], check=True)
    return str(program)


def step():
    return compiled("step.c", ["cc", "-O2", "-static"])


class Assay(Tool):
    """$ASSAY names the program; else it is the one that `make` builds in this project."""
    name, cache, largest, access = "assay", True, 1_000_000, "declared"

    def executable(self):
        given = os.environ.get("ASSAY")
        built = repository() / ".build/release/assay"
        return given or (str(built) if built.exists() else which("assay"))

    def write(self, workload, root):
        with open(root / "pipeline.yaml", "w") as file:
            file.write(f"assay: 1\ndefaults: {{ access: {self.access} }}\nsources:\n- files: raw/**\n"
                       "  origin: synthetic\n  reference: the benchmark\nstages:\n")
            for s in workload.stages:
                command = workload.command(s)
                run = "[" + ", ".join(command.split()) + "]" if workload.step else command
                file.write(f"  {s.name}:\n    run: {run}\n    inputs:\n")
                file.writelines(f"    - {path}\n" for path in workload.dependencies(s))
                file.write(f"    outputs:\n    - {s.output}\n")

    def prepare(self, workload, root):
        quietly(["git", "init", "-q"], root)

    def run(self, root):
        return [self.executable(), "run", f"-j{JOBS}"]

    def dry_run(self, root):
        return [self.executable(), "run", "-n"]

    def status(self, root):
        return [self.executable(), "status"]

    def forget(self, root):
        for path in (root / ".assay").iterdir():
            if path.name != "cas":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


class AssayTraced(Assay):
    name, access = "assay-traced", "traced"


class Floor(Tool):
    """The status of every input and output file, asked in C, and the start of an empty Swift program."""
    name, binary, largest = "floor", "swiftc", 1_000_000
    largest_cold = 0

    def write(self, workload, root):
        (root / "files").write_bytes(b"".join(path.encode() + b"\0" for path in workload.paths()))

    def prebuilt(self, workload, root):
        workload.write_outputs(root)
        return True

    def run(self, root):
        stats = compiled("floor.c", ["cc", "-O2", "-static"])
        return [stats, "files", compiled("empty.swift", [self.executable(), "-O", "-static-stdlib"])]
