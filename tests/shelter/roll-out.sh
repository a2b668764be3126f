#!/bin/bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The ways of the roll-out guide, tried as TAP: a preset package and the Ansible role, each on machines of its own in mount namespaces.
# Usage: roll-out.sh SOURCE-FOLDER BUILD-FOLDER
set -u
source=$1
ctl=$2/app/ctl/porchlightctl
number=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

report() {
  number=$((number + 1))
  if [ "$1" -eq 0 ]; then echo "ok $number /shelter/roll-out/$2"; else echo "not ok $number /shelter/roll-out/$2"; sed 's/^/# /' "$work/log" | tail -n 20; fi
}

skip() {
  number=$((number + 1))
  echo "ok $number /shelter/roll-out/$1 # SKIP $2"
}

export LC_ALL=C.UTF-8 ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_NOCOWS=1 HOME=$work ANSIBLE_LOCAL_TEMP=$work/ansible ANSIBLE_REMOTE_TEMP=$work/remote

# The example with entries as a house would write them.
preset() {
  mkdir -p preset/DEBIAN preset/etc/porchlight/directory.d &&
    cp "$source/data/policy/policy.conf" preset/etc/porchlight/ &&
    "$ctl" policy check --file "$work/preset/etc/porchlight/policy.conf" --dconf /nonexistent &&
    "$ctl" directory import --output preset/etc/porchlight/directory.d/local.db "$source/data/directory/template.csv" &&
    printf 'Package: porchlight-preset\nVersion: 1\nArchitecture: all\nDepends: porchlight\nMaintainer: You <you@example.org>\nDescription: Our settings\n' >preset/DEBIAN/control &&
    chmod -R go-w preset &&
    dpkg-deb --root-owner-group --build preset &&
    ! dpkg-deb -c preset.deb | grep -v 'root/root'
}

# Unpacked as a machine would have it: still trusted, still right.
unpacked() {
  mkdir -p machine && dpkg-deb -x preset.deb machine && "$ctl" policy check --file "$work/machine/etc/porchlight/policy.conf" --dconf /nonexistent &&
    [ -s machine/etc/porchlight/directory.d/local.db ]
}

play() {
  ansible-playbook -i localhost, -c local -e porchlight_package= -e porchlight_ctl="$ctl" -e porchlight_folder="$1" -e porchlight_entries="$source/data/directory/template.csv" \
    "${@:2}" "$source/data/ansible/shelter.yml" -e ansible_become=false
}

# Three machines, each with an /etc of its own; the second run changes nothing.
machines() {
  local machine
  for machine in one two three; do
    unshare --mount --propagation private bash -c '
      mount -t tmpfs -o mode=0755 tmpfs /mnt && cd / || exit 1
      play /mnt/porchlight && play /mnt/porchlight >/tmp/'"$$"'.second && cat /tmp/'"$$"'.second && grep -q "changed=0" /tmp/'"$$"'.second &&
      "$ctl" policy check --file /mnt/porchlight/policy.conf --dconf /nonexistent && [ -s /mnt/porchlight/directory.d/local.db ]' || return 1
  done
  rm -f "/tmp/$$.second"
  [ ! -e /mnt/porchlight ]
}

broken() {
  unshare --mount --propagation private bash -c '
    mount -t tmpfs -o mode=0755 tmpfs /mnt && cd / || exit 1
    play /mnt/porchlight -e "{\"porchlight_policy\": {\"mode\": \"shared\", \"hidden\": \"true\"}}" && exit 1
    [ ! -e /mnt/porchlight/policy.conf ]'
}

export -f play
export source ctl
cd "$work" || exit 1

preset >"$work/log" 2>&1
report $? a-preset-package-belongs-to-root
if [ "$(id -u)" -eq 0 ]; then
  unpacked >"$work/log" 2>&1
  report $? a-preset-package-has-its-effect
else
  skip a-preset-package-has-its-effect "only root unpacks files of root"
fi

if ! command -v ansible-playbook >/dev/null || ! command -v yamllint >/dev/null; then
  skip ansible "ansible and yamllint are not installed"
else
  yamllint -d '{extends: default, rules: {line-length: {max: 200}}}' "$source/data/ansible" >"$work/log" 2>&1
  report $? the-role-is-tidy
  ansible-playbook --syntax-check -i localhost, "$source/data/ansible/shelter.yml" >"$work/log" 2>&1
  report $? the-role-is-right
  if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
    machines >"$work/log" 2>&1
    report $? three-machines-and-a-second-run-changes-nothing
    broken >"$work/log" 2>&1
    report $? a-policy-that-breaks-a-promise-is-not-written
  else
    skip machines "a mount namespace needs root here"
  fi
fi

echo "1..$number"
