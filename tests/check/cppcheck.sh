#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cppcheck over all C sources, with GLib's macros known. Anything that it says is a failure; what is let pass stands here with its reason.

set -euo pipefail
cd "$(dirname "$0")/../.."

suppressions=(
  --suppress=missingIncludeSystem    # it reads our headers, not the system's
  --suppress=missingInclude          # and not those that the build generates
  --suppress=unusedFunction          # templates and tests call them
  --suppress=unmatchedSuppression
  --suppress=normalCheckLevelMaxBranches
  --suppress=varFuncNullUB           # NULL is a pointer with every C compiler that we build with
  --suppress=memleak:app/ctl/ctl-dataset.c           # the strings pass into an array of values
  --suppress=memleak:app/ctl/ctl-measure.c           # the same
  --suppress=memleak:app/directory/pl-layer-read.c   # the same
  --suppress=unknownMacro            # GObject's declarations expand in ways that it does not follow
)
exec cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr --library=gtk --std=c11 -j2 "${suppressions[@]}" app ui
