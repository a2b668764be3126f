# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by ./run and ./test: reads packages.list and installs what is missing.

# packages_of GROUPS: the package names of these groups, one a line.
packages_of() {
  awk -v groups=" $1 " '!/^#/ && NF && index(groups, " " $1 " ") { print $2 }' packages.list
}

missing_of() {
  local package
  for package in $(packages_of "$1"); do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
  done
}

# known_of PACKAGES: those that this system's sources have; Ubuntu, for one, has no chromium outside its own store.
known_of() {
  LC_ALL=C apt-cache policy "$@" | awk '/^[^ ]/ { name = $1; sub(/:$/, "", name) } $1 == "Candidate:" && $2 != "(none)" { print name }'
}

# install_packages GROUPS: installs what is missing, or says what to install and ends.
install_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    [ -n "${PORCHLIGHT_PACKAGES_READY:-}" ] && return 0
    echo "This system has no apt. Porchlight needs these packages, by their Debian names:"
    packages_of "$1" | sed 's/^/  /'
    echo "Install what they are called here, then run this again with PORCHLIGHT_PACKAGES_READY=1."
    exit 1
  fi

  local missing known unknown as_root=()
  missing=$(missing_of "$1")
  [ -n "$missing" ] || return 0

  echo "Installing: $(echo $missing)"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "Please run as root: apt-get install $(echo $missing)"; exit 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  known=$(known_of $missing)
  unknown=$(comm -23 <(sort <<<"$missing") <(sort <<<"$known"))
  [ -z "$unknown" ] || echo "Not among this system's packages, so what needs it is skipped: $(echo $unknown)"
  missing=$known
  # Two of the anchors of --bench exclude nothing else; recommended packages would start services.
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
