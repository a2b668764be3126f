# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion of porchlightctl. The options of a verb are those that the verb itself tells.

_porchlightctl()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]-}
  COMPREPLY=()

  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "status doctor policy erase directory score intake record evaluate train --help --version" -- "$current"))
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ] && [ "${current:0:1}" != - ]; then
    case $verb in
      directory) COMPREPLY=($(compgen -W "find show countries topics check build import export update" -- "$current")); return ;;
      policy) COMPREPLY=($(compgen -W "check" -- "$current")); return ;;
    esac
  fi
  if [ "${current:0:1}" = - ]; then
    local words=("$verb")
    [ "$verb" != directory ] || [ "$COMP_CWORD" -lt 3 ] || words+=("${COMP_WORDS[2]}")
    COMPREPLY=($(compgen -W "$(porchlightctl "${words[@]}" --help 2>/dev/null | grep -o -e '--[a-z-]*=\?' | sort -u)" -- "$current"))
    [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
    return
  fi
  compopt -o default 2>/dev/null
}
complete -F _porchlightctl porchlightctl
