# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by the package checks: cases of the test protocol, counted.

# The last command of a pipe runs in this shell, so that it can count.
shopt -s lastpipe
number=0

# check NAME: passes where standard input is empty; what stands there is what is wrong.
check() {
  local wrong
  wrong=$(cat)
  number=$((number + 1))
  if [ -z "$wrong" ]; then
    echo "ok $number $1"
  else
    echo "not ok $number $1"
    sed 's/^/# /' <<<"$wrong" | head -n 40
  fi
}

# expect NAME COMMAND...: passes where the command does; its output is shown where it does not.
expect() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then check "$name" </dev/null; else echo "${output:-$1 failed}" | check "$name"; fi
}

skip() {
  number=$((number + 1))
  echo "ok $number $1 # SKIP $2"
}

done_testing() { echo "1..$number"; }

# A check that cannot fail is worth nothing: each way of checking is tried on something wrong.
try_tap() {
  local first second
  first=$(echo wrong | check trial | head -n 1)
  second=$(expect trial false | head -n 1)
  { [ "${first%% 1 *}" = "not ok" ] && [ "${second%% 1 *}" = "not ok" ] || echo "something wrong was not noticed"; } | check /packages/checks-can-fail
}
