#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Debian packages: built twice, looked at, installed in a fresh system, upgraded, used and purged. Usage: chroot.sh SOURCE-FOLDER

set -u
. "$1/tests/packages/tap.sh"
. "$1/tests/packages/system.sh"
cd "$1" || exit 1

[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP a system in a folder needs root"; exit 0; }

# Mounts and processes of the system in the folder end with this test.
if [ -z "${PL_PACKAGES_INSIDE:-}" ]; then
  PL_PACKAGES_INSIDE=1 exec unshare --mount --mount-proc --pid --fork --kill-child --propagation private "$0" "$@"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/porchlight-packages.XXXXXX")
trap 'umount -R "$work/system/proc" 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
system=$work/system
person=alex
try_tap

# as_person COMMAND...: in a session of a person of that system, without a display.
as_person() {
  inside "$system" runuser -u "$person" -- env HOME="/home/$person" XDG_RUNTIME_DIR="/run/$person" dbus-run-session -- "$@"
}

# All three builds are of the same moment, whatever happens to the tree meanwhile.
mkdir "$work/tree"
{ git ls-files -z --cached --others --exclude-standard 2>/dev/null | grep -z . || find . -type f -not -path './build*' -print0; } | sort -zu \
  | tar --create --null --files-from - | tar --extract --directory "$work/tree"
build=$work/tree/debian/build

# --- built ------------------------------------------------------------------------------------------------------------

expect /packages/debian/builds "$build" --no-install --output "$work/one"
# Another folder, time zone, language, mask and shell: the bytes must not know.
(umask 027; TZ=Pacific/Apia LC_ALL=C TMPDIR=$(mktemp -d "$work/another-folder.XXXXXX") "$build" --no-install --output "$work/two") >/dev/null 2>&1
for package in "$work"/one/*.deb; do cmp "$package" "$work/two/${package##*/}" 2>&1; done | check /packages/debian/same-bytes-twice
lintian --allow-root --info --display-info --fail-on error,warning,info "$work"/one/*.changes 2>&1 | grep -E '^[EWI]:' | check /packages/debian/lintian-has-nothing-to-say
expect /packages/debian/builds-the-version-before "$build" --no-install --output "$work/old" --version 0.0.9

# --- installed --------------------------------------------------------------------------------------------------------

expect /packages/system/is-made make_system "$system"
mount -t proc proc "$system/proc"
mkdir -p "$system/packages/old" "$system/packages/new" "$system/run/$person"
cp "$work"/old/porchlight*_0.0.9_*.deb "$system/packages/old/"
cp "$work"/one/porchlight*.deb "$system/packages/new/"
rm -f "$system"/packages/*/*dbgsym*
inside "$system" useradd --create-home "$person"
inside "$system" chown "$person" "/run/$person"
inside "$system" apt-get update -qq >/dev/null 2>&1
# A key ring, as a desktop brings one, and somebody on the bus who answers whatever pop-up comes.
inside "$system" apt-get install -y -qq gnome-keyring dbus-tests >/dev/null 2>&1
find "$system" -xdev -iname '*porchlight*' -not -path "$system/packages/*" | check /packages/system/knows-nothing-of-it-before

expect /packages/installed/the-version-before inside "$system" sh -c 'apt-get install -y -qq /packages/old/*.deb'
version=$(sed -n "s/^  version: '\(.*\)',/\1/p" meson.build)

# A person uses it, and chooses.
{ [ "$(as_person porchlightctl --version 2>/dev/null)" = "porchlightctl 0.0.9" ] || echo "another version answers"; } | check /packages/used/version-before
expect /packages/used/settings-are-known as_person sh -c 'gsettings set org.porchlight.Porchlight country US && gsettings set org.porchlight.Porchlight sensitivity fewer && gsettings set org.porchlight.Porchlight start-at-login true && gsettings set org.porchlight.Porchlight first-run-done true'
# What they chose to have remembered is one file that only a program with the key of their key ring can read.
remembering_session() {
  as_person sh -c '
    printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    dbus-test-tool echo --session --name=org.freedesktop.Notifications &
    server=$!
    porchlight-watch --once 2>/tmp/watcher.log &
    watcher=$!
    # Asked before it is there, the bus would start another.
    gdbus wait --session --timeout 60 org.porchlight.Watch || echo "it does not start"
    property() { gdbus call --session --dest org.porchlight.Watch --object-path /org/porchlight/Watch --method org.freedesktop.DBus.Properties.Get org.porchlight.Watch1 "$1" 2>/dev/null; }
    until_is() { for try in $(seq 120); do property "$1" | grep -q "$2" && return; sleep 0.5; done; echo "$1 is not $2: $(property "$1")"; }
    until_is Remembers true
    until_is Watching true
    gdbus call --session --dest org.freedesktop.Notifications --object-path /org/freedesktop/Notifications --method org.freedesktop.Notifications.Notify \
      Signal "uint32 0" "" Alex "dont tell your mom about us, delete this chat ok" "@as []" "{\"desktop-entry\": <\"signal-desktop\">}" 5000 >/dev/null 2>&1
    until_is Sources Signal
    gdbus call --session --dest org.porchlight.Watch --object-path /org/porchlight/Watch --method org.porchlight.Watch1.Quit >/dev/null || echo "it cannot be ended"
    wait $watcher
    kill $server
    grep -i memory /tmp/watcher.log
    # The last word is written by a program of its own, which ends after it.
    for try in $(seq 60); do [ -s ~/.local/state/porchlight/memory ] && break; sleep 0.5; done
    [ -s ~/.local/state/porchlight/memory ] || echo "nothing was kept"
    [ ! -e ~/.local/state/porchlight/memory.damaged ] || echo "what was kept could not be read"
  ' 2>/dev/null
}
as_person gsettings set org.porchlight.Porchlight remember true 2>/dev/null
remembering_session | check /packages/used/remembers
inside "$system" runuser -u "$person" -- sh -c 'mkdir -p ~/.config/porchlight/applications && echo "# mine" >~/.config/porchlight/applications/mine.ini'
kept() { (cd "$system/home/$person" && find .config .local -type f -exec sha256sum {} + | sort); }
before=$(kept)

# --- upgraded ---------------------------------------------------------------------------------------------------------

expect /packages/upgraded/installs inside "$system" sh -c 'apt-get install -y -qq /packages/new/*.deb'
{ [ "$(as_person porchlightctl --version 2>/dev/null)" = "porchlightctl $version" ] || echo "another version answers"; } | check /packages/upgraded/version
diff <(echo "$before") <(kept) | check /packages/upgraded/keeps-what-was-kept
{
  answers=$(as_person sh -c 'for key in country sensitivity start-at-login first-run-done remember; do gsettings get org.porchlight.Porchlight $key; done' 2>/dev/null | paste -sd ' ')
  [ "$answers" = "'US' 'fewer' true true true" ] || echo "now: $answers"
} | check /packages/upgraded/keeps-settings
remembering_session | check /packages/upgraded/reads-what-was-remembered

# --- in place ---------------------------------------------------------------------------------------------------------

for file in /etc/xdg/autostart/org.porchlight.Watch.desktop /usr/lib/systemd/user/porchlight-watch.service \
  /usr/share/dbus-1/services/org.porchlight.Watch.service /usr/share/dbus-1/services/org.porchlight.Porchlight.service \
  /usr/share/applications/org.porchlight.Porchlight.desktop /usr/share/metainfo/org.porchlight.Porchlight.metainfo.xml \
  /usr/share/bash-completion/completions/porchlightctl /usr/share/zsh/vendor-completions/_porchlightctl \
  /usr/share/fish/vendor_completions.d/porchlightctl.fish /usr/share/icons/hicolor/scalable/apps/org.porchlight.Porchlight.svg \
  /usr/share/porchlight/porchlight.plm /usr/share/porchlight/directory.db /usr/lib/systemd/system/porchlight-family.service; do
  [ -s "$system$file" ] || echo "$file is not there"
done | check /packages/installed/is-in-place
for program in porchlight porchlight-watch porchlightctl; do
  [ -x "$system/usr/bin/$program" ] && [ -s "$system/usr/share/man/man1/$program.1.gz" ] || echo "$program or its manual is not there"
done | check /packages/installed/programs-have-manuals
for unit in user/porchlight-watch.service system/porchlight-family.service; do
  inside "$system" systemd-analyze --"${unit%%/*}" --man=no verify "/usr/lib/systemd/$unit" 2>&1 | grep -F "${unit#*/}"
done | check /packages/installed/units-are-valid
{ [ -L "$system/etc/systemd/user/graphical-session.target.wants/porchlight-watch.service" ] || echo "the unit is in no session's way"; } | check /packages/installed/unit-is-enabled
grep -c org.porchlight.Porchlight "$system/usr/share/glib-2.0/schemas/gschemas.compiled" | grep -vx '[1-9][0-9]*' | check /packages/installed/schema-trigger-ran
inside "$system" getent passwd porchlight-family | grep -vE ':(/usr/sbin/nologin|/sbin/nologin)$' | check /packages/installed/account-cannot-log-in
{ inside "$system" getent passwd porchlight-family >/dev/null || echo "it has no account"; } | check /packages/installed/service-has-an-account
find "$system/usr" "$system/etc" -xdev -iname '*porchlight*' -perm /6000 | check /packages/installed/nothing-runs-as-somebody-else

# --- used -------------------------------------------------------------------------------------------------------------

as_person porchlightctl directory find --country US --channel sms 2>&1 | grep -c . | grep -vxE '[1-9][0-9]*' | check /packages/used/finds-help-lines
{ echo '{"conversation": "c", "text": "see you at practice"}' | as_person porchlightctl score 2>&1 | jq -e '.line == 1 and .score < 0.5' >/dev/null || echo "no plain score"; } | check /packages/used/scores
# The real bus starts the real watcher; it listens, and a second start is harmless.
as_person sh -c '
  gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.StartServiceByName org.porchlight.Watch 0 >/dev/null || echo "the bus cannot start it"
  for second in 1 2 3 4 5 6 7 8 9 10; do porchlightctl status --json 2>/dev/null | grep -q "\"Watching\":true" && break; sleep 1; done
  porchlightctl status --json | grep -q "\"Watching\":true" || { echo "it does not listen"; porchlightctl status --json; }
  timeout 20 porchlight-watch --at-login >/dev/null 2>&1 || echo "a second start is no success"
  porchlightctl doctor | grep "session bus\|permission\|watcher\|model\|directory\|start at login" | grep -v "^ok "
  gdbus call --session --dest org.porchlight.Watch --object-path /org/porchlight/Watch --method org.porchlight.Watch1.Quit >/dev/null || echo "it cannot be ended"
' 2>/dev/null | check /packages/used/watches-and-ends
# Whoever did not choose it is left alone.
as_person sh -c 'gsettings set org.porchlight.Porchlight start-at-login false || echo "it cannot be switched off"; timeout 20 porchlight-watch --at-login || echo "it fails"; porchlightctl status --json 2>/dev/null | grep -q "\"Watching\"" && echo "it runs"; gsettings set org.porchlight.Porchlight start-at-login true' 2>/dev/null | check /packages/used/starts-for-nobody-who-did-not-choose

# --- removed ----------------------------------------------------------------------------------------------------------

# One that still runs when the package goes must stop reading.
as_person porchlight-watch >/dev/null 2>&1 &
for second in 1 2 3 4 5 6 7 8 9 10; do pgrep -x porchlight-watc >/dev/null && break; sleep 1; done
{ pgrep -x porchlight-watc >/dev/null || echo "none ran"; } | check /packages/removed/one-runs-before

expect /packages/used/erases as_person porchlightctl erase
find "$system/home/$person" -iname '*porchlight*' | check /packages/used/erases-what-is-the-persons
expect /packages/removed/purges inside "$system" apt-get purge -y -qq porchlight porchlight-family
for second in 1 2 3 4 5; do pgrep -x porchlight-watc >/dev/null || break; sleep 1; done
pgrep -x -l porchlight-watc | check /packages/removed/no-longer-reads
find "$system" -xdev \( -path "$system/packages" -o -path "$system/proc" \) -prune -o -iname '*porchlight*' -print | check /packages/removed/leaves-no-file
inside "$system" getent passwd porchlight-family | check /packages/removed/leaves-no-account
inside "$system" dpkg -l 'porchlight*' 2>/dev/null | grep -E '^[a-z][a-z]' | grep -v '^un' | check /packages/removed/leaves-no-package
strings "$system/usr/share/glib-2.0/schemas/gschemas.compiled" 2>/dev/null | grep porchlight | check /packages/removed/schema-trigger-ran

# --- what it brings with it -------------------------------------------------------------------------------------------------------------

# With the libraries that the build found: each has its reason in the guide, and the guide has the size, to the tenth.
{
  for package in "$work"/one/porchlight_*.deb "$work"/one/porchlight-family_*.deb; do
    for field in Depends Recommends Suggests; do dpkg-deb -f "$package" "$field" | tr ',|' '\n\n' | sed 's/(.*)//; s/[[:space:]]//g'; done
  done | grep . | sort -u | comm -23 - <(grep -E '^\|' data/doc/packages.md | grep -oE '`[^`]+`' | tr -d '`' | sort -u) | sed 's/$/ is not explained/'
  for size in "$(stat -c %s "$work"/one/porchlight_*.deb)" "$(($(dpkg-deb -f "$work"/one/porchlight_*.deb Installed-Size) * 1024))"; do
    grep '^| `porchlight` ' data/doc/packages.md | grep -qF "$(awk -v n="$size" 'BEGIN { printf " %.1f MiB ", n / 1048576 }')" || echo "the guide has another size than $size bytes"
  done
} | check /packages/debian/guide-knows-dependencies-and-size
for package in "$work"/one/porchlight_*.deb "$work"/one/porchlight-family_*.deb; do
  echo "# $(dpkg-deb -f "$package" Package): $(stat -c %s "$package") bytes, installed $(dpkg-deb -f "$package" Installed-Size) KiB"
done

done_testing
