#!/bin/bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Way 3 of the roll-out guide: a Flatpak repository on one machine of the house, taken from it by two others over plain HTTP. Each machine is a
# network namespace; none has a way to the internet. Usage: mirror.sh SOURCE-FOLDER BUILD-FOLDER
set -u
. "$1/tests/packages/tap.sh"
build=$(cd "$2" && pwd)
id=org.porchlight.Porchlight

if [ "$(id -u)" -ne 0 ] || ! unshare --mount --net true 2>/dev/null; then
  echo "1..0 # SKIP a network namespace needs root here"
  exit 0
fi
for program in flatpak ostree busybox gpg ip; do
  command -v "$program" >/dev/null || { echo "1..0 # SKIP $program is not installed"; exit 0; }
done
# Namespaces, mounts and the server end with this test.
if [ -z "${PL_MIRROR_INSIDE:-}" ]; then
  PL_MIRROR_INSIDE=1 exec unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private "$0" "$@"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mount -t tmpfs -o mode=0755 names /run
mkdir -p /run/netns "$work/www"
export LC_ALL=C.UTF-8 GNUPGHOME=$work/keys
mkdir -m 700 "$GNUPGHOME"
try_tap

# --- the house --------------------------------------------------------------------------------------------------------

# One switch, three machines on it, and nothing behind it.
ip link add name house type bridge && ip link set house up
number_of=1
for machine in mirror desk lounge; do
  ip netns add "$machine" && ip link add "to-$machine" type veth peer name eth0 netns "$machine"
  ip link set "to-$machine" master house up
  ip -n "$machine" address add "10.77.0.$number_of/24" dev eth0 && ip -n "$machine" link set eth0 up && ip -n "$machine" link set lo up
  number_of=$((number_of + 1))
done
for machine in desk lounge; do ip -n "$machine" route show default; done | check /shelter/mirror/no-machine-has-a-way-out
ip netns exec mirror busybox httpd -f -p 10.77.0.1:8000 -h "$work/www" &

# on MACHINE COMMAND...: as a person there, with files and installations of the machine's own.
on() {
  local machine=$1
  shift
  mkdir -p "$work/$machine/home"
  ip netns exec "$machine" env HOME="$work/$machine/home" XDG_DATA_HOME="$work/$machine/home/.local/share" XDG_CACHE_HOME="$work/$machine/home/.cache" \
    FLATPAK_SYSTEM_DIR="$work/$machine/system" DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere "$@"
}

# --- the repository ---------------------------------------------------------------------------------------------------

# What the manifest would build, as far as it needs no runtime: our own files under our own name, with its permissions.
release() {
  local app=$work/app version=$1 key=$2
  rm -rf "$app" && mkdir -p "$app/files/bin" "$app/files/share/porchlight" "$app/var" &&
    cp "$build/app/ctl/porchlightctl" "$app/files/bin/" &&
    cp "$build/data/directory/directory.db" "$build/data/model/porchlight.plm" "$app/files/share/porchlight/" &&
    echo "$version" >"$app/files/share/porchlight/release" &&
    printf '[Application]\nname=%s\nruntime=org.gnome.Platform/%s/48\nsdk=org.gnome.Sdk/%s/48\ncommand=porchlight\n' "$id" "$(flatpak --default-arch)" "$(flatpak --default-arch)" >"$app/metadata" &&
    flatpak build-finish "$app" --socket=wayland --socket=session-bus &&
    flatpak build-export --gpg-sign="$key" --gpg-homedir="$GNUPGHOME" "$work/www/porchlight" "$app" &&
    flatpak build-update-repo --gpg-sign="$key" --gpg-homedir="$GNUPGHOME" "$work/www/porchlight"
}

make_key() { gpg --batch --quiet --passphrase '' --quick-generate-key "$1" ed25519 sign never 2>/dev/null; }
make_key 'House mirror' && make_key 'Somebody else'
gpg --export 'House mirror' >"$work/house.gpg"
expect /shelter/mirror/is-made release 1 'House mirror'
{ ostree --repo="$work/www/porchlight" refs 2>&1 | grep -q "^app/$id/" || echo "no such branch"; } | check /shelter/mirror/names-the-program

# --- the machines -----------------------------------------------------------------------------------------------------

installed() { cat "$work/$1/home/.local/share/flatpak/app/$id/current/active/files/share/porchlight/release" 2>&1; }
for machine in desk lounge; do
  expect "/shelter/mirror/$machine-knows-the-key" on "$machine" flatpak --user remote-add --gpg-import="$work/house.gpg" house http://10.77.0.1:8000/porchlight
  expect "/shelter/mirror/$machine-installs" on "$machine" flatpak --user install --noninteractive --no-deps house "$id"
  installed "$machine" | grep -vx 1 | check "/shelter/mirror/$machine-has-it"
  cmp "$build/data/directory/directory.db" "$work/$machine/home/.local/share/flatpak/app/$id/current/active/files/share/porchlight/directory.db" 2>&1 | check "/shelter/mirror/$machine-has-the-same-help-lines"
done

expect /shelter/mirror/takes-a-newer-one release 2 'House mirror'
expect /shelter/mirror/updates-ride-on-it on desk flatpak --user update --noninteractive --no-deps
installed desk | grep -vx 2 | check /shelter/mirror/desk-has-the-newer-one
installed lounge | grep -vx 1 | check /shelter/mirror/lounge-was-not-touched

# Somebody in the house who can write to the mirror has no key of it.
expect /shelter/mirror/somebody-else-writes-to-it release 3 'Somebody else'
{ on lounge flatpak --user update --noninteractive --no-deps 2>&1 && [ "$(installed lounge)" = 3 ] && echo "it took what no key of it signed"; } | grep -F 'it took' | check /shelter/mirror/refuses-another-key
installed lounge | grep -vx 1 | check /shelter/mirror/the-last-good-one-stays

done_testing
