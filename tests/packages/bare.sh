#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The two commands on a machine that has none of the packages: a fresh Debian in a folder, a fresh clone in it.
# Usage: bare.sh SOURCE-FOLDER [demo | test | all]; all of it where nothing is said.
#
# Needs root, debootstrap and a source of packages; takes as long as ./test and a few minutes more.
# PORCHLIGHT_BARE names a folder in which the system is made, or found again, and left.

set -u
. "$1/tests/packages/tap.sh"
. "$1/tests/packages/system.sh"
source=$(cd "$1" && pwd)
part=${2:-all}

[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP a system in a folder needs root"; exit 0; }

work=$(mktemp -d "${TMPDIR:-/tmp}/porchlight-bare.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
system=${PORCHLIGHT_BARE:-$work/system}
clone=$system/root/porchlight
try_tap

in_clone() { machine "$system" sh -c 'cd /root/porchlight && exec "$@"' sh "$@" </dev/null; }

[ -x "$system/bin/sh" ] || expect /packages/bare/is-made make_system "$system"
[ -x "$system/bin/sh" ] || { done_testing; exit 1; }

if [ -e "$source/.git" ]; then
  git clone --quiet --no-local "file://$source" "$clone" 2>&1
else
  cp -a "$source" "$clone" 2>&1 && rm -rf "$clone/build"
fi | check /packages/bare/has-a-fresh-clone

# --- ./run ------------------------------------------------------------------------------------------------------------

# What packages.list names is not there; "has none" would otherwise be a hope.
in_clone bash -c '. tests/scripts/packages.sh; groups="build use test full package"; diff <(packages_of "$groups" | sort -u) <(missing_of "$groups" | sort -u)' 2>&1 | check /packages/bare/has-none-of-the-packages

if [ "$part" != test ]; then
  began=$EPOCHREALTIME
  prompt=
  in_clone ./run --demo 2>&1 | while IFS= read -r line; do
    echo "$line" >>"$work/demo.log"
    case $line in "A check-in was raised"*) prompt=$EPOCHREALTIME ;; esac
  done
  ended=${PIPESTATUS[0]}
  { [ "$ended" = 0 ] && [ -n "$prompt" ] || { echo "./run --demo ended $ended"; tail -n 30 "$work/demo.log"; }; } | check /packages/bare/demo-raises-a-check-in-and-offers-help
  ls "$clone"/build/artefacts/*.png 2>&1 | grep -v '\.png$' | check /packages/bare/demo-leaves-screenshots
  [ -z "$prompt" ] || awk -v from="$began" -v to="$prompt" 'BEGIN { printf "# %.0f seconds from the fresh clone to the first check-in, packages and build included\n", to - from }'
fi

# --- ./test -----------------------------------------------------------------------------------------------------------

if [ "$part" != demo ]; then
  began=$EPOCHSECONDS
  in_clone ./test >"$work/test.log" 2>&1
  ended=$?
  echo "# ./test took $((EPOCHSECONDS - began)) seconds: $(tail -n 1 "$work/test.log")"
  grep '^skipped: ' "$work/test.log" | sed 's/^/# /'
  { [ "$ended" = 0 ] || { echo "./test ended $ended"; grep '^failed: ' "$work/test.log" || tail -n 30 "$work/test.log"; }; } | check /packages/bare/tests-pass
  tail -n 1 "$work/test.log" | grep -vxE '[1-9][0-9]* passed, 0 failed(, [0-9]+ skipped)?' | check /packages/bare/last-line-is-a-count
fi

done_testing
