# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fish completion of porchlightctl. Verbs and options are those that the program itself tells.

function __porchlightctl_options
    set -l words (commandline -opc)
    set -l asked $words[2]
    test "$asked" = directory; and set -q words[3]; and set asked $asked $words[3]
    porchlightctl $asked --help 2>/dev/null | string match -ar -- '--[a-z-]+=?' | sort -u
end

function __porchlightctl_verbs
    porchlightctl $argv --help 2>/dev/null | string replace -rf '^  ([a-z][a-z-]*)  +' '$1\t'
end

complete -c porchlightctl -n __fish_use_subcommand -f -a '(__porchlightctl_verbs)'
complete -c porchlightctl -n '__fish_seen_subcommand_from directory; and test (count (commandline -opc)) -eq 2' -f -a '(__porchlightctl_verbs directory)'
complete -c porchlightctl -n '__fish_seen_subcommand_from policy; and test (count (commandline -opc)) -eq 2' -f -a check
complete -c porchlightctl -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f -a '(__porchlightctl_options)'
