# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion of porchlightctl. Verbs and options are those that the program itself tells.

_porchlightctl_verbs() { porchlightctl "$@" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'; }

_porchlightctl()
{
  local current=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]-}
  COMPREPLY=()

  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$(_porchlightctl_verbs) --help --version" -- "$current"))
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ] && [ "${current:0:1}" != - ]; then
    case $verb in
      directory) COMPREPLY=($(compgen -W "$(_porchlightctl_verbs directory)" -- "$current")); return ;;
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
