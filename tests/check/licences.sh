#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every file names its licence, by the REUSE specification, as TAP. Usage: licences.sh SOURCE-FOLDER

set -u
cd "$1" || exit 1

if ! git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  echo "1..0 # SKIP no git here, so build folders cannot be told from files of the project"
  exit 0
fi

# A check that cannot fail is worth nothing: a file without a licence is tried first.
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
mkdir "$trial/LICENSES"
echo "int nobody;" >"$trial/nobody.c"
if reuse --root "$trial" lint >/dev/null 2>&1; then echo "not ok 1 /check/licences/tool-can-fail"; else echo "ok 1 /check/licences/tool-can-fail"; fi

if reuse lint >"$trial/report" 2>&1; then
  echo "ok 2 /check/licences/every-file-names-one"
else
  echo "not ok 2 /check/licences/every-file-names-one"
  sed 's/^/# /' "$trial/report" | head -n 40
fi

# The files that the licences are known by are the licences whole, not the first page of them.
number=3
for rule in "GPL-3.0-or-later 600" "CC0-1.0 100" "CC-BY-4.0 350"; do
  read -r name least <<<"$rule"
  lines=$(wc -l <"LICENSES/$name.txt" 2>/dev/null || echo 0)
  if [ "$lines" -ge "$least" ]; then echo "ok $number /check/licences/text-of-$name"; else echo "not ok $number /check/licences/text-of-$name # $lines lines"; fi
  number=$((number + 1))
done

echo "1..5"
