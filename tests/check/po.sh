#!/bin/sh
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# po.sh SOURCE TEMPLATE: each file with words for people is listed, and each translation is whole, current and well-formed.
set -u
source=$1 template=$(realpath "$2")
cd "$source" || exit 99
failed=0 n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; failed=1; fi; }

{
  # Of the command line only what measures, trains and publishes is not asked for here.
  grep -rlE '(^|[^a-z_])(_|N_|ngettext) ?\("' app/watch app/desk app/vault app/family app/intake app/conversation app/engine app/ctl ui --include='*.c' |
    grep -vE 'app/ctl/ctl-(corpus-verb|directory-exchange|directory-update|evaluate|intake|score|train)\.c'
  grep -l 'translatable="yes"' ui/*.ui
} 2>/dev/null | sort -u | while read -r file; do
  grep -qxF "$file" po/POTFILES.in || echo "# not in po/POTFILES.in: $file"
done >"${TMPDIR:-/tmp}/unlisted.$$"
cat "${TMPDIR:-/tmp}/unlisted.$$"
[ ! -s "${TMPDIR:-/tmp}/unlisted.$$" ]; result $? "every file with words for people is listed"
rm -f "${TMPDIR:-/tmp}/unlisted.$$"

grep -v '^#' po/POTFILES.in | while read -r file; do [ -f "$file" ] || echo "# gone: $file"; done | grep . && result 1 "every listed file is there" || result 0 "every listed file is there"

for language in $(grep -v '^#' po/LINGUAS); do
  po=po/$language.po
  # -c checks the format directives, the header and the number of plural forms.
  msgfmt -c -o /dev/null "$po" 2>&1 | sed 's/^/# /'; msgfmt -c -o /dev/null "$po" 2>/dev/null; result $? "$language is well-formed"
  missing=$(msgattrib --untranslated --no-obsolete "$po" | grep -c '^msgid ')
  fuzzy=$(msgattrib --only-fuzzy --no-obsolete "$po" | grep -c '^msgid ')
  echo "# $language: ${missing:-0} untranslated, ${fuzzy:-0} fuzzy"
  [ "${missing:-0}" = 0 ] && [ "${fuzzy:-0}" = 0 ]; result $? "$language has no untranslated or doubtful text"
  said=$(msgcmp --use-untranslated "$po" "$template" 2>&1); status=$?
  printf '%s\n' "$said" | sed -n '/./s/^/# /p' | head -n 20; result "$status" "$language has every text of the program"
  stale=$(msgcomm --more-than=0 --unique --no-location "$po" "$template" 2>/dev/null | grep -c '^msgid "."' || true)
  echo "# $language: $stale stale"
  [ "$stale" = 0 ]; result $? "$language has no text that the program lost"
  grep -q 'not yet reviewed by a native speaker' "$po" || grep -q '^# Reviewed by ' "$po"; result $? "$language says whether a native speaker has reviewed it"
done
echo "1..$n"
exit "$failed"
