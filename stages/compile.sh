#!/bin/sh
# Compiles the analyses so that the same sources and compiler give the same bytes in any folder.
#
# usage: stages/compile.sh PROGRAM… (where each is to lie)
#
# What differs between folders is left out or taken away: debug information (paths), the build id,
# the symbol table, and the module hash. A comment therefore changes no byte of a program. Without a
# local rpath the loader looks for no library in the project, which would be one more thing read.
set -eu
scratch=.build/stages
products=$(for program in "$@"; do basename "$program"; done)
ASSAY_PROGRAMS=$(echo $products) swift build -c release --scratch-path "$scratch" \
  --disable-local-rpath -debug-info-format none -Xswiftc -gnone -Xlinker --build-id=none -Xlinker -s
for program in "$@"; do
  mkdir -p "$(dirname "$program")"
  objcopy --remove-section .swift_modhash "$scratch/release/$(basename "$program")" "$program"
done
