# SPDX-FileCopyrightText: The Porchlight authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fish completion of porchlight-watch.

complete -c porchlight-watch -f -l at-login -d 'End at once unless it was chosen to start at login'
complete -c porchlight-watch -f -l once -d 'Do not start again after a crash'
complete -c porchlight-watch -r -l data-folder -d 'Folder with the model and the program tables'
complete -c porchlight-watch -f -l version -d 'Print the version'
complete -c porchlight-watch -f -l help -d 'Print the options'
