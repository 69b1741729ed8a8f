#!/usr/bin/env bash
# sanitize.sh thread|address [FILTER]: the tests of the rooms under a sanitizer; exits with 1 if it
# or a test found something.
#
# The sanitizers come with the Swift toolchain. Without a filter the tests of EndToEndTests are left
# out: there the tool runs in processes of its own, many hundred of them.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1
if [ $# -gt 1 ]; then chosen=(--filter "$2"); else chosen=(--skip '^EndToEndTests\.'); fi
scratch=.build/$kind
reports=$PWD/$scratch/reports
export SWIFT_BACKTRACE=enable=no
# Reports go to files, also those of child processes, whose output the tests compare.
case $kind in
thread) export TSAN_OPTIONS="log_path=$reports/report exitcode=66" ;;
address) export ASAN_OPTIONS="log_path=$reports/report detect_leaks=0" ;;
*) echo "sanitize.sh thread|address [FILTER]" >&2 && exit 2 ;;
esac
# gold warns of every symbol of the sanitizer that it keeps to itself.
swift build --build-tests --sanitize "$kind" --scratch-path "$scratch" 2>&1 |
  grep -vi 'cannot export local symbol'
rm -rf "$reports"
mkdir -p "$reports"
code=0
swift test --disable-xctest --skip-build --no-parallel --sanitize "$kind" \
  --scratch-path "$scratch" "${chosen[@]}" || code=1
for report in "$reports"/*; do
  [ -e "$report" ] || continue
  cat "$report" >&2
  code=1
done
exit $code
