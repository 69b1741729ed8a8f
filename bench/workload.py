"""The synthetic pipeline that every tool is given: its graph, its files, its edits and its right answer.

N leaves, each reading one raw file of about 100 bytes and one shared script; N/10 stages that join ten
outputs each, N/100 that join ten of those, and one for all. A leaf copies 64 bytes of its raw file, so
that the rest of the file can change and its output not. Every command appends its stage's name to a log
outside of the tree, which is how the commands that ran are counted.
"""
import hashlib
import os
import pathlib


class Stage:
    """One stage of the graph."""
    __slots__ = ("name", "kind", "inputs", "output")

    def __init__(self, name, kind, inputs, output):
        self.name, self.kind, self.inputs, self.output = name, kind, inputs, output


class Workload:
    """The graph of N leaves and its files; knows nothing about any tool.

    With `step`, the path of the compiled program of step.c, no command needs a shell."""
    script = "s/script.sh"

    def __init__(self, leaves, log, step=None, script_text="# shared script\n"):
        if leaves % 100:
            raise SystemExit("the number of leaves must be a multiple of 100")
        self.leaves, self.log, self.step, self.script_text = leaves, str(log), step, script_text
        self.leaf_bytes = 64
        self.edits = 0
        self.origin, self.payload, self.tail = list(range(leaves)), [0] * leaves, [0] * leaves
        digits = self.digits = len(str(leaves))
        first = [Stage(f"l{i:0{digits}}", "leaf", [f"raw/l{i:0{digits}}.txt"], f"out/l{i:0{digits}}.out")
                 for i in range(leaves)]
        self.layers = [first, self._joining(first, "m", digits - 1)]
        self.layers.append(self._joining(self.layers[1], "t", digits - 2))
        self.layers.append([Stage("final", "join", [s.output for s in self.layers[2]], "out/final.out")])
        self.stages = [stage for layer in self.layers for stage in layer]

    def _joining(self, below, letter, digits):
        made = []
        for i in range(0, len(below), 10):
            name = f"{letter}{i // 10:0{digits}}"
            made.append(Stage(name, "join", [s.output for s in below[i:i + 10]], f"out/{name}.out"))
        return made

    @property
    def final(self):
        return self.stages[-1]

    # ------------------------------------------------------------ commands

    def dependencies(self, stage):
        """Every file that the stage's command reads."""
        return stage.inputs + [self.script] if stage.kind == "leaf" else stage.inputs

    def text(self, kind, name, inputs, output):
        """The command for a shell. It has no quotes, dollars or braces, so it is the same in every language;
        `name`, `inputs` and `output` may be variables of a tool's language."""
        if self.step:
            bytes_, script = (self.leaf_bytes, self.script) if kind == "leaf" else (0, "-")
            return f"{self.step} {self.log} {name} {output} {bytes_} {script} {inputs}"
        if kind == "leaf":
            return f". ./{self.script}; echo {name} >> {self.log}; head -c {self.leaf_bytes} {inputs} > {output}"
        return f"echo {name} >> {self.log}; cat {inputs} > {output}"

    def command(self, stage):
        return self.text(stage.kind, stage.name, " ".join(stage.inputs), stage.output)

    # ------------------------------------------------------------ files

    def _raw(self, i):
        origin = self.origin[i]
        return f"{f'leaf {origin} version {self.payload[i]} ':.<63}\n# comment {self.tail[i]} of raw file {origin:08}\n"

    def raw_path(self, root, i):
        return root / self.layers[0][i].inputs[0]

    def write(self, root):
        for folder in ("raw", "s", "out"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for i in range(self.leaves):
            self.rewrite(root, i)
        (root / self.script).write_text(self.script_text)

    def rewrite(self, root, i):
        self.raw_path(root, i).write_text(self._raw(i))

    def write_outputs(self, root):
        """The outputs as a tool would have made them, in the order of the graph."""
        for i, stage in enumerate(self.layers[0]):
            (root / stage.output).write_text(self.leaf_text(i))
        for stage in self.stages[self.leaves:]:
            (root / stage.output).write_bytes(b"".join((root / i).read_bytes() for i in stage.inputs))

    def paths(self):
        """Every input and output file once."""
        return [s.inputs[0] for s in self.layers[0]] + [self.script] + [s.output for s in self.stages]

    # ------------------------------------------------------------ edits

    def change_leaf(self, root):
        """One raw file changes, and so does all that rests on it: four commands."""
        self.edits += 1
        i = (self.edits * 37) % self.leaves
        self.payload[i] += 1
        self.rewrite(root, i)

    def change_tail(self, root):
        """One raw file changes, its leaf's output does not: one command."""
        self.edits += 1
        i = (self.edits * 41) % self.leaves
        self.tail[i] += 1
        self.rewrite(root, i)

    def swap(self, root, i, j):
        """Two raw files change their names: each is an old file at a new place."""
        for texts in (self.origin, self.payload, self.tail):
            texts[i], texts[j] = texts[j], texts[i]
        one, two, aside = self.raw_path(root, i), self.raw_path(root, j), root / "aside"
        one.rename(aside), two.rename(one), aside.rename(two)

    def touch_all(self, root):
        for i in range(self.leaves):
            os.utime(self.raw_path(root, i))

    def edit_script(self, root):
        """The script of all leaves changes, none of their outputs does."""
        with open(root / self.script, "a") as file:
            file.write("# one more comment\n")

    # ------------------------------------------------------------ what is right

    def leaf_text(self, i):
        return self._raw(i)[:self.leaf_bytes]

    def right_answer(self):
        """The digest of the final output, computed from the inputs as they are now."""
        digest = hashlib.sha256()
        for i in range(self.leaves):
            digest.update(self.leaf_text(i).encode())
        return digest.hexdigest()

    def commands_run(self):
        log = pathlib.Path(self.log)
        return log.read_bytes().count(b"\n") if log.exists() else 0

    def clear_log(self):
        open(self.log, "w").close()
