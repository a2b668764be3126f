# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by ./test: one function a tier, and the count.

passed=0
failed=0
skipped=0

# Every test speaks TAP; the runner keeps what each printed.
count_log() {
  local lines
  lines=$(jq -r 'select(.name) | .name as $n | (.stdout // "" | split("\n")[] | select(test("^(not )?ok ")) | "\($n)\t\(.)"), (select(.result == "FAIL" or .result == "ERROR" or .result == "TIMEOUT" or .result == "INTERRUPT") | "\($n)\tRESULT \(.result)")' "$1")
  passed=$((passed + $(grep -cP '\tok (?!.*# SKIP)' <<<"$lines" || true)))
  skipped=$((skipped + $(grep -cP '\tok .*# SKIP' <<<"$lines" || true)))
  grep -P '# SKIP' <<<"$lines" | sed 's/^/skipped: /' || true
  local broken cases
  cases=$(grep -cP '\tnot ok ' <<<"$lines" || true)
  # A program that died without saying "not ok" is one failure of its own.
  broken=$(comm -23 <(grep -P '\tRESULT' <<<"$lines" | cut -f1 | sort -u) <(grep -P '\tnot ok ' <<<"$lines" | cut -f1 | sort -u) | grep -c . || true)
  failed=$((failed + cases + broken))
  grep -P '\t(not ok|RESULT)' <<<"$lines" | sed 's/^/failed: /' || true
}

# run_build FOLDER SETUP-ARGUMENTS -- TEST-ARGUMENTS: configures, builds, tests and counts.
run_build() {
  local folder=$1 setup=() tests=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do setup+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  tests=("$@")

  if [ -f "$folder/build.ninja" ]; then
    meson setup --reconfigure "$folder" "${setup[@]}" >"$folder/setup.log" || { cat "$folder/setup.log"; return 1; }
  else
    mkdir -p "$folder"
    meson setup "$folder" "${setup[@]}" >"$folder/setup.log" || { cat "$folder/setup.log"; return 1; }
  fi
  meson compile -C "$folder" >"$folder/compile.log" || { tail -n 60 "$folder/compile.log"; return 1; }
  # Installed within the build folder, so that icons, schemas and services are found as on a real machine.
  if [ -n "$(printf '%s\n' "${setup[@]}" | grep -x -- --prefix)" ]; then
    meson install -C "$folder" --no-rebuild --quiet >"$folder/install.log" 2>&1 || { tail -n 20 "$folder/install.log"; return 1; }
  fi
  rm -f "$folder"/meson-logs/testlog*.json
  meson test -C "$folder" --no-rebuild --print-errorlogs "${tests[@]}" || true
  count_log "$folder"/meson-logs/testlog*.json
}

finish() {
  [ "$skipped" -eq 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
  # A run in which nothing ran is not a pass.
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

build_failed() {
  echo "failed: $1 does not build"
  failed=$((failed + 1))
}

# tap NAME COMMAND...: one more case of the count; what the command printed is shown where it fails.
tap() {
  local name=$1 log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $name"
    tail -n 40 "$log"
  fi
  rm -f "$log"
}

run_quick() {
  run_build build/sanitized --prefix "$PWD/build/sanitized/root" -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false -- --no-suite plain --no-suite full "$@" || build_failed build/sanitized
  # Sanitizers keep freed memory and bring their own allocator: what is said of memory and of the real desktop is tested without.
  # The benchmarks are compiled there and not run, so that a change of what they use does not break them unnoticed.
  run_build build/plain --prefix "$PWD/build/plain/root" -Dwerror=true -Dbenchmarks=auto -- --suite plain "$@" || build_failed build/plain
  sed -n 's/.*WARNING: \(bench-.* is left out.*\)/not compiled: \1/p' build/plain/setup.log
  # Who names tests wants those only.
  [ $# -gt 0 ] || tap cppcheck tests/check/cppcheck.sh
}

# Minutes that each fuzz target gets; findings are left in build/fuzz/findings and become inputs of the corpus.
fuzz_minutes=${PORCHLIGHT_FUZZ_MINUTES:-3}

run_fuzzers() {
  local folder=build/fuzz target name
  mkdir -p "$folder/findings"
  meson setup $([ -d "$folder/meson-info" ] && echo --reconfigure) "$folder" --native-file tests/scripts/clang.ini -Dfuzzing=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link >"$folder/setup.log" || { build_failed "$folder"; return; }
  # Only the targets: a program of its own main cannot be linked for fuzzing.
  ninja -C "$folder" data/gschemas.compiled $(ninja -C "$folder" -t targets all | sed -n 's,^\(tests/fuzz/fuzz-[a-z-]*\): .*,\1,p') >"$folder/compile.log" || { tail -n 40 "$folder/compile.log"; build_failed "$folder"; return; }
  for target in "$folder"/tests/fuzz/fuzz-*; do
    [ -x "$target" ] && [ ! -d "$target" ] || continue
    name=${target##*/fuzz-}
    mkdir -p "$folder/corpus/$name"
    tap "fuzz-$name for $fuzz_minutes minutes" env PL_SOURCE_ROOT="$PWD" GSETTINGS_SCHEMA_DIR="$PWD/$folder/data" "$target" -max_total_time=$((fuzz_minutes * 60)) -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="$folder/findings/$name-" "$folder/corpus/$name" "tests/fuzz/corpus/$name"
  done
}

# Beside cppcheck, which looks at the sources in each run, gcc's own analyser looks along paths: that takes minutes.
run_analysis() {
  tap gcc-analyzer tests/check/gcc-analyzer.sh build/sanitized
}

run_full() {
  run_quick "$@"
  run_build build/clang-thread --native-file tests/scripts/clang.ini -Dwerror=true -Db_sanitize=thread -Db_lundef=false -- --suite unit || build_failed build/clang-thread
  run_build build/full --prefix "$PWD/build/full/root" -Dwerror=true -- --suite full || build_failed build/full
  run_analysis
  run_fuzzers
}

# A release build, installed, on a machine that should be quiet. Each benchmark prints its rows of the one table.
run_bench() {
  local folder=build/bench
  mkdir -p "$folder"
  meson setup $([ -d "$folder/meson-info" ] && echo --reconfigure) "$folder" --prefix "$PWD/$folder/root" --buildtype release -Dbenchmarks=enabled >"$folder/setup.log" || { cat "$folder/setup.log"; return 1; }
  meson compile -C "$folder" >"$folder/compile.log" || { tail -n 60 "$folder/compile.log"; return 1; }
  meson install -C "$folder" --no-rebuild --quiet >"$folder/install.log" 2>&1 || { tail -n 20 "$folder/install.log"; return 1; }
  rm -f "$folder"/meson-logs/{benchmark,test}log*.json
  meson test -C "$folder" --no-rebuild --benchmark "$@" >"$folder/bench.log" 2>&1 || { tail -n 40 "$folder/bench.log"; return 1; }
  echo "| what | measured | anchor beside it | ratio | budget |"
  echo "|---|---|---|---|---|"
  find "$folder/meson-logs" -name '*log.json' -exec jq -r '.stdout // ""' {} + | grep '^|' | grep -vE '^\|-|^\| what '
}

# run_tier TIER NAMES...
run_tier() {
  local tier=$1
  shift
  case "$tier" in
    bench) run_bench "$@"; return ;;
    full) run_full "$@" ;;
    *) run_quick "$@" ;;
  esac
  finish
}
