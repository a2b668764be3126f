#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every promise of the privacy statement names a test, every test that it names is there, and each language promises the same. TAP. Usage: privacy.sh SOURCE-FOLDER

set -u
cd "$1" || exit 1
statement=data/doc/privacy.md
number=0

report() {
  number=$((number + 1))
  if [ -z "$2" ]; then echo "ok $number /check/privacy/$1"; else echo "not ok $number /check/privacy/$1"; sed 's/^/# /' <<<"$2"; fi
}

# missing FILE: the tests that it names and no source registers.
missing() {
  grep -oE '`/[a-z0-9/-]+`' "$1" | tr -d '`' | sort -u | while read -r name; do
    grep -rqE "\<(g_test_)?(add|ADD)[a-z_]* \(\"$name\"" tests --include='*.c' || echo "$name is no test"
  done
}

trial=$(mktemp)
echo 'We promise. (`/no/such-test`)' >"$trial"
report tool-can-fail "$([ -n "$(missing "$trial")" ] || echo 'a missing test was not noticed')"
rm -f "$trial"

report every-named-test-exists "$(missing "$statement")"

# Lines that say what we cannot do, or what is so on every computer, need no test; they are these and no more.
report every-promise-names-a-test "$(grep '^- ' "$statement" | grep -v '(`/' | grep -vE 'We cannot stop them|No program can prevent|Your settings can be read|we cannot do it for you')"

# proofs FILE: for each line that is a promise, the tests behind it.
proofs() { sed -n 's/^- .*(\(`\/.*`\))$/\1/p; t; s/^- .*/none/p' "$1"; }
report the-same-promises-in-spanish "$(diff <(proofs "$statement") <(proofs data/doc/privacy.es.md))"

report words-of-the-house "$(grep -nwiE 'victim|predator|rescue|100%|trafficker|we keep you safe|risky|illegal' "$statement")"

echo "1..$number"
