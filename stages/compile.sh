#!/bin/sh
# Compiles the analyses so that the same sources and compiler give the same bytes in any folder.
#
# What differs between folders is left out or taken away: debug information (paths), the build id,
# the symbol table, and the module hash. A comment therefore changes no byte of a program.
set -eu
scratch=.build/stages
out=stages/bin
mkdir -p "$out"
for product in "$@"; do
  swift build -c release --scratch-path "$scratch" --product "$product" \
    -debug-info-format none -Xswiftc -gnone -Xlinker --build-id=none -Xlinker -s
  objcopy --remove-section .swift_modhash "$scratch/release/$product" "$out/$product"
done
