# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fish completion of porchlightctl. The options of a verb are those that the verb itself tells.

function __porchlightctl_options
    set -l words (commandline -opc)
    set -l asked $words[2]
    test "$asked" = directory; and set -q words[3]; and set asked $asked $words[3]
    porchlightctl $asked --help 2>/dev/null | string match -ar -- '--[a-z-]+=?' | sort -u
end

complete -c porchlightctl -n __fish_use_subcommand -f -a status -d 'What the watcher hears, and versions'
complete -c porchlightctl -n __fish_use_subcommand -f -a doctor -d 'Check every link of the chain and say what to do'
complete -c porchlightctl -n __fish_use_subcommand -f -a policy -d 'Explain what is set and locked on this machine'
complete -c porchlightctl -n __fish_use_subcommand -f -a erase -d 'Remove all that was stored for this person'
complete -c porchlightctl -n __fish_use_subcommand -f -a directory -d 'Find, check, build, import and export help lines'
complete -c porchlightctl -n __fish_use_subcommand -f -a score -d 'Score messages given as JSON Lines'
complete -c porchlightctl -n __fish_use_subcommand -f -a intake -d 'Show how recorded notifications are read'
complete -c porchlightctl -n __fish_use_subcommand -f -a record -d 'Record notifications with their letters replaced'
complete -c porchlightctl -n __fish_use_subcommand -f -a evaluate -d 'Measure the classifier'
complete -c porchlightctl -n __fish_use_subcommand -f -a train -d 'Train the classifier'
complete -c porchlightctl -n '__fish_seen_subcommand_from directory; and test (count (commandline -opc)) -eq 2' -f -a 'find show countries topics check build import export update'
complete -c porchlightctl -n '__fish_seen_subcommand_from policy; and test (count (commandline -opc)) -eq 2' -f -a check
complete -c porchlightctl -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f -a '(__porchlightctl_options)'
