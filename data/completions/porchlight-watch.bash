# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion of porchlight-watch.

_porchlight_watch()
{
  COMPREPLY=($(compgen -W "--at-login --once --data-folder= --version --help" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _porchlight_watch porchlight-watch
