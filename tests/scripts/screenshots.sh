#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Takes the pictures of README.md and of the store page anew, from the real window and the real watcher in a session of their own.
# Usage: screenshots.sh BUILD-FOLDER

set -euo pipefail
cd "$(dirname "$0")/../.."
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/take" <<'TAKE'
set -eu
picture() { import -window "$(xdotool search --onlyvisible --name Porchlight | tail -n 1)" -strip "$PL_SOURCE_ROOT/data/screenshots/$1.png"; }
gsettings set org.porchlight.Porchlight first-run-done true
"$PL_BUILD_ROOT/app/watch/porchlight-watch" --once --data-folder="$1" &
watcher=$!
"$PL_BUILD_ROOT/ui/porchlight" --gapplication-service &
sleep 3
gapplication launch org.porchlight.Porchlight
sleep 4
picture home
gapplication action org.porchlight.Porchlight check-message
sleep 2
xdotool type "send me another photo or i will show everyone the first one"
xdotool key Tab Return
sleep 2
picture check-message
kill $watcher
TAKE
cp data/model/porchlight.plm "$work/"
PL_TEST_SIZE=900x900 PL_BUILD_ROOT=$build PL_SOURCE_ROOT=$PWD tests/ui/with-display bash "$work/take" "$work"
