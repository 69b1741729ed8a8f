#!/usr/bin/env bash
# What it costs to observe and to confine stages: user and system time of whole runs, each kind in turn.
#
# usage: bench/access.sh [ROUNDS] (5); the tool is ASSAY or .build/release/assay.
# Two projects: one stage in which Python opens 1000 declared files, and 1000 stages of one `cat`. Each
# row gives the least of all rounds, and how many times that is of `declared` in the same rounds.
set -euo pipefail
rounds=${1:-5}
assay=${ASSAY:-$(cd "$(dirname "$0")/.." && pwd)/.build/release/assay}
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cd "$project"
mkdir data
for ((i = 0; i < 1000; i++)); do echo "$i" > "data/$i.txt"; done
opens='import sys; print(sum(int(open(f"data/{i}.txt").read()) for i in range(1000)))'
{
  printf 'assay: 1\nstages:\n  a:\n    run: ["/usr/bin/python3", "-c", "%s"]\n' \
    "${opens//\"/\\\"}; open('out.txt', 'w').write('1')"
  printf '    inputs: [data/]\n    outputs: [out.txt]\n'
} > opens.yaml
{
  printf 'assay: 1\nstages:\n'
  for ((i = 0; i < 1000; i++)); do
    printf '  s%d: { run: "cat data/%d.txt > out/%d.txt", inputs: [data/%d.txt], outputs: [out/%d.txt] }\n' \
      "$i" "$i" "$i" "$i" "$i"
  done
} > trivial.yaml
TIMEFORMAT='%U %S'
cold() { # PIPELINE ACCESS: seconds of processor time of a first run
  sed "s/^stages:/defaults: { access: $2 }\nstages:/" "$1.yaml" > pipeline.yaml
  rm -rf .assay provenance out out.txt
  { time "$assay" run > stdout 2> stderr; } 2>&1 | awk '{ print $1 + $2 }'
}
for pipeline in opens trivial; do
  for ((round = 0; round < rounds; round++)); do
    for access in declared traced sandboxed; do cold $pipeline $access >> "$pipeline-$access"; done
  done
  declared=$(sort -n "$pipeline-declared" | head -1)
  for access in declared traced sandboxed; do
    least=$(sort -n "$pipeline-$access" | head -1)
    awk -v p=$pipeline -v a=$access -v l="$least" -v d="$declared" \
      'BEGIN { printf "%-8s %-10s %7.3f s  %5.2f x\n", p, a, l, l / d }'
  done
done
