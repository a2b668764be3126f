#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The rules of the house that a compiler does not see, as TAP. Usage: house.sh SOURCE-FOLDER BUILD-FOLDER

set -u
# The last command of a pipe runs in this shell, so that it can count.
shopt -s lastpipe
cd "$1" || exit 1
build=$2
number=0

# check NAME: passes where standard input is empty; what stands there is what is wrong.
check() {
  local wrong
  wrong=$(cat)
  number=$((number + 1))
  if [ -z "$wrong" ]; then
    echo "ok $number /check/house/$1"
  else
    echo "not ok $number /check/house/$1"
    sed 's/^/# /' <<<"$wrong" | head -n 40
  fi
}

# Files of the project: what git knows, or all but build folders where there is no git.
files() {
  git ls-files 2>/dev/null | grep . || find . -type f -not -path './build*' -not -path './.git/*' | sed 's,^\./,,'
}

sources() { files | grep -E '\.(c|h)$'; }

# A check that cannot fail is worth nothing: the tool itself is tried on a line that is wrong.
tried=$(echo wrong | check trial | head -n 1)
{ [ "${tried%% 1 *}" = "not ok" ] || echo "a wrong line was not noticed"; } | check tool-can-fail

sources | xargs grep -n '#include "\.\./' | check no-include-climbs

grep -rnE '#include <(gtk|adwaita|gdk)' app | check no-gtk-below-ui

# Stages never include each other; the table names what each room may see besides its own files and the ground.
for room in value intake engine conversation directory; do
  others=$(for other in intake engine conversation directory watch ctl family; do [ "$other" = "$room" ] || ls "app/$other" 2>/dev/null | grep '\.h$'; done)
  for header in $others; do grep -nH "#include \"$header\"" app/$room/*.[ch] 2>/dev/null; done
done | check stages-never-include-stages

grep -nE 'sqlite|json|gtk|liblinear|qrencode' <(ldd "$build/app/watch/porchlight-watch" 2>/dev/null) | check watcher-links-no-gtk-sqlite-json

sources | while read -r file; do lines=$(wc -l <"$file"); [ "$lines" -le 600 ] || echo "$file has $lines lines: find the two things in it"; done | check no-file-over-600-lines

files | grep -v '^tests/check/' | xargs grep -nIE 'TODO|FIXME|XXX[^X]' | grep -vE 'XXXXXX|\.tsv:|LICENSES/' | check nothing-is-left-for-later

find . -maxdepth 1 -mindepth 1 | sed 's,^\./,,' | grep -vE '^(app|data|ui|po|tests|meson\.build|flatpak|README\.md|run|test|meson_options\.txt|packages\.list|LICENSES|CONTRIBUTING\.md|REUSE\.toml|debian|\.git|\.gitignore|\.ci|\.reuse|\.editorconfig|build.*|artefacts)$' | check top-level-as-agreed

awk '!/^#/ && NF && (NF < 3 || $1 !~ /^(build|use|test|full|bench|package)$/)' packages.list | check every-package-has-a-group-and-a-reason

glib-compile-schemas --strict --dry-run data/gschema 2>&1 | check schema-is-strict
awk '/<key name=/ { key=$0; summary=0; description=0 } /<summary>/ { summary=1 } /<description>/ { description=1 } /<\/key>/ && !(summary && description) { print key }' data/gschema/*.xml | check every-key-is-described

for file in data/dbus/*.xml; do xmllint --noout --nonet "$file" 2>&1 | grep -v 'unreachable\|I/O' ; done | check interfaces-are-well-formed

echo "1..$number"
