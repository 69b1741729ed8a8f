#!/usr/bin/env python3
"""Compares Assay with other build tools: one pipeline in each tool's language, taken through the same scenarios.

  peers.py list                                       which tools are here
  peers.py generate TOOL LEAVES FOLDER                the pipeline in one tool's language
  peers.py run --tools make,assay --sizes 100,1000    every scenario, as tables; --json FILE
  peers.py table FILE --base ninja --metric wall      tables of results; --metric goals: what was met
  peers.py goals                                      what the goals of speed name;
                                                      --write bench/results keeps JSON and tables
"""
import argparse
import json
import pathlib

import audit
import goals
import hashing
import report
from ours import WORK, Assay, AssayTraced, Floor
from scenarios import SCENARIOS, Comparison, Effort, say
from tools_by_content import Doit, Dvc, Scons, Shake, ShakeShare, Snakemake
from tools_by_time import Llbuild, Make, Ninja, N2, Samurai, Tup
from workload import Workload

TOOLS = {tool.name: tool for tool in (
    Floor, Make, Ninja, Samurai, N2, Tup, Llbuild, Shake, ShakeShare, Scons, Doit, Snakemake, Dvc, Assay,
    AssayTraced)}


def installed(names):
    """The tools of these names that are here; the others are told."""
    tools = {name: TOOLS[name]() for name in names}
    for name in [name for name, tool in tools.items() if tool.version() is None]:
        say(f"{name}: not installed")
        del tools[name]
    return tools


def words(text):
    return [word for word in text.split(",") if word]


def effort(arguments):
    return Effort(samples=arguments.samples, limit=arguments.limit, quiet=arguments.quiet)


def keep_json(data, path):
    if path:
        pathlib.Path(path).write_text(json.dumps(data, indent=1) + "\n")


def list_tools(_):
    for name, tool in TOOLS.items():
        print(f"{name:<16} {tool().version() or 'not installed'}")


def generate(arguments):
    root = pathlib.Path(arguments.folder).resolve()
    root.mkdir(parents=True, exist_ok=True)
    tool, workload = TOOLS[arguments.tool](), Workload(arguments.leaves, root.parent / f"{root.name}.log")
    workload.write(root)
    tool.write(workload, root)
    tool.prepare(workload, root)
    print(" ".join(tool.run(root)))


def run(arguments):
    tools = installed(words(arguments.tools) or list(TOOLS))
    data = report.document(tools, WORK)
    measured = [name for name in tools if name != "floor"]
    plan = {name: list(tools) if name == "noop" else measured for name in words(arguments.scenarios)}
    for leaves in map(int, words(arguments.sizes)):
        comparison = Comparison(leaves, arguments.style, plan, tools, WORK, effort(arguments), arguments.keep)
        data["results"] += comparison.go()
        keep_json(data, arguments.json)
    print(report.heading(data))
    for metric in report.UNITS:
        print(report.table(data["results"], metric, arguments.base))


def show(arguments):
    data = json.loads(pathlib.Path(arguments.file).read_text())
    print(report.heading(data))
    print(goals.table(data) if arguments.metric == "goals"
          else report.table(data["results"], arguments.metric, arguments.base))


def measure_goals(arguments):
    sizes = list(map(int, words(arguments.sizes)))
    chosen = [comparison for comparison in goals.COMPARISONS if comparison[0] in sizes]
    named = {"assay"} | {name for _, _, plan in chosen for names in plan.values() for name in names}
    tools = installed([name for name in TOOLS if name in named])
    data, pains = report.document(tools, WORK), effort(arguments)
    data["special"] = []
    if "paper" in arguments.parts:
        data["special"] += hashing.paper(pains)
    for leaves, style, plan in chosen:
        data["results"] += Comparison(leaves, style, plan, tools, WORK, pains).go()
        keep_json(data, arguments.json)
    if "hashing" in arguments.parts:
        data["special"] += hashing.hashing(WORK, pains, arguments.gib)
    if "audit" in arguments.parts:
        data["special"] += audit.audit(WORK, pains)
    keep_json(data, arguments.json)
    short = f"{report.heading(data)}\n{goals.table(data)}\n"
    print(f"{short}\n{report.table(data['results'], 'cpu', 'best')}")
    if arguments.write:
        folder = pathlib.Path(arguments.write)
        folder.mkdir(parents=True, exist_ok=True)
        keep_json(data, folder / f"{data['date']}.json")
        tables = "\n".join(report.table(data["results"], metric, "best") for metric in report.UNITS)
        (folder / f"{data['date']}.md").write_text(f"# Speed, measured\n\n{short}\n{tables}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name, function, measures=False):
        added = verbs.add_parser(name)
        added.set_defaults(function=function)
        if measures:
            added.add_argument("--samples", type=int, default=5, help="the least number of each measurement")
            added.add_argument("--limit", type=float, default=600, help="seconds that one command may take")
            added.add_argument("--quiet", type=float, default=0,
                               help="wait up to so many seconds for an idle machine before each sample")
            added.add_argument("--json", help="keep the results in this file")
        return added

    verb("list", list_tools)
    added = verb("generate", generate)
    added.add_argument("tool", choices=TOOLS)
    added.add_argument("leaves", type=int)
    added.add_argument("folder")
    added = verb("run", run, measures=True)
    added.add_argument("--tools", default="", help="all that are installed")
    added.add_argument("--sizes", default="100,1000", help="leaves; there are 1.11 times as many stages")
    added.add_argument("--scenarios", default=",".join(SCENARIOS))
    added.add_argument("--style", default="shell", choices=["shell", "step"])
    added.add_argument("--base", default="best", help="the tool that ratios are of, else the best of four")
    added.add_argument("--keep", action="store_true", help="leave the trees behind")
    added = verb("table", show)
    added.add_argument("file")
    added.add_argument("--base", default="best")
    added.add_argument("--metric", default="cpu", choices=[*report.UNITS, "goals"])
    added = verb("goals", measure_goals, measures=True)
    added.add_argument("--sizes", default="1000,10000,100000")
    added.add_argument("--write", help="keep JSON and tables, named after the date, in this folder")
    added.add_argument("--parts", default="paper,hashing,audit", help="what is measured beside the sizes")
    added.add_argument("--gib", type=float, default=4, help="the size of an input that is hashed")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    arguments.function(arguments)


if __name__ == "__main__":
    main()
