#!/usr/bin/env bash
# fuzz.sh [SECONDS [READER…]]: fuzzes each reader for some seconds; exits with 1 if a promise broke.
#
# libFuzzer and the address sanitizer come with the Swift toolchain. What is found lies under
# .build/fuzz/finds; what reached new code is kept under .build/fuzz/corpus for the next time. FUZZ_SEED
# makes chance the same each time.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-5}
shift $(($# > 0))
# Without this a crash leaves a sleeping helper behind that holds the output open.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=32

runtime=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath" *: *"\(.*\)".*/\1/p')
driver=$runtime/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
build=(-c release --product fuzz --scratch-path .build/fuzz --sanitize address
  -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug
  -Xswiftc "-sanitize-coverage=edge,trace-cmp,indirect-calls,inline-8bit-counters,pc-table"
  -Xlinker "$driver" -Xlinker -lstdc++)
# gold warns of every symbol of the sanitizer that it keeps to itself.
ASSAY_FUZZ=1 swift build "${build[@]}" 2>&1 | grep -vi 'cannot export local symbol' || [ "${PIPESTATUS[0]}" = 0 ]
fuzz=$(ASSAY_FUZZ=1 swift build "${build[@]}" --show-bin-path)/fuzz

broken=0
readers=()
mkdir -p .build/fuzz/finds .build/fuzz/logs
[ $# -gt 0 ] || mapfile -t readers < <("$fuzz")
for reader in "$@" "${readers[@]}"; do
  corpus=.build/fuzz/corpus/$reader
  log=.build/fuzz/logs/$reader
  mkdir -p "$corpus"
  if "$fuzz" "$reader" -max_total_time="$seconds" -seed="${FUZZ_SEED:-0}" -timeout=10 -rss_limit_mb=1500 -max_len=4096 \
    -print_final_stats=1 -artifact_prefix=".build/fuzz/finds/$reader-" \
    "$corpus" "Tests/FuzzingTests/Corpus/$reader" >"$log" 2>&1; then
    result=kept
  else
    result=BROKEN
    broken=1
  fi
  printf '%-10s %9s executions  %s\n' "$reader" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$result"
  [ $result = kept ] || grep -aE '^broken promise|Fatal error|ERROR: |Test unit written' "$log" >&2
done
exit $broken
