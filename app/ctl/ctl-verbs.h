// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One verb of porchlightctl a file. Each gets its own arguments (argv[0] is the verb) and returns the exit status. */
typedef int (*PlVerbFunc) (int argc, char **argv);

int pl_ctl_score     (int argc, char **argv);
int pl_ctl_intake    (int argc, char **argv);
int pl_ctl_record    (int argc, char **argv);
int pl_ctl_evaluate  (int argc, char **argv);
int pl_ctl_train     (int argc, char **argv);
int pl_ctl_corpus    (int argc, char **argv);
int pl_ctl_directory (int argc, char **argv);
int pl_ctl_directory_update (int argc, char **argv);
int pl_ctl_status    (int argc, char **argv);
int pl_ctl_doctor    (int argc, char **argv);
int pl_ctl_policy    (int argc, char **argv);
int pl_ctl_erase     (int argc, char **argv);

G_END_DECLS
