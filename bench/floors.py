#!/usr/bin/env python3
"""What this machine can do at best: the cost of the system calls and programs that a build tool is made of."""
import argparse
import os
import shutil
import subprocess

from hashing import least, room_for
from ours import WORK, compiled
from report import seconds
from tool import which


def system_calls(group, count, rounds):
    """The least of all rounds: name -> (items, wall, processor time)."""
    program = compiled("floors.c", ["cc", "-O2"], ["-lcrypto", "-lpthread"])
    folder, best = WORK / "floors", {}
    for _ in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        answer = subprocess.run([program, group, str(folder), str(count)], check=True, capture_output=True, text=True)
        for entry in answer.stdout.splitlines():
            name, items, wall, cpu = entry.split("\t")
            old = best.get(name, (0, float("inf"), float("inf")))
            best[name] = (int(items), min(old[1], float(wall)), min(old[2], float(cpu)))
    shutil.rmtree(folder, ignore_errors=True)
    return best


def programs():
    """What it takes to start a program that does nothing."""
    swift = which("swiftc")
    started = {"true": ["/bin/true"], "sh -c :": ["/bin/sh", "-c", ":"], "git --version": [which("git"), "--version"]}
    if swift:
        started["Swift, static library"] = [compiled("empty.swift", [swift, "-O", "-static-stdlib"])]
    return {name: argv for name, argv in started.items() if argv[0]}


def hashing(rounds):
    """Processor time of programs that hash a file in memory."""
    path, size = WORK / "large.bin", room_for(1)
    path.write_bytes(os.urandom(1 << 20) * (size >> 20))
    commands = {"openssl dgst -sha256": ["openssl", "dgst", "-sha256"], "sha256sum": ["sha256sum"],
                "b3sum, one thread": ["b3sum", "--num-threads", "1"]}
    for name, argv in commands.items():
        cost = which(argv[0]) and least(rounds, 0, [which(argv[0]), *argv[1:], str(path)], WORK)
        if cost:
            print(f"| {name}, {size >> 20} MiB | 1 | {seconds(cost[1])} | {seconds(cost[0])} "
                  f"| {size / cost[0] / 1e9:.2f} GB/s |")
    path.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    print("| what | items | wall | processor time | each |\n|---|---:|---:|---:|---:|")
    for group, count in (("files", 10_000), ("spawn", 1000), ("sync", 300)):
        for name, (items, wall, cpu) in system_calls(group, count, arguments.rounds).items():
            print(f"| {name} | {items} | {seconds(wall)} | {seconds(cpu)} | {cpu / items * 1e6:.2f} µs |")
    for name, argv in programs().items():
        cost = least(8 * arguments.rounds, 0, argv, WORK)
        if cost:
            print(f"| start {name} | 1 | {seconds(cost[1])} | {seconds(cost[0])} | |")
    hashing(arguments.rounds)


if __name__ == "__main__":
    main()
