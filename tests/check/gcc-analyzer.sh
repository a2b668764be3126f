#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# gcc's analyser over every file of a configured build folder. Usage: gcc-analyzer.sh BUILD-FOLDER

set -euo pipefail

# An analyser that finds nothing must be able to find something. (grep reads to the end: it would break the analyser's pipe.)
printf '#include <stdlib.h>\nvoid f (void *p);\nvoid f (void *p) { free (p); free (p); }\n' |
  gcc -O1 -fanalyzer -S -o /dev/null -x c - 2>&1 | grep Wanalyzer-double-free >/dev/null || { echo "the analyser does not see a double free"; exit 1; }

cd "$1"

# The commands of the build, without linking, sanitizers and output; each warning is a failure. What is left out: gcc 12 does not
# know that g_new () never returns NULL, that cleanup attributes free, and that g_variant_get () fills what it is given.
ninja -t compdb | jq -r '.[] | select(.file | test("/(app|ui)/[^@]*\\.c$")) | select(.command | test(" -c ")) | [.directory, .file, .command] | @tsv' | sort -u -k2,2 |
  while IFS=$'\t' read -r _ file command; do
    arguments=$(sed -E 's/-fsanitize=[^ ]*//g; s/ -M[DQF]( [^ ]+)?//g; s/ -o [^ ]+//; s/^[^ ]+ //' <<<"$command")
    printf '%s\n' "$arguments -O1 -fanalyzer -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak -Wno-analyzer-possible-null-dereference -Wno-analyzer-possible-null-argument -Wno-analyzer-fd-leak -Wno-analyzer-use-of-uninitialized-value -S -o /dev/null"
  done | xargs -P2 -d '\n' -I{} sh -c 'gcc {} 2>&1' | { grep -E 'warning: .*-Wanalyzer|error:' || true; } | sort -u | { ! grep . ; }
