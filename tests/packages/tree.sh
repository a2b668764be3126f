#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is installed and is no code, as it stands in the tree and the build folder. Usage: tree.sh SOURCE-FOLDER BUILD-FOLDER PUBLISHED-METAINFO

set -u
published=$(realpath "$3")
. "$1/tests/packages/tap.sh"
cd "$1" || exit 1
build=$2
export LC_ALL=C.UTF-8
PATH=$build/app/ctl:$PATH
id=org.porchlight.Porchlight

try_tap

# --- one version ------------------------------------------------------------------------------------------------------

version=$(sed -n "s/^  version: '\(.*\)',/\1/p" meson.build)
{
  [ -n "$version" ] || echo "meson.build has none"
  [ "$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)" = "$version" ] || echo "debian/changelog does not begin with $version"
  [ "$(xmllint --xpath 'string(//release[1]/@version)' "data/$id.metainfo.xml.in")" = "$version" ] || echo "the first release of the metainfo is not $version"
  for program in app/ctl/porchlightctl app/watch/porchlight-watch; do
    [ "$("$build/$program" --version)" = "${program##*/} $version" ] || echo "$program says another"
  done
} | check /packages/version/is-one
{ xmllint --xpath 'string(//release[1]/description)' "data/$id.metainfo.xml.in" | grep -q '[^[:space:]]' || echo "the first release says nothing"; } | check /packages/version/has-release-notes

# --- Debian -----------------------------------------------------------------------------------------------------------

expect /packages/debian/control-parses perl -MDpkg::Control::Info -e 'Dpkg::Control::Info->new("debian/control")->get_packages() == 2 or die "not two packages\n"'
dpkg-parsechangelog --all 2>&1 >/dev/null | check /packages/debian/changelog-parses
expect /packages/debian/copyright-parses perl -MDpkg::Control -e 'open my $f, "<", "debian/copyright" or die; my $n = 0; while (1) { my $c = Dpkg::Control->new(type => 0); last unless $c->parse($f, "debian/copyright"); $n++ } $n >= 7 or die "only $n paragraphs\n"'

# The one list of packages and debian/control name the same libraries; libatspi is for tests alone.
libraries=$(awk '$1 == "build" && $2 ~ /^lib.*-dev$/ && $2 !~ /^(libc6-dev|libatspi2.0-dev)$/ { print $2 }' packages.list | sort)
diff <(echo "$libraries") <(sed -n '/^Build-Depends:/,/^[A-Z].*[^,]$/p' debian/control | grep -oE '^ lib[a-z0-9.+-]*-dev' | tr -d ' ' | sort) | check /packages/debian/builds-with-the-one-list

# Each package that ours depends on, recommends or suggests stands in the guide with its reason.
explained() { grep -E '^\|' data/doc/packages.md | awk -F '|' '$3 ~ /[a-z]/ { print $2 }' | grep -oE '`[^`]+`' | tr -d '`' | sort -u; }
perl -MDpkg::Control::Info -MDpkg::Deps -e '
  for my $package (Dpkg::Control::Info->new("debian/control")->get_packages()) {
    for my $field (qw(Depends Recommends Suggests Pre-Depends)) {
      next unless defined $package->{$field};
      for my $name (split /[,|]/, $package->{$field}) { $name =~ s/\(.*?\)|\s//g; print "$name\n" if length $name && $name !~ /^\$/ }
    }
  }' | sort -u | comm -23 - <(explained) | sed 's/$/ is not explained in data\/doc\/packages.md/' | check /packages/debian/every-dependency-has-its-reason

# --- launcher, store page, bus ----------------------------------------------------------------------------------------

desktop-file-validate "$build/data/$id.desktop" 2>&1 | check /packages/launcher/is-valid
desktop-file-validate "$build/data/org.porchlight.Watch.desktop" "$build/data/autostart.desktop" 2>&1 | check /packages/autostart/is-valid
for page in "$build/data/$id.metainfo.xml" "$published"; do
  appstreamcli validate --no-net --pedantic "$page" 2>&1 | grep -E '^[EWI]:|failed' | sed "s,^,$page: ,"
  for part in 'content_rating[@type="oars-1.1"]' 'launchable' 'releases/release/description'; do
    [ -n "$(xmllint --xpath "/component/$part" "$page" 2>/dev/null)" ] || echo "$page: $part is missing"
  done
done | check /packages/store-page/is-valid-and-whole
{
  grep -n 'example\.\|@' "$build/data/$id.metainfo.xml"
  [ -z "$(xmllint --xpath '/component/screenshots' "$build/data/$id.metainfo.xml" 2>/dev/null)" ] || echo "pictures without an address of ours"
  [ "$(xmllint --xpath 'count(/component/screenshots/screenshot[caption and image])' "$published")" -ge 2 ] || echo "no pictures where they are published"
  [ -n "$(xmllint --xpath '/component/screenshots/screenshot[@type="default"]' "$published" 2>/dev/null)" ] || echo "no picture comes first"
  xmllint --xpath '//screenshot/image/text()' "$published" | sed 's,.*/,,' | while read -r picture; do [ -s "data/screenshots/$picture" ] || echo "$picture is not in data/screenshots"; done
} | check /packages/store-page/shows-pictures-where-they-are-ours

{
  [ "$(sed -n 's/^Name=//p' "$build/data/$id.service")" = "$id" ] || echo "the bus knows the window by another name"
  grep -qx 'DBusActivatable=true' "$build/data/$id.desktop" || echo "the launcher does not ask the bus"
  sed -n 's/^Actions=//p' "$build/data/$id.desktop" | tr ';' '\n' | while read -r action; do
    [ -z "$action" ] || grep -qF "{ \"$action\"," ui/pl-application.c || echo "the window has no action $action"
  done
  for service in "$build"/data/*.service; do
    case $service in *porchlight-*) continue ;; esac
    [ "$(sed -n 's/^Name=//p' "$service")" = "$(basename "$service" .service)" ] || echo "$service: name and file differ"
    program=$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$service")
    find "$build/app" "$build/ui" -maxdepth 2 -type f -name "${program##*/}" | grep -q . || echo "$service: there is no ${program##*/}"
  done
} | check /packages/bus/names-and-actions-match

# What stands in the menu says nothing of the topic, in any language.
grep -iE 'groom|traffick|traff?ic|exploit|predator|sext|abuse|danger|safety|protect|child|parent|teen|trata|menor|hijo|peligro' "$build/data/$id.desktop" | check /packages/launcher/is-neutral

# --- start at login ---------------------------------------------------------------------------------------------------

entry=$build/data/org.porchlight.Watch.desktop
{
  grep -qx 'X-systemd-skip=true' "$entry" || echo "systemd would start it beside the unit"
  grep -qx 'X-systemd-skip=false' "$build/data/autostart.desktop" || echo "the copy would never be started where systemd reads it"
  grep -q '^Exec=.* --at-login$' "$entry" || echo "the entry starts it for people who did not choose it"
  grep -q '^ExecStart=.* --at-login$' "$build/data/porchlight-watch.service" || echo "the unit starts it for people who did not choose it"
  [ "$(sed -n 's/^TryExec=//p' "$entry")" = "$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$entry")" ] || echo "an entry left behind would complain"
} | check /packages/autostart/starts-once-and-by-choice

# Whether the programs are there is the packages' test; here only what the file itself says.
for unit in user/porchlight-watch.service system/porchlight-family.service; do
  trial=$(mktemp -d)
  sed -e 's,^\(ExecStart=\)[^ ]*,\1/bin/true,' "$build/data/${unit#*/}" >"$trial/${unit#*/}"
  systemd-analyze --"${unit%%/*}" --man=no verify "$trial/${unit#*/}" 2>&1 | grep -F "${unit#*/}" || true
  rm -rf "$trial"
done | check /packages/units/are-valid

# --- icons ------------------------------------------------------------------------------------------------------------

for icon in data/icons/*.svg; do
  xmllint --noout --nonet "$icon" 2>&1
  case $icon in
    # Recoloured by every desktop, dark or light: shapes in one colour, no picture inside.
    *-symbolic.svg) [ "$(grep -ohE '(fill|stroke)="#[0-9a-fA-F]+"' "$icon" | grep -oE '#[0-9a-fA-F]+' | sort -u | wc -l)" -le 1 ] || echo "$icon has more than one colour" ;;
  esac
  grep -l '<image' "$icon"
done | check /packages/icons/are-plain-shapes
for name in $(grep -rhoE "$id(-[a-z]+)*-symbolic" app ui data/*.in | sort -u); do [ -e "data/icons/$name.svg" ] || echo "$name is named and is not there"; done | check /packages/icons/are-there

# --- manuals and completions ------------------------------------------------------------------------------------------

for page in data/man/*.[1-8]; do
  MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null | sed "s,^,$page: ,"
done | check /packages/manuals/read-well

verbs=$(porchlightctl --help | awk '/^  / { print $1 }' | sort)
directory_verbs=$(porchlightctl directory --help | awk '/^  / { print $1 }' | sort)
options_of() { "$build/app/watch/porchlight-watch" --help | grep -oE -- '--[a-z-]+' | grep -vx -e --help | sort -u; }
{
  [ -n "$verbs" ] && [ -n "$directory_verbs" ] && [ -n "$(options_of)" ] || echo "a program tells no verbs"
  text=$(man -l data/man/porchlightctl.1 2>/dev/null | col -b)
  for verb in $verbs; do grep -qE "^ +$verb( |$)" <<<"$text" || echo "porchlightctl.1 does not name $verb"; done
  for verb in $directory_verbs; do grep -qE "directory $verb( |,|$)" <<<"$text" || echo "porchlightctl.1 does not name directory $verb"; done
  text=$(man -l data/man/porchlight-watch.1 2>/dev/null | col -b)
  for option in $(options_of); do grep -qF -- "$option" <<<"$text" || echo "porchlight-watch.1 does not name $option"; done
} | check /packages/manuals/name-every-verb

bash_answers() { bash -c '. data/completions/porchlightctl.bash; COMP_WORDS=("$@" ""); COMP_CWORD=$#; _porchlightctl; printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | grep -v '^-' | sort; }
fish_answers() { fish --no-config -c 'source data/completions/porchlightctl.fish; complete -C "$argv "' -- "$*" | cut -f1 | sort; }
zsh_answers() {
  zsh -f -c 'typeset -a words; words=("$@" ""); CURRENT=$#words; PREFIX=
    _describe() { print -l ${${(P)2}%%:*} }; _files() { }
    __load() { eval "$(grep -v "^_porchlightctl \"" data/completions/_porchlightctl)" }; __load; _porchlightctl' zsh "$@" | sort
}
for shell in bash zsh fish; do
  {
    diff <(echo "$verbs") <("${shell}_answers" porchlightctl)
    diff <(echo "$directory_verbs") <("${shell}_answers" porchlightctl directory)
  } 2>&1 | check "/packages/completions/$shell-knows-every-verb"
done
{
  for option in $(options_of); do
    for file in data/completions/porchlight-watch.bash data/completions/_porchlight-watch; do grep -qF -- "$option" "$file" || echo "$file does not know $option"; done
    grep -q -- "-l ${option#--} " data/completions/porchlight-watch.fish || echo "fish does not know $option"
  done
  zsh -n data/completions/_porchlight-watch
  fish --no-config -n data/completions/porchlight-watch.fish
} 2>&1 | check /packages/completions/know-every-option

# --- README -----------------------------------------------------------------------------------------------------------

{
  for page in README.md CONTRIBUTING.md; do
    grep -oE '\]\([^)#]+\)' "$page" | sed 's/^](\(.*\))$/\1/' | grep -v '^[a-z]*:' | while read -r link; do [ -e "$link" ] || echo "$page: $link is not there"; done
  done
  grep -oE '`\./[a-z/]+' README.md | tr -d '`' | sort -u | while read -r command; do [ -x "$command" ] || echo "README.md: $command cannot be run"; done
} | check /packages/readme/leads-somewhere
for library in $libraries; do
  grep -qE "^\|.*\`${library%%[0-9-]*}" README.md || echo "$library is not explained"
done | check /packages/readme/explains-every-library

done_testing
