"""The goals of speed: what is measured for them, and whether each is met."""
from report import FAST as PEERS, seconds

QUESTIONS = ["noop", "status", "dry"]
SHAKES = ["shake", "shake-share"]


def asked(*more):
    """Who is asked when nothing changed."""
    return {"noop": ["floor", *PEERS, "assay"], "status": ["assay"], "dry": ["make", "ninja", "samu", "assay"],
            **{name: tools for name, tools in more}}


# (leaves, style of commands, who is measured in which scenario). Without a shell the largest tree, which
# nobody measures cold, is built in half the time.
COMPARISONS = [
    (1000, "shell", {"cold": [*PEERS, "tup", "assay", "assay-traced"],
                     **asked(("leaf", [*PEERS, "assay"]), ("touch", ["shake-share", "assay"]),
                             ("fresh", ["shake-share", "assay"]), ("clone", ["shake-share", "assay"]))}),
    (1000, "step", {"cold": ["n2", "assay"]}),
    (10_000, "shell", {"cold": ["make", "ninja", "n2", "assay"],
                       **asked(("leaf", [*PEERS, "assay"]), ("touch", ["make", "ninja", "shake-share", "assay"]),
                               ("fresh", ["shake-share", "assay"]), ("clone", ["shake-share", "assay"]))}),
    (100_000, "step", asked()),
]


class Row:
    """One line of the table of goals: ours against a reference, at most `limit` times."""

    def __init__(self, goal, stages, ours, reference, limit, against, unit=seconds):
        self.goal, self.stages, self.against, self.limit = goal, stages, against, limit
        self.ours, self.reference, self.unit = ours, reference, unit

    @property
    def ratio(self):
        return self.ours / self.reference if self.ours is not None and self.reference else None

    def met(self):
        return None if self.ratio is None else self.ratio <= self.limit

    def cells(self):
        def show(value):
            return "not measured" if value is None else self.unit(value)
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f} ×" if self.ratio >= 0.1 else f"{self.ratio:.3f} ×"
        met = {None: "–", True: "yes", False: f"no, {(self.ratio or 0) / self.limit:.1f} × of it"}[self.met()]
        return [self.goal, self.stages, show(self.ours), f"{show(self.reference)} {self.against}", ratio,
                f"≤ {self.limit:.4g}", met]


class Results:
    """Looks up what was measured."""

    def __init__(self, data):
        self.rows = {(row["tool"], row["leaves"], row["style"]): row for row in data["results"]}

    def value(self, tool, leaves, scenario, metric="cpu", style=None):
        style = style or ("step" if leaves == 100_000 else "shell")
        cell = self.rows.get((tool, leaves, style), {"scenarios": {}})["scenarios"].get(scenario)
        return cell[metric] if cell and cell.get("right") else None

    def best(self, tools, leaves, scenarios, metric="cpu", style=None):
        """The least of the tools that were measured, and whose it is."""
        found = [(value, tool) for tool in tools for scenario in scenarios
                 if (value := self.value(tool, leaves, scenario, metric, style)) is not None]
        return min(found, default=(None, "of " + ", ".join(tools)))

    def stages(self, leaves):
        return next((row["stages"] for row in self.rows.values() if row["leaves"] == leaves), 0)


def number(stages):
    return f"{stages:,}".replace(",", " ")


def _unchanged(found, leaves, limit):
    """No-op, status and dry run against the floor and against the best of the peers."""
    stages, rows = number(found.stages(leaves)), []
    for scenario in QUESTIONS:
        ours = found.value("assay", leaves, scenario)
        rows.append(Row(scenario, stages, ours, found.value("floor", leaves, "noop"), 1.25, "floor"))
        peers = {"noop"} if scenario == "noop" else {"noop", "dry"}
        best, who = found.best(PEERS, leaves, peers)
        rows.append(Row(scenario, stages, ours, best, limit, who))
        if leaves == 10_000:
            best, who = found.best(PEERS, leaves, peers, "wall")
            ours = found.value("assay", leaves, scenario, "wall")
            rows.append(Row(f"{scenario}, wall", stages, ours, best, 0.4, who))
    return rows


def _against(found, goal, leaves, scenario, tools, limit, ours="assay", style="shell"):
    best, who = found.best(tools, leaves, [scenario], style=style)
    return Row(goal, number(found.stages(leaves)), found.value(ours, leaves, scenario, style=style), best, limit, who)


def _small(found):
    return [*_unchanged(found, 1000, 1.0),
            _against(found, "cold, declared", 1000, "cold", ["make", "ninja", "n2"], 1.1),
            _against(found, "cold, lists, declared", 1000, "cold", ["n2"], 0.8, style="step"),
            _against(found, "cold, traced", 1000, "cold", ["tup"], 0.8, ours="assay-traced")]


def _medium(found):
    return [*_unchanged(found, 10_000, 0.65),
            _against(found, "cold, declared", 10_000, "cold", ["make", "ninja", "n2"], 1.1),
            _against(found, "one leaf changed", 10_000, "leaf", PEERS, 0.8),
            _against(found, "touch all", 10_000, "touch", SHAKES, 0.2),
            _against(found, "touch all", 10_000, "touch", ["make", "ninja"], 0.01),
            _against(found, "outputs deleted, cache kept", 10_000, "fresh", ["shake-share"], 0.12),
            _against(found, "clone with only the cache", 10_000, "clone", ["shake-share"], 0.12)]


def _large(found):
    def megabytes(value):
        return f"{value:.0f} MB"
    return [*_unchanged(found, 100_000, 0.6),
            Row("peak memory of a no-op", number(found.stages(100_000)),
                found.value("assay", 100_000, "noop", "peak_mb"), found.value("make", 100_000, "noop", "peak_mb"), 1.0,
                "make", megabytes),
            *_growth(found)]


def _growth(found):
    """What one more stage costs, between 10 k and 100 k against between 1 k and 10 k: the start is in neither."""
    def each(low, high):
        costs = [found.value("assay", leaves, "noop") for leaves in (low, high)]
        if None in costs:
            return None
        return (costs[1] - costs[0]) / (found.stages(high) - found.stages(low))
    return [Row("growth of a no-op, one more stage", "1 k → 100 k", each(10_000, 100_000), each(1000, 10_000), 1.2,
                "at 1 k → 10 k", lambda value: f"{value * 1e6:.2f} µs")]


def rows(data):
    """The table of goals, as far as it was measured."""
    found = Results(data)
    sizes = {row["leaves"] for row in data["results"]}
    out = [row for size, part in ((1000, _small), (10_000, _medium), (100_000, _large)) if size in sizes
           for row in part(found)]
    out += [Row(entry["goal"], entry["size"], entry["ours"], entry["reference"], entry["limit"], entry["against"])
            for entry in data.get("special", [])]
    return out


def table(data):
    lines = ["| goal | stages | assay | against | ratio | goal | met |", "|---|---:|---:|---:|---:|---:|---|"]
    lines += [f"| {' | '.join(row.cells())} |" for row in rows(data)]
    met = [row.met() for row in rows(data)]
    return "\n".join([*lines, "", f"{met.count(True)} met, {met.count(False)} not met, {met.count(None)} not measured"])
