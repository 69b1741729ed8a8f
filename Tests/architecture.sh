#!/usr/bin/env bash
# The rules of the house that a compiler does not know; each is a line of docs/design.md.
set -u
cd "$(dirname "$0")/.."
broken=0
rule() { # rule NAME FINDINGS
  [ -z "$2" ] && return
  printf 'broken rule: %s\n%s\n' "$1" "$2" >&2
  broken=1
}
sources() { git ls-files -co --exclude-standard -- "$@"; }

rule "unsafe code stays in Host, YAML, Git, XML, TIFF, Archive, Numerics and the stages' file access" "$(sources 'Sources/*.swift' 'stages/*.swift' |
  grep -vE '^Sources/((Host|YAML|Git|XML|TIFF|Archive|Numerics)/|Analysis/Stage(Files|Tool).swift)' | xargs grep -nE '\bunsafe\b|Unsafe[A-Z]' 2>/dev/null)"
rule "no Foundation in the tool and the stages" "$(sources 'Sources/*.swift' 'stages/*.swift' |
  xargs grep -nE 'import Foundation' 2>/dev/null)"
rule "the audit never runs a stage" "$(sources 'Sources/Audit/*.swift' |
  xargs grep -nE 'import Build|Keeper|Files\.(write|rename|remove|copy|place|make)' 2>/dev/null)"
rule "stages see nothing above Quantity, Numerics and Instruments" "$(sources 'stages/*.swift' |
  xargs grep -nE 'import (Host|YAML|Git|Pipeline|Store|Build|Audit)\b' 2>/dev/null)"
rule "nothing below the tool stops the process" "$(sources 'Sources/*.swift' 'stages/*.swift' |
  xargs grep -nE '\b(fatalError|preconditionFailure|try!)|#(line|file|fileID|filePath)\b' 2>/dev/null |
  grep -v '"BUG: ')"
rule "files have at most 600 lines" "$(sources '*.swift' '*.c' '*.h' '*.py' '*.sh' |
  xargs awk 'ENDFILE { if (FNR > 600) print FILENAME ": " FNR }' 2>/dev/null)"
rule "no words of something unfinished" "$(sources '*.swift' '*.c' '*.h' '*.py' '*.yaml' Makefile |
  xargs grep -nIiwE 'to''do|fix''me|not imple''mented' 2>/dev/null)"
rule "a source file says its job first" "$(sources 'Sources/*.swift' 'stages/*.swift' |
  while IFS= read -r file; do
    grep -qE '^(///|//) ' "$file" || printf '%s\n' "$file"
  done)"
exit "$broken"
