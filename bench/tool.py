"""What the benchmark asks of a build tool, and where it finds the programs."""
import os
import pathlib
import re
import shutil
import subprocess

# Tools are looked for here before they are looked for on PATH.
SEARCH = os.environ.get("PEERS_PATH", "") + os.pathsep + os.environ.get("PATH", "")
JOBS = 2


def which(name):
    return shutil.which(name, path=SEARCH)


def noted_version(binary):
    """What a file `versions` beside a program says of it: the upstream commit that was built, for instance."""
    notes = pathlib.Path(which(binary) or "/").parent / "versions"
    if not notes.is_file():
        return ""
    lines = [line.split(maxsplit=1) for line in notes.read_text().splitlines()]
    return next((words[1] for words in lines if len(words) == 2 and words[0] == binary), "")


def quietly(argv, root):
    subprocess.run(argv, cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Tool:
    """A build tool: how the workload is written in its language, and how it is called."""
    name = ""
    binary = ""
    version_arguments = ["--version"]
    largest = 10_000            # leaves; more than that takes it hours
    largest_cold = 1_000_000    # leaves; more than that are not built, but written as if they had been
    cache = False               # it keeps outputs by content, so that they can come back without a command
    settle = 0.02               # seconds between an edit and the run: the tick of the file system's clock
    settling_run = False        # the first run after a cold one still has something to do
    environment = {}

    def executable(self):
        return which(self.binary)

    def version(self):
        """The version, or nothing if the tool is not installed."""
        if not self.executable():
            return None
        try:
            answer = subprocess.run([self.executable(), *self.version_arguments], capture_output=True, text=True,
                                    timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return None
        number = re.search(r"\d+(\.\d+)+(-\d+-g[0-9a-f]+)?", answer.stdout or answer.stderr)
        return " ".join(filter(None, [number[0] if number else "?", noted_version(self.binary)]))

    def write(self, workload, root):
        """The definition of the pipeline in the tool's own language."""
        raise NotImplementedError

    def prepare(self, workload, root):
        """What is done once for each tree and not measured."""

    def run(self, root):
        """The command that brings everything up to date."""
        raise NotImplementedError

    def dry_run(self, root):
        """The command that says what would run; nothing if there is none."""
        return None

    def status(self, root):
        """The command that says what is out of date, where it is another one than the dry run."""
        return None

    def prebuilt(self, workload, root):
        """Makes the tree as if everything had been built; false where only building can do that."""
        return False

    def forget(self, root):
        """Drops all local state but the store of contents, as a clone with only the store has it."""

    def drop_outputs(self, workload, root):
        for stage in workload.stages:
            (root / stage.output).unlink(missing_ok=True)


def repository():
    """The root of the project that this benchmark belongs to."""
    return pathlib.Path(__file__).resolve().parent.parent
