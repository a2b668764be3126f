# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by the tests that need a whole system: a fresh one of this machine's own kind, in a folder.

# The source that this machine installs from: address, suite and proxy are asked of apt when the test runs.
system_mirror() {
  apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null | awk -v suite="$1" '$2 == suite { print $1; exit }'
}

# make_system FOLDER: a minimal system with apt that can install from where this machine does.
make_system() {
  local folder=$1 suite mirror
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(system_mirror "$suite")
  [ -n "$mirror" ] || { echo "apt names no source for $suite"; return 1; }
  debootstrap --variant=minbase "$suite" "$folder" "$mirror" || return 1

  apt-config dump | grep -iE '^Acquire::[a-z]+::Proxy' >"$folder/etc/apt/apt.conf.d/90proxy" || true
  # Nobody answers questions, no service starts, manuals and the like stay.
  printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
  chmod +x "$folder/usr/sbin/policy-rc.d"
  printf 'APT::Install-Recommends "false";\n' >"$folder/etc/apt/apt.conf.d/91small"
  cp /etc/resolv.conf /etc/hosts "$folder/etc/" 2>/dev/null || true
}

# inside FOLDER COMMAND...: as root of that system.
inside() {
  local folder=$1
  shift
  chroot "$folder" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# machine FOLDER COMMAND...: as root of that system as if it had been started: with processes, devices and host name of its own. Its folder
# becomes the root itself, for where a root was only changed, the kernel makes no namespaces. All of it ends with the command.
machine() {
  unshare --mount --pid --uts --ipc --fork --kill-child --propagation private /bin/bash -c '
    set -eu
    folder=$1
    shift
    mount --bind "$folder" "$folder"
    cd "$folder"
    mount -t proc proc proc
    mount --rbind /sys sys
    mount -t tmpfs -o mode=755 devices dev
    for device in null zero full random urandom tty; do
      touch "dev/$device"
      mount --bind "/dev/$device" "dev/$device"
    done
    mkdir -m 1777 dev/shm
    mkdir dev/pts
    mount -t tmpfs -o mode=1777 shared dev/shm
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 pts dev/pts
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%%:*}" "dev/${number#*:}"; done
    mount -t tmpfs -o mode=755 run run
    hostname fresh
    pivot_root . .
    umount --lazy .
    cd /
    exec /usr/bin/env -i HOME=/root USER=root LANG=C.UTF-8 TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
  ' machine "$@"
}
