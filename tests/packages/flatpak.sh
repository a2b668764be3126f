#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Flatpak manifests, as Flatpak's own builder reads them. Usage: flatpak.sh SOURCE-FOLDER BUILD-FOLDER

set -u
. "$1/tests/packages/tap.sh"
cd "$1" || exit 1
build=$2
id=org.porchlight.Porchlight
try_tap

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for kind in "" .watching; do
  expect "/packages/flatpak/parses$kind" sh -c "cd $work && flatpak-builder --show-manifest $PWD/flatpak/$id$kind.yml >manifest$kind.json"
done
safe=$work/manifest.json
watching=$work/manifest.watching.json

diff <(jq -S 'del(.["finish-args"])' "$safe") <(jq -S 'del(.["finish-args"])' "$watching") | check /packages/flatpak/manifests-differ-in-permissions-alone
diff <(jq -r '.["finish-args"][]' "$safe") <(jq -r '.["finish-args"][]' "$watching") | grep '^[<>]' | grep -vxF '> --socket=session-bus' | check /packages/flatpak/watching-adds-the-bus-alone
{ jq -r '.["finish-args"][]' "$watching" | grep -qxF -- --socket=session-bus || echo "it cannot watch"; } | check /packages/flatpak/watching-has-the-bus
jq -r '.["finish-args"][]' "$safe" | grep -vxE -- '--socket=(wayland|fallback-x11)|--share=ipc|--device=dri' | check /packages/flatpak/store-asks-for-a-window-alone
jq -r '.["finish-args"][]' "$watching" | grep -E -- '--share=network|--filesystem|--socket=(system-bus|x11)$|--(talk|own)-name=\*|--device=all|--allow' | check /packages/flatpak/watching-asks-for-no-network-and-no-files
{
  [ "$(jq -r '.id' "$safe")" = "$id" ] || echo "another id"
  [ "$(jq -r '.command' "$safe")" = porchlight ] || echo "another command"
  [ "$(xmllint --xpath 'string(/component/id)' "$build/data/$id.metainfo.xml")" = "$id" ] || echo "the metainfo has another id"
  [ -s "data/icons/$id.svg" ] && [ -s "$build/data/$id.desktop" ] || echo "icon or launcher of that name is missing"
} | check /packages/flatpak/one-id
# What comes from elsewhere is pinned to one content.
jq -r '.modules[] | .name as $n | .sources[] | select(.type != "dir") | select((.commit // .sha256 // "") | test("^([0-9a-f]{40}|[0-9a-f]{64})$") | not) | $n + " is not pinned"' "$safe" | check /packages/flatpak/sources-are-pinned
jq -r '.modules[] | .sources[] | select(.type != "dir") | .url' "$safe" | grep -v '^https://' | check /packages/flatpak/sources-come-by-https
for option in $(jq -r '.modules[] | select(.name == "porchlight") | .["config-opts"][]' "$safe" | sed -n 's/^-D\([a-z_]*\)=.*/\1/p'); do
  grep -q "^option('$option'" meson_options.txt || echo "meson knows no $option"
done | check /packages/flatpak/options-are-known
# The line that the window shows is the permission that the other manifest asks for.
{ grep -qF "flatpak override --user --socket=session-bus $id" ui/pl-sight-page.ui || echo "the window does not say how"; } | check /packages/flatpak/window-says-the-exact-line

# Built where a runtime is at hand.
runtime=$(jq -r '.sdk + "//" + .["runtime-version"]' "$safe")
if flatpak info "$runtime" >/dev/null 2>&1; then
  for kind in "" .watching; do
    expect "/packages/flatpak/builds$kind" flatpak-builder --disable-rofiles-fuse --force-clean --state-dir "$work/state" "$work/app$kind" "flatpak/$id$kind.yml"
  done
else
  skip /packages/flatpak/builds "$runtime is not on this machine"
fi

done_testing
