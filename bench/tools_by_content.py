"""Tools that decide by contents of files: Shake, SCons, doit, Snakemake, DVC."""
import hashlib
import shutil
import subprocess

from tool import JOBS, Tool, quietly, which


class Shake(Tool):
    """Its build system is a Haskell program, compiled once for each tree and not measured."""
    name, binary = "shake", "ghc"
    share = False

    def version(self):
        if not which("ghc") or not which("ghc-pkg"):
            return None
        answer = subprocess.run(["ghc-pkg", "field", "shake", "version"], capture_output=True, text=True)
        return answer.stdout.split()[-1] if answer.returncode == 0 and answer.stdout else None

    def write(self, workload, root):
        w, digits = workload, workload.digits - 2
        share = ', shakeShare=Just "share"' if self.share else ""
        leaf = w.text("leaf", '" ++ name ++ "', '" ++ raw ++ "', '" ++ out ++ "')
        join = w.text("join", '" ++ takeBaseName out ++ "', '" ++ unwords inputs ++ "', '" ++ out ++ "')
        (root / "Shakefile.hs").write_text(f"""
import Development.Shake
import Development.Shake.FilePath
import Text.Printf
main :: IO ()
main = shakeArgs shakeOptions{{shakeFiles=".shake", shakeThreads={JOBS}, shakeVerbosity=Error,
    shakeChange=ChangeModtimeAndDigest{share}}} $ do
  want ["out/final.out"]
  "out/final.out" %> join [printf "out/t%0{digits}d.out" i | i <- [0 .. {len(w.layers[2]) - 1} :: Int]]
  "out/t*.out" %> \\out -> join ["out/m" ++ below out d | d <- [0 .. {len(w.layers[2][0].inputs) - 1}]] out
  "out/m*.out" %> \\out -> join ["out/l" ++ below out d | d <- [0 .. 9]] out
  "out/l*.out" %> \\out -> do
    let name = takeBaseName out
    let raw = "raw/" ++ name ++ ".txt"
    need [raw, "{w.script}"]
    cmd_ Shell ("{leaf}")
  where
    below :: FilePath -> Int -> String
    below out d = drop 1 (takeBaseName out) ++ show d ++ ".out"
    join inputs out = do
      need inputs
      cmd_ Shell ("{join}")
""")

    def prepare(self, workload, root):
        quietly(["ghc", "-O1", "-threaded", "-rtsopts", "-with-rtsopts=-I0 -qg", "-o", "shakebuild", "-outputdir",
                 ".ghc", "Shakefile.hs"], root)

    def run(self, root):
        return ["./shakebuild"]

    def forget(self, root):
        shutil.rmtree(root / ".shake", ignore_errors=True)


class ShakeShare(Shake):
    """With --share, which keeps outputs by content."""
    name, share, cache = "shake-share", True, True


class Scons(Tool):
    name, binary, cache, largest = "scons", "scons", True, 1000

    def write(self, workload, root):
        with open(root / "SConstruct", "w") as file:
            file.write("env = Environment(tools=[])\nDecider('content')\nCacheDir('cache')\n")
            for s in workload.stages:
                file.write(f"env.Command({s.output!r}, {workload.dependencies(s)!r}, {workload.command(s)!r})\n")
            file.write(f"Default('{workload.final.output}')\n")

    def run(self, root):
        return [self.executable(), "-Q", "-s", f"-j{JOBS}"]

    def dry_run(self, root):
        return [self.executable(), "-Q", "-n"]

    def forget(self, root):
        (root / ".sconsign.dblite").unlink(missing_ok=True)


class Doit(Tool):
    name, binary = "doit", "doit"

    def write(self, workload, root):
        with open(root / "dodo.py", "w") as file:
            file.write("DOIT_CONFIG = {'verbosity': 0}\nSTAGES = [\n")
            for s in workload.stages:
                file.write(f"  {(s.name, workload.dependencies(s), s.output, workload.command(s))!r},\n")
            file.write("]\ndef task_stage():\n    for name, inputs, output, command in STAGES:\n        yield {'name':"
                       " name, 'actions': [command], 'file_dep': inputs, 'targets': [output]}\n")

    def run(self, root):
        return [self.executable(), "run", "-n", str(JOBS)]

    def status(self, root):
        return [self.executable(), "list", "--all", "--status"]


class Snakemake(Tool):
    name, binary, largest = "snakemake", "snakemake", 1000

    def write(self, workload, root):
        w = workload
        leaf = w.text("leaf", "{wildcards.i}", "{input[0]}", "{output}")
        (root / "Snakefile").write_text(f"""
rule all:
    input: "{w.final.output}"
rule leaf:
    input: "raw/{{i}}.txt", "{w.script}"
    output: "out/{{i,l[0-9]+}}.out"
    shell: "{leaf}"
""" + "".join(self._joining(w, *layer) for layer in (("m", "l", 10), ("t", "m", len(w.layers[2][0].inputs)))) + f"""
rule final:
    input: {w.final.inputs!r}
    output: "{w.final.output}"
    shell: "{w.text('join', 'final', '{input}', '{output}')}"
""")

    def _joining(self, workload, letter, below, count):
        command = workload.text("join", letter + "{wildcards.i}", "{input}", "{output}")
        return f"""
rule {letter}:
    input: expand("out/{below}{{{{i}}}}{{d}}.out", d=range({count}))
    output: "out/{letter}{{i,[0-9]+}}.out"
    shell: "{command}"
"""

    def run(self, root):
        return [self.executable(), "--cores", str(JOBS), "--quiet", "all"]

    def dry_run(self, root):
        return [self.executable(), "-n", "--quiet", "all"]


class Dvc(Tool):
    """Its time grows with the square of the stages, because it rewrites dvc.lock after each; so the tree
    of more than 300 leaves is written as it would have left it, and not measured cold."""
    name, binary, cache, largest, largest_cold = "dvc", "dvc", True, 1000, 300
    environment = {"DVC_NO_ANALYTICS": "1"}

    def write(self, workload, root):
        with open(root / "dvc.yaml", "w") as file:
            file.write("stages:\n")
            for s in workload.stages:
                file.write(f"  {s.name}:\n    cmd: {workload.command(s)}\n    deps:\n")
                file.writelines(f"    - {path}\n" for path in workload.dependencies(s))
                file.write(f"    outs:\n    - {s.output}\n")

    def prepare(self, workload, root):
        quietly(["git", "init", "-q"], root)
        quietly([self.executable(), "init", "-q"], root)
        for key in ("analytics", "check_update"):
            quietly([self.executable(), "config", f"core.{key}", "false"], root)

    def run(self, root):
        return [self.executable(), "repro", "-q"]

    def status(self, root):
        return [self.executable(), "status", "-q"]

    def forget(self, root):
        shutil.rmtree(root / ".dvc/tmp", ignore_errors=True)

    def prebuilt(self, workload, root):
        if workload.leaves <= self.largest_cold:
            return False
        workload.write_outputs(root)
        with open(root / "dvc.lock", "w") as file:
            file.write("schema: '2.0'\nstages:\n")
            for s in workload.stages:
                file.write(f"  {s.name}:\n    cmd: {workload.command(s)}\n    deps:\n")
                file.writelines(self._entry(root, path) for path in workload.dependencies(s))
                file.write(f"    outs:\n{self._entry(root, s.output)}")
                data = (root / s.output).read_bytes()
                digest = hashlib.md5(data).hexdigest()
                cached = root / ".dvc/cache/files/md5" / digest[:2] / digest[2:]
                cached.parent.mkdir(parents=True, exist_ok=True)
                cached.write_bytes(data)
        names = [s.output.split("/")[-1] for s in workload.stages]
        (root / "out/.gitignore").write_text("".join(f"/{name}\n" for name in names))
        return True

    def _entry(self, root, path):
        data = (root / path).read_bytes()
        return (f"    - path: {path}\n      hash: md5\n      md5: {hashlib.md5(data).hexdigest()}\n"
                f"      size: {len(data)}\n")
